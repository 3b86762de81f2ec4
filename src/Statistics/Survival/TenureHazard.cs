using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Survival;

/// <summary>How many of those who reached a period of their tenure left in it.</summary>
/// <param name="Period">The period of tenure, from 1.</param>
/// <param name="AtRisk">How many were watched through it or left in it.</param>
/// <param name="Left">How many left in it.</param>
/// <param name="Hazard">Left / at risk: the chance of leaving in this period for who reaches it.</param>
/// <param name="HazardBand">Wilson's interval of the hazard.</param>
/// <param name="Retention">The share that stays beyond it.</param>
/// <param name="RetentionBand">The interval of that share, on the scale of log(−log).</param>
public readonly record struct TenurePeriod(
    int Period, int AtRisk, int Left, double Hazard, Interval HazardBand, double Retention, Interval RetentionBand);

/// <summary>How many whole periods a customer stayed, and whether they then left.</summary>
/// <param name="Periods">For who left, the period of tenure in which it happened, from 1; for who is still there, the whole periods watched.</param>
/// <param name="HasLeft">Whether the customer left.</param>
public readonly record struct Tenure(int Periods, bool HasLeft);

/// <summary>Churn by tenure: the discrete-time hazard, and the retention that follows from it (Singer and Willett 1993).</summary>
/// <param name="Periods">One row per period, up to the last one in which anyone was watched.</param>
public sealed record TenureHazard(IReadOnlyList<TenurePeriod> Periods)
{
    private const int Most = 100_000;

    /// <summary>The life table of tenures: hazard h = left / at risk in each period, retention Π (1 − h).</summary>
    /// <param name="tenures">One per customer.</param>
    /// <param name="level">The confidence of the intervals.</param>
    /// <returns>The table; refused when nobody was watched for a whole period.</returns>
    /// <exception cref="ArgumentException">A tenure is negative, or a customer left before the first period, or a tenure is absurdly long.</exception>
    public static Outcome<TenureHazard> Of(IReadOnlyList<Tenure> tenures, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        if (tenures.Any(tenure => tenure.Periods is < 0 or > Most || (tenure.HasLeft && tenure.Periods == 0)))
        {
            throw new ArgumentException($"Periods of tenure lie between 0 and {Most}, and nobody leaves before the first.", nameof(tenures));
        }

        var last = tenures.Count == 0 ? 0 : tenures.Max(tenure => tenure.Periods);
        if (last == 0)
        {
            return new Refusal("survival.nobody", "Nobody has been watched for a whole period yet.");
        }

        var (ending, left) = (new int[last + 1], new int[last + 1]);
        foreach (var tenure in tenures)
        {
            ending[tenure.Periods]++;
            left[tenure.Periods] += tenure.HasLeft ? 1 : 0;
        }

        return new TenureHazard(Rows(ending, left, tenures.Count, level));
    }

    private static List<TenurePeriod> Rows(int[] ending, int[] left, int customers, double level)
    {
        var z = Normal.TwoSided(level);
        var (atRisk, retention, variance) = (customers - ending[0], 1.0, 0.0);
        var rows = new List<TenurePeriod>();
        for (var period = 1; period < ending.Length; period++)
        {
            var hazard = (double)left[period] / atRisk;
            retention *= 1 - hazard;
            variance += left[period] < atRisk ? left[period] / ((double)atRisk * (atRisk - left[period])) : 0;
            rows.Add(new TenurePeriod(
                period, atRisk, left[period], hazard, Proportions.Wilson(left[period], atRisk, level).Value,
                retention, KaplanMeier.Band(retention, Math.Sqrt(variance), z)));
            atRisk -= ending[period];
        }

        return rows;
    }
}
