using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Refusals as problem details (RFC 9457) with their stable codes.</summary>
public static class Problems
{
    /// <summary>Tells a refusal.</summary>
    public static ProblemHttpResult Of(Refusal refusal, int status = StatusCodes.Status400BadRequest) => TypedResults.Problem(
        detail: refusal.Detail,
        statusCode: status,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["place"] = refusal.Place });

    /// <summary>There is no customer by this id.</summary>
    public static ProblemHttpResult UnknownCustomer() =>
        Of(new Refusal("customer.unknown", "There is no such customer.", "id"), StatusCodes.Status404NotFound);

    /// <summary>The cursor was not given by an answer of this list.</summary>
    public static ProblemHttpResult InvalidCursor() =>
        Of(new Refusal("cursor.invalid", "Give the value of next of an answer of this list, unchanged.", "after"));

    /// <summary>Refuses a limit outside 1 … most.</summary>
    public static Refusal? CheckLimit(int? limit, int most) => limit is null || (limit >= 1 && limit <= most)
        ? null
        : new Refusal("limit.out_of_range", $"A limit lies between 1 and {most}.", "limit");
}
