using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Intervals;

/// <summary>The net promoter score of answers and its interval.</summary>
/// <param name="Score">100 (promoters − detractors) / answers, from −100 to 100.</param>
/// <param name="Interval">The adjusted Wald interval, within ±100.</param>
public readonly record struct NetPromoterScore(double Score, Interval Interval)
{
    private const double AddedAnswers = 3;

    private const double AddedToEachEnd = 0.75;

    /// <summary>The score with the interval of Agresti and Min (2005) as Rocks (2016), Interval Estimation for the "Net Promoter
    /// Score", gives it: three answers are added, ¾ to either end, and the variance is p + d − (p − d)² over n + 3.</summary>
    /// <param name="promoters">Answers of 9 and 10.</param>
    /// <param name="passives">Answers of 7 and 8.</param>
    /// <param name="detractors">Answers of 0 to 6.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The score; refused when there are no answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static Outcome<NetPromoterScore> Of(long promoters, long passives, long detractors, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(passives);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
        var answers = (double)promoters + passives + detractors;
        if (answers == 0)
        {
            return new Refusal("nps.no_answers", "Nobody has answered yet.");
        }

        var n = answers + AddedAnswers;
        var (p, d) = ((promoters + AddedToEachEnd) / n, (detractors + AddedToEachEnd) / n);
        var half = Normal.TwoSided(level) * Math.Sqrt((p + d - ((p - d) * (p - d))) / n);
        return new NetPromoterScore(
            100 * (promoters - detractors) / answers, new Interval(100 * Math.Max(-1, p - d - half), 100 * Math.Min(1, p - d + half)));
    }
}
