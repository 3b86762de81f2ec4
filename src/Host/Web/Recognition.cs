using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Regulars.Host.Access;
using Regulars.Kernel;

namespace Regulars.Host.Web;

/// <summary>Finds out who asks: a program by its API key, a person by their cookie. What they may do is asked afterwards.</summary>
/// <remarks>A program asks thousands of times a second, so that nothing here waits for it or makes anything anew.</remarks>
internal static class Recognition
{
    private const string Bearer = "Bearer ";

    /// <summary>A key is always the same.</summary>
    private static readonly ConditionalWeakTable<ApiKey, ClaimsPrincipal> Principals = [];

    /// <summary>Whether the request shows a key, or should.</summary>
    public static bool IsByKey(HttpContext context) =>
        context.Request.Headers.Authorization.Count > 0 || context.Request.Path.StartsWithSegments("/api");

    public static Task RecogniseAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsByKey(context))
        {
            return RecognisePersonAsync(context, next);
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && context.RequestServices.GetRequiredService<ApiKeys>().Find(header[Bearer.Length..].Trim()) is { } key)
        {
            context.User = Principals.GetValue(key, MakePrincipal);
        }

        return context.RequestServices.GetRequiredService<ProgramLimits>().Admit(context) ? next(context) : RateLimits.RefuseAsync(context);
    }

    private static async Task RecognisePersonAsync(HttpContext context, RequestDelegate next)
    {
        if (await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme) is { Succeeded: true, Principal: var person })
        {
            context.User = person;
        }

        await next(context);
    }

    private static ClaimsPrincipal MakePrincipal(ApiKey key)
    {
        var claims = key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(AccessClaims.Permission, scope))
            .Append(new Claim(ClaimTypes.Name, key.Name))
            .Append(new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()))
            .Append(new Claim(AccessClaims.Person, (key.CreatedByUser ?? key.Id).ToString()))
            .Append(new Claim(AccessClaims.Source, key.Source));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, AccessSchemes.ApiKey));
    }
}
