using System.Security.Claims;
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

/// <summary>Forgets a person who asks for it, once somebody has confirmed that it cannot be undone.</summary>
internal static class ForgetCustomer
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/customers/{id:guid}/erase").RequireAuthorization(Permission.EraseCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("", Forget);
    }

    private static IResult Show(Guid id, string? done, PeopleStore people) => people.Find(id) is { ErasedAt: null } person
        ? new RazorComponentResult<ErasePage>(new { Person = person, Done = done })
        : TypedResults.LocalRedirect($"/customers/{id}");

    private static async Task<RedirectHttpResult> Forget(Guid id, [FromForm] string? confirmed, ClaimsPrincipal user, JournalIntake intake)
    {
        if (confirmed != "yes")
        {
            return TypedResults.LocalRedirect($"/customers/{id}/erase?done=unconfirmed");
        }

        var answer = await intake.SubmitAsync(new EraseCustomer(new CustomerId(id), MergeCustomers.By(user)));
        return TypedResults.LocalRedirect(answer is { Status: not IntakeStatus.Refused }
            ? $"/customers/{id}?done=erased"
            : $"/customers/{id}/erase?done={Outcome.Of(answer)}");
    }
}
