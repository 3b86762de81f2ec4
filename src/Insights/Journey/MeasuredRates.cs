using Regulars.Journal.Contracts;
using Regulars.Statistics.Intervals;

namespace Regulars.Insights.Journey;

/// <summary>Compares rates for modules that have no statistics of their own.</summary>
internal sealed class MeasuredRates : RateComparison
{
    /// <inheritdoc/>
    public override RateDifference? Compare(long times, double exposure, long otherTimes, double otherExposure, double level = 0.95)
    {
        var interval = Rates.Difference(times, exposure, otherTimes, otherExposure, level);
        if (!interval.IsGiven)
        {
            return null;
        }

        var (rate, otherRate) = (times / exposure, otherTimes / otherExposure);
        return new RateDifference(rate, otherRate, rate - otherRate, interval.Value.Low, interval.Value.High);
    }
}
