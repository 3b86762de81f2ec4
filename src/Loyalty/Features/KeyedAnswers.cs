using Microsoft.AspNetCore.Http;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Loyalty.Features;

/// <summary>Refusals of requests whose repeats are known by a key.</summary>
internal static class KeyedAnswers
{
    /// <summary>Nothing may happen twice without a key.</summary>
    public static readonly Refusal KeyMissing = new("request.key_missing", "Send an Idempotency-Key, so that a repeat changes nothing.", "key");

    /// <summary>Too much waits.</summary>
    public static IResult Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problems.Of(new Refusal("intake.busy", "Too much is waiting; try again in a second."), StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>A refusal with its status.</summary>
    public static IResult Refused(Refusal refusal) => Problems.Of(refusal, refusal.Code switch
    {
        "request.key_reused" or "gift_card.known" => StatusCodes.Status409Conflict,
        "gift_card.unknown" or "allowance.unknown" or "customer.unknown" => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status422UnprocessableEntity,
    });
}
