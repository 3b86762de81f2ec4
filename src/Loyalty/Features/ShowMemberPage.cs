using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Kernel;
using Regulars.Loyalty.Log;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Till;

namespace Regulars.Loyalty.Features;

/// <summary>A member's own page, opened by a secret link without signing in.</summary>
internal static class ShowMemberPage
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/m/{token}").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/code", ShowCode);
        pages.MapGet("/receipts/{posting:long}", Download);
    }

    private static IResult Show(HttpContext context, string token, string? done, MemberLinks links, MemberReader members) => Find(context, token, links, members) is { } person
        ? new RazorComponentResult<MemberPage>(new { Customer = person.Id, person.Name, Token = token, HasReceiptToCome = done is "waits" })
        : Unknown();

    private static IResult ShowCode(HttpContext context, string token, MemberLinks links, MemberReader members) => Find(context, token, links, members) is { } person
        ? new RazorComponentResult<MemberCode>(new { Customer = person.Id, Token = token })
        : Unknown();

    private static IResult Download(HttpContext context, string token, long posting, MemberLinks links, MemberReader members, Receipts receipts)
    {
        if (Find(context, token, links, members) is not { } person || receipts.Find(person.Id, posting) is not { } receipt)
        {
            return Unknown();
        }

        // A receipt that waits for its place is ready in two seconds; the page says so.
        return receipt.Refusal is null
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(receipt.Value), "text/plain; charset=utf-8", $"receipt-{posting}.txt")
            : TypedResults.LocalRedirect($"/m/{token}?done=waits");
    }

    /// <summary>The link is a secret: no other page may learn it, and nothing keeps what it shows.</summary>
    private static MemberName? Find(HttpContext context, string token, MemberLinks links, MemberReader members)
    {
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
        return links.Find(token) is { } customer ? members.Person(customer) : null;
    }

    private static RazorComponentResult Unknown() => new RazorComponentResult<UnknownMemberPage>() { StatusCode = StatusCodes.Status404NotFound };
}
