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

/// <summary>Takes two records for one person, after both were shown side by side; and undoes it.</summary>
internal static class MergeCustomers
{
    private const int MostFound = 10;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/customers/{id:guid}").RequireAuthorization(Permission.WriteCustomers).ExcludeFromDescription();
        pages.MapGet("/merge", Show);
        pages.MapPost("/merge", Merge);
        pages.MapPost("/unmerge", Unmerge);
    }

    private static IResult Show(Guid id, string? q, string? with, string? done, PeopleStore people, CustomerDirectory directory)
    {
        if (people.Find(id) is not { ErasedAt: null } person)
        {
            return TypedResults.LocalRedirect($"/customers/{id}");
        }

        var other = Guid.TryParse(with, out var chosen) && people.RootOf(chosen) is { } root && root != id ? people.Find(root) : null;
        var found = string.IsNullOrWhiteSpace(q) ? [] : directory.Find(new CustomerQuery { Words = q, Limit = MostFound + 1 }).Rows;
        return new RazorComponentResult<MergePage>(new
        {
            Person = person,
            Other = other is { ErasedAt: null } ? other : null,
            Words = q,
            Found = (IReadOnlyList<CustomerRow>)[.. found.Where(row => row.Id != id).Take(MostFound)],
            Proposed = (IReadOnlyList<CustomerRow>)directory.LoadRows([.. person.Proposals.Select(proposal => proposal.Other).Distinct()]),
            Done = done,
        });
    }

    private static async Task<RedirectHttpResult> Merge(Guid id, [FromForm] Guid other, ClaimsPrincipal user, JournalIntake intake)
    {
        var answer = await intake.SubmitAsync(new LinkCustomers(new CustomerId(other), new CustomerId(id), By(user)));
        return TypedResults.LocalRedirect(answer is { Status: not IntakeStatus.Refused }
            ? $"/customers/{id}?done=merged"
            : $"/customers/{id}/merge?with={other}&done={Outcome.Of(answer)}");
    }

    private static async Task<RedirectHttpResult> Unmerge(Guid id, [FromForm] Guid record, ClaimsPrincipal user, JournalIntake intake)
    {
        var answer = await intake.SubmitAsync(new UnlinkCustomer(new CustomerId(record), By(user)));
        return TypedResults.LocalRedirect($"/customers/{id}?done={(answer is { Status: not IntakeStatus.Refused } ? "unmerged" : Outcome.Of(answer))}");
    }

    internal static string By(ClaimsPrincipal user) => user.Identity?.Name is { Length: > 0 } name ? name : "console";
}
