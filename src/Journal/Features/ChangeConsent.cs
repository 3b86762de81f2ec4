using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Intake;
using Regulars.Journal.Pages;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Records that a person gave or withdrew consent, with the words they agreed to.</summary>
internal static class ChangeConsent
{
    /// <summary>What consent is asked for.</summary>
    public static readonly IReadOnlyList<string> Purposes = ["news", "offers", "profiling"];

    /// <summary>The ways of reaching a person.</summary>
    public static readonly IReadOnlyList<string> Channels = ["any", "email", "sms", "phone", "post"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/customers/{id:guid}/consents").RequireAuthorization(Permission.WriteCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("", Save);
    }

    private static IResult Show(Guid id, string? done, PeopleStore people) => people.Find(id) is { ErasedAt: null } person
        ? new RazorComponentResult<ConsentPage>(new { Person = person, Done = done })
        : TypedResults.LocalRedirect($"/customers/{id}");

    private static async Task<RedirectHttpResult> Save(
        Guid id, [FromForm] string? purpose, [FromForm] string? channel, [FromForm] string? granted, [FromForm] string? wording, JournalIntake intake)
    {
        var answer = Purposes.Contains(purpose) && Channels.Contains(channel)
            ? await intake.SubmitAsync(new RecordConsent(new CustomerId(id), purpose!, channel!, granted == "yes", "console", wording?.Trim() ?? ""))
            : IntakeAnswer.Refused("consent.unknown", "Purpose and channel are among those offered.");
        return answer is { Status: not IntakeStatus.Refused }
            ? TypedResults.LocalRedirect($"/customers/{id}?done=consent")
            : TypedResults.LocalRedirect($"/customers/{id}/consents?done={Outcome.Of(answer)}");
    }
}
