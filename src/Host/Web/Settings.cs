using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Regulars.Host.Access;
using Regulars.Host.Pages;
using Regulars.Journal.Api;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Host.Web;

/// <summary>The business's settings, users, API keys and the record of what was done with power.</summary>
internal static class Settings
{
    private static readonly TimeSpan InvitationValid = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var business = endpoints.MapGroup("/settings").RequireAuthorization(Permission.ChangeSettings).ExcludeFromDescription();
        business.MapGet("", IResult (BusinessStore businesses) => new RazorComponentResult<SettingsPage>(new { Answers = BusinessAnswers.Of(businesses.Current) }));
        business.MapPost("", SaveBusiness);

        var access = endpoints.MapGroup("/settings").RequireAuthorization(Permission.ManageAccess).ExcludeFromDescription();
        access.MapGet("/users", IResult () => new RazorComponentResult<UsersPage>());
        access.MapPost("/users", Invite);
        access.MapPost("/users/{id:guid}/role", SetRole);
        access.MapPost("/users/{id:guid}/disabled", SetDisabled);
        access.MapPost("/users/{id:guid}/invitation", InviteAgain);
        access.MapGet("/keys", IResult () => new RazorComponentResult<KeysPage>());
        access.MapPost("/keys", CreateKey);
        access.MapPost("/keys/{id:guid}/revoke", RevokeKey);
        access.MapGet("/acts", IResult (Guid? before) => new RazorComponentResult<ActsPage>(new { Before = before }));
    }

    private static string Actor(HttpContext context) => context.User.FindFirstValue(ClaimTypes.Name) ?? "";

    private static IResult SaveBusiness(HttpContext context, BusinessStore businesses, AdministrativeActs acts, [AsParameters] BusinessAnswers answers)
    {
        var faults = answers.Faults(businesses);
        if (faults.Count > 0)
        {
            return new RazorComponentResult<SettingsPage>(new { Answers = answers, Faults = faults }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }

        businesses.Save(answers.ToBusiness(businesses.Current));
        acts.Record(Actor(context), "settings.changed", "business");
        FlashMessage.Put(context, "message.saved");
        return TypedResults.LocalRedirect("/settings");
    }

    private static IResult Invite(
        HttpContext context, Accounts accounts, AccessLinks links, [FromForm] string? name, [FromForm] string? email, [FromForm] string? role)
    {
        var isWrong = string.IsNullOrWhiteSpace(name) || name.Length > 100 || email is null || !email.Contains('@') || email.Length > 200 || !Role.All.Contains(role);
        var account = isWrong ? null : accounts.Create(email!, name!, role!, null, Actor(context));
        return account is null
            ? new RazorComponentResult<UsersPage>(new { Fault = isWrong ? "users.wrong" : "users.exists", Name = name, Email = email, NewRole = role })
            : new RazorComponentResult<UsersPage>(new { InvitationToken = links.Create(AccessLinks.Invitation, account.Id, InvitationValid), InvitedName = account.Name });
    }

    private static IResult InviteAgain(Guid id, Accounts accounts, AccessLinks links) => accounts.Find(id) is { } account
        ? new RazorComponentResult<UsersPage>(new { InvitationToken = links.Create(AccessLinks.Invitation, id, InvitationValid), InvitedName = account.Name })
        : TypedResults.NotFound();

    private static IResult SetRole(HttpContext context, Guid id, Accounts accounts, [FromForm] string role)
    {
        if (!Role.All.Contains(role))
        {
            return TypedResults.BadRequest();
        }

        return accounts.SetRole(id, role, Actor(context)) ? Saved(context, "/settings/users") : new RazorComponentResult<UsersPage>(new { Fault = "users.last_owner" });
    }

    private static IResult SetDisabled(HttpContext context, Guid id, Accounts accounts, [FromForm] bool disabled) =>
        accounts.SetDisabled(id, disabled, Actor(context)) ? Saved(context, "/settings/users") : new RazorComponentResult<UsersPage>(new { Fault = "users.last_owner" });

    private static RazorComponentResult CreateKey(
        HttpContext context, ApiKeys keys, IFormCollection form)
    {
        var name = form["name"].ToString();
        var source = form["source"].ToString();
        var wanted = Permission.All.Where(scope => form["scopes"].Contains(scope)).ToArray();
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100 || source.Length > 100 || wanted.Length == 0)
        {
            return new RazorComponentResult<KeysPage>(new { HasFault = true, Name = name, Source = source, Scopes = wanted });
        }

        return new RazorComponentResult<KeysPage>(new
        {
            NewKey = keys.Create(name.Trim(), string.IsNullOrWhiteSpace(source) ? name.Trim() : source.Trim(), wanted, Actor(context), IntakeDoor.CallerOf(context).Person),
        });
    }

    private static RedirectHttpResult RevokeKey(HttpContext context, Guid id, ApiKeys keys)
    {
        keys.Revoke(id, Actor(context));
        return Saved(context, "/settings/keys");
    }

    private static RedirectHttpResult Saved(HttpContext context, string address)
    {
        FlashMessage.Put(context, "message.saved");
        return TypedResults.LocalRedirect(address);
    }
}
