using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Regulars.Host.Access;
using Regulars.Kernel;

namespace Regulars.Host.Web;

/// <summary>Knows a connected system by its API key.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    /// <summary>A key comes a thousand times a second and is always the same.</summary>
    private static readonly ConditionalWeakTable<ApiKey, ClaimsPrincipal> Principals = [];

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (keys.Find(header[Bearer.Length..].Trim()) is not { } key)
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is wrong or revoked."));
        }

        var principal = Principals.GetValue(key, known => MakePrincipal(known, Scheme.Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
    }

    private static ClaimsPrincipal MakePrincipal(ApiKey key, string scheme)
    {
        var claims = key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(AccessClaims.Permission, scope))
            .Append(new Claim(ClaimTypes.Name, key.Name))
            .Append(new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()))
            .Append(new Claim(AccessClaims.Source, key.Source));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(Context, 401, "access.key_missing", "Send a working API key: Authorization: Bearer rk_….");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, 403, "access.scope_missing", "The API key lacks the scope that this address asks for.");
}
