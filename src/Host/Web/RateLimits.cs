using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Regulars.Host.Web;

/// <summary>How often anybody may ask: the API by its key, attempts to sign in by address.</summary>
internal static class RateLimits
{
    /// <summary>The policy of addresses where a password or a code may be tried.</summary>
    public const string Attempts = "attempts";

    private const int AttemptsPerMinute = 10;

    private const int DefaultRequestsPerSecond = 20_000;

    public static void Configure(RateLimiterOptions options)
    {
        var perSecond = int.TryParse(Environment.GetEnvironmentVariable("REGULARS_API_REQUESTS_PER_SECOND"), CultureInfo.InvariantCulture, out var set) && set > 0
            ? set
            : DefaultRequestsPerSecond;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments("/api")
                ? RateLimitPartition.GetTokenBucketLimiter(
                    context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = perSecond,
                        TokensPerPeriod = Math.Max(1, perSecond / 10),
                        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
                        AutoReplenishment = true,
                    })
                : RateLimitPartition.GetNoLimiter(""));
        options.AddPolicy(Attempts, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        options.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            await Problems.WriteAsync(rejected.HttpContext, 429, "request.too_many", "Too many requests; try again later.");
        };
    }
}
