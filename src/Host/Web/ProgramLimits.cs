using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;

namespace Regulars.Host.Web;

/// <summary>How often a program may ask: each key has its own bucket, and so has each range of addresses without one.</summary>
internal sealed class ProgramLimits : IDisposable
{
    private const int DefaultRequestsPerSecond = 20_000;

    private readonly PartitionedRateLimiter<HttpContext> buckets;

    public ProgramLimits()
    {
        var perSecond = int.TryParse(Environment.GetEnvironmentVariable("REGULARS_API_REQUESTS_PER_SECOND"), CultureInfo.InvariantCulture, out var set) && set > 0
            ? set
            : DefaultRequestsPerSecond;
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond,
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            AutoReplenishment = true,
        };
        buckets = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? AddressRange.Of(context), _ => options));
    }

    /// <summary>Takes one token for the request; false when there is none left.</summary>
    public bool Admit(HttpContext context)
    {
        using var lease = buckets.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    public void Dispose() => buckets.Dispose();
}
