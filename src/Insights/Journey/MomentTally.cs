using Regulars.Insights.Measures;
using Regulars.Kernel;
using Regulars.Statistics.Intervals;

namespace Regulars.Insights.Journey;

/// <summary>Counts the customers who reach one moment.</summary>
/// <param name="key">Which moment.</param>
/// <param name="asOf">Only what was before it is known.</param>
/// <param name="horizonDays">To go on is to buy within so many days.</param>
internal sealed class MomentTally(string key, Day asOf, int horizonDays)
{
    /// <summary>A score belongs to a moment for so many days.</summary>
    public const int FeelingDays = 30;

    private const int Best = 10;

    private readonly List<int> waits = [];

    private readonly List<double> scores = [];

    private int customers;

    private int followed;

    private int wentOn;

    /// <summary>Counts a customer.</summary>
    /// <param name="day">When they reached the moment.</param>
    /// <param name="before">When they reached the moment before; null when that is not known.</param>
    /// <param name="next">When they bought next; null when they did not.</param>
    /// <param name="events">Everything that happened to them, by day.</param>
    public void Add(Day day, Day? before, Day? next, ReadOnlySpan<JourneyEvent> events)
    {
        customers++;
        if (before is { } earlier)
        {
            waits.Add(day - earlier);
        }

        if (day.Plus(horizonDays) < asOf)
        {
            followed++;
            wentOn += next is { } bought && bought - day <= horizonDays ? 1 : 0;
        }

        foreach (var happened in events)
        {
            if (happened.Kind is JourneyEventKind.Score && happened.Day >= day && happened.Day - day <= FeelingDays && happened.Day < asOf)
            {
                scores.Add(happened.Value * Best);
            }
        }
    }

    /// <summary>What was counted.</summary>
    public MomentMeasure Measure(bool isMeasured)
    {
        var sorted = waits.ToArray();
        Array.Sort(sorted);
        var lost = Proportions.Wilson(followed - wentOn, followed);
        var moments = SampleMoments.Of([.. scores]);
        var feeling = Means.Student(moments);
        return new MomentMeasure(
            key, customers, sorted.Length, sorted.Length > 0 ? Quantile.Of(sorted, 0.5) : null, sorted.Length > 0 ? Quantile.Of(sorted, 0.9) : null, followed, wentOn,
            lost.IsGiven ? lost.Value.Low : null, lost.IsGiven ? lost.Value.High : null,
            scores.Count, scores.Count > 0 ? moments.Mean : null,
            feeling.IsGiven ? Math.Max(0, feeling.Value.Low) : null, feeling.IsGiven ? Math.Min(Best, feeling.Value.High) : null, isMeasured);
    }
}
