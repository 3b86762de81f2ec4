using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Regulars.Host.Web;

/// <summary>How often a password or a code may be tried from one range of addresses.</summary>
internal static class RateLimits
{
    /// <summary>The policy of addresses where it may be tried.</summary>
    public const string Attempts = "attempts";

    private const int AttemptsPerMinute = 10;

    public static void Configure(RateLimiterOptions options)
    {
        options.AddPolicy(Attempts, context => RateLimitPartition.GetFixedWindowLimiter(
            AddressRange.Of(context),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        options.OnRejected = async (rejected, _) => await RefuseAsync(rejected.HttpContext);
    }

    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "60";
        return Problems.WriteAsync(context, 429, "request.too_many", "Too many requests; try again later.");
    }
}
