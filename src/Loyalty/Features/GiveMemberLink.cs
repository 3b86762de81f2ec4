using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Kernel;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Till;

namespace Regulars.Loyalty.Features;

/// <summary>Lets staff give a customer the link to their own page, and make it useless.</summary>
internal static class GiveMemberLink
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/customers/{id:guid}/member-page").RequireAuthorization(Permission.UsePoints).ExcludeFromDescription();
        pages.MapPost("", Make);
        pages.MapPost("/revoke", Revoke);
    }

    private static IResult Make(HttpContext context, Guid id, MemberLinks links, MemberReader members) =>
        members.Person(new CustomerId(id)) is { } person && links.Make(person.Id, IntakeDoor.ActorOf(context)) is { } token
            ? new RazorComponentResult<MemberLinkPage>(new { Customer = person.Id, person.Name, Address = $"{OwnAddress(context.Request)}/m/{token}" })
            : TypedResults.LocalRedirect($"/customers/{id}");

    private static RedirectHttpResult Revoke(HttpContext context, Guid id, MemberLinks links, MemberReader members)
    {
        links.Revoke(members.Person(new CustomerId(id))?.Id ?? new CustomerId(id), IntakeDoor.ActorOf(context));
        return TypedResults.LocalRedirect($"/customers/{id}#member-page");
    }

    /// <summary>Where the sender of the form sees the console, as the browser itself tells it: a made-up host ends in no link.</summary>
    private static string OwnAddress(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && (origin.Scheme == Uri.UriSchemeHttps || origin.Scheme == Uri.UriSchemeHttp)
            ? origin.GetLeftPart(UriPartial.Authority)
            : $"{request.Scheme}://{request.Host}";
}
