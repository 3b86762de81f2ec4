using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Regulars.Host.Access;
using Regulars.Host.Pages;
using Regulars.Kernel;

namespace Regulars.Host.Web;

/// <summary>Signing in by password, by a one-time link or an invitation, and out.</summary>
internal static class SignIn
{
    /// <summary>The claim that keeps the language chosen with the account.</summary>
    public const string LanguageClaim = "language";

    private const string StampClaim = "stamp";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sign-in", Show).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/sign-in", Enter).AllowAnonymous().RequireRateLimiting(RateLimits.Attempts).ExcludeFromDescription();
        endpoints.MapGet("/sign-in/link", EnterByLink).AllowAnonymous().RequireRateLimiting(RateLimits.Attempts).ExcludeFromDescription();
        endpoints.MapGet("/invitation", ShowInvitation).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/invitation", AcceptInvitation).AllowAnonymous().RequireRateLimiting(RateLimits.Attempts).ExcludeFromDescription();
        endpoints.MapPost("/sign-out", Leave).ExcludeFromDescription();
    }

    /// <summary>Leads to the sign-in page by a path alone: a made-up host leads nowhere.</summary>
    public static Task AskToEnterAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        return Task.CompletedTask;
    }

    /// <summary>Says at the address itself that it is not for this person.</summary>
    public static Task DenyAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return ErrorPages.ShowAsync(context.HttpContext, "denied");
    }

    /// <summary>A session ends when its account is shut out, or changes role or password.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<Accounts>();
        var isGood = Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            && accounts.Find(id) is { DisabledAt: null } account
            && account.Stamp == context.Principal!.FindFirstValue(StampClaim);
        if (!isGood)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
    }

    public static Task EnterAsync(HttpContext context, Account account)
    {
        var claims = Role.PermissionsOf(account.Role).Select(permission => new Claim(AccessClaims.Permission, permission))
            .Append(new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()))
            .Append(new Claim(ClaimTypes.Name, account.Name))
            .Append(new Claim(AccessClaims.Role, account.Role))
            .Append(new Claim(StampClaim, account.Stamp));
        var identity = new ClaimsIdentity(
            account.Language is { } language ? claims.Append(new Claim(LanguageClaim, language)) : claims,
            CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    private static IResult Show(HttpContext context, Accounts accounts, [FromQuery(Name = "ReturnUrl")] string? back) =>
        context.User.Identity?.IsAuthenticated == true ? TypedResults.LocalRedirect("/")
        : accounts.Any ? new RazorComponentResult<SignInPage>(new { Back = back })
        : TypedResults.LocalRedirect("/first-visit");

    private static async Task<IResult> Enter(
        HttpContext context, Accounts accounts, PasswordTries tries, [FromForm] string email, [FromForm] string password, [FromForm] string? back)
    {
        if (!tries.Admit(email))
        {
            await RateLimits.RefuseAsync(context);
            return TypedResults.Empty;
        }

        if (accounts.Verify(email, password) is not { } account)
        {
            return new RazorComponentResult<SignInPage>(new { Back = back, Email = email, HasFailed = true }) { StatusCode = StatusCodes.Status401Unauthorized };
        }

        tries.Forget(email);
        await EnterAsync(context, account);
        return TypedResults.LocalRedirect(back is ['/', not ('/' or '\\'), ..] ? back : "/");
    }

    private static async Task<IResult> EnterByLink(HttpContext context, AccessLinks links, Accounts accounts, string token)
    {
        if (links.Use(AccessLinks.SignIn, token) is { Account: { } id } && accounts.Find(id) is { DisabledAt: null } account)
        {
            await EnterAsync(context, account);
            return TypedResults.LocalRedirect("/");
        }

        return new RazorComponentResult<SignInPage>(new { IsLinkUsed = true }) { StatusCode = StatusCodes.Status401Unauthorized };
    }

    private static RazorComponentResult ShowInvitation(AccessLinks links, string token) => links.IsGood(AccessLinks.Invitation, token)
        ? new RazorComponentResult<InvitationPage>(new { Token = token })
        : new RazorComponentResult<SignInPage>(new { IsLinkUsed = true });

    private static async Task<IResult> AcceptInvitation(
        HttpContext context, AccessLinks links, Accounts accounts, [FromForm] string token, [FromForm] string password)
    {
        if (password.Length < Accounts.ShortestPassword)
        {
            return new RazorComponentResult<InvitationPage>(new { Token = token, IsTooShort = true });
        }

        if (links.Use(AccessLinks.Invitation, token) is not { Account: { } id } || accounts.Find(id) is not { DisabledAt: null } account)
        {
            return new RazorComponentResult<SignInPage>(new { IsLinkUsed = true });
        }

        accounts.SetPassword(id, password, account.Email);
        await EnterAsync(context, accounts.Find(id)!);
        return TypedResults.LocalRedirect("/");
    }

    private static async Task Leave(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Response.Redirect("/sign-in");
    }
}
