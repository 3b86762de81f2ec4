using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Regulars.Host.Web;

/// <summary>Asks once what somebody may do and remembers it for as long as they are the same: a program's key comes thousands of times a second.</summary>
/// <remarks>Remembered are the policies that look at nothing but claims; any other is asked each time.</remarks>
internal sealed class KnownPermissions(IAuthorizationService authorization) : IPolicyEvaluator
{
    private readonly PolicyEvaluator evaluator = new(authorization);

    private readonly ConditionalWeakTable<ClaimsPrincipal, ConditionalWeakTable<AuthorizationPolicy, PolicyAuthorizationResult>> known = [];

    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context) => evaluator.AuthenticateAsync(policy, context);

    public Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        known.GetOrCreateValue(context.User).TryGetValue(policy, out var result)
            ? Task.FromResult(result)
            : AskAsync(policy, authenticationResult, context, resource);

    private async Task<PolicyAuthorizationResult> AskAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        var person = context.User;
        var result = await evaluator.AuthorizeAsync(policy, authenticationResult, context, resource);
        if (result.Succeeded && policy.Requirements.All(requirement => requirement is ClaimsAuthorizationRequirement or DenyAnonymousAuthorizationRequirement))
        {
            known.GetOrCreateValue(person).AddOrUpdate(policy, result);
        }

        return result;
    }
}
