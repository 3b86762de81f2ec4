using Regulars.Care.Counting;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Care.Obstacles;

/// <summary>How often an obstacle came before it was removed and since: no cause is claimed.</summary>
/// <param name="Exposure">Among what it is counted: orders or searched.</param>
/// <param name="Before">The days before the removal that are looked at.</param>
/// <param name="Since">The days since.</param>
/// <param name="BeforeRate">How often it came per 1,000 of the exposure, before.</param>
/// <param name="SinceRate">The same since.</param>
/// <param name="Difference">Since less before, per 1,000.</param>
/// <param name="Low">The lower end of its 95 % interval, for independent events.</param>
/// <param name="High">The upper end.</param>
/// <param name="Unavailable">Why there is none: <c>not_counted</c>, <c>too_early</c>, <c>no_exposure</c>; null where there is one.</param>
/// <param name="From">From when on there will be one, where it is too early.</param>
public sealed record ObstacleEffect(
    string Exposure, Period Before, Period Since, double? BeforeRate, double? SinceRate, double? Difference, double? Low, double? High, string? Unavailable, Day? From)
{
    /// <summary>Rates are told per so many.</summary>
    private const double Per = 1_000;

    /// <summary>The days before and since that are looked at, at most.</summary>
    private const int MostDays = 84;

    /// <summary>So many whole days must have passed.</summary>
    public const int FewestDays = 28;

    /// <summary>Compares, with what was counted; null where the obstacle was not removed. The day of the removal itself belongs to neither side.</summary>
    internal static ObstacleEffect? Of(Obstacle obstacle, Day today, HindranceCounts counts, RateComparison rates)
    {
        if (obstacle.Removed is not { } removed)
        {
            return null;
        }

        var (before, since) = (new Period(removed.Plus(-MostDays), removed), new Period(removed.Plus(1), Earlier(today, removed.Plus(1 + MostDays))));
        ObstacleEffect Without(string why, Day? from = null) => new(HindranceKinds.Orders, before, since, null, null, null, null, null, why, from);
        if (!obstacle.IsCounted)
        {
            return Without("not_counted");
        }

        if (since.Days < FewestDays)
        {
            return Without("too_early", removed.Plus(1 + FewestDays));
        }

        var exposure = counts.ExposureOf(obstacle.Kind, new Period(before.From, since.To));
        long Times(Period period) => counts.Times(obstacle.Kind, obstacle.Subject, period);
        long Among(Period period) => counts.Times(exposure, HindranceKinds.Whole, period);
        return rates.Compare(Times(since), Among(since), Times(before), Among(before)) is { } compared
            ? new ObstacleEffect(
                exposure, before, since, Per * compared.OtherRate, Per * compared.Rate, Per * compared.Difference, Per * compared.Low, Per * compared.High, null, null)
            : Without("no_exposure");
    }

    private static Day Earlier(Day one, Day other) => one < other ? one : other;
}
