using Regulars.Statistics.Watching;

namespace Regulars.Loyalty.Alerts;

/// <summary>Judges whether somebody's sum of one day is unusual among the daily sums of others.</summary>
/// <remarks>Sums of days are skewed, so that they are compared by their logarithms. A day on which everybody has more than usual, as in a
/// sale, raises what is usual with it. Who has such sums on many days is known for it: their own days count then too.</remarks>
internal static class UnusualSum
{
    /// <summary>So many days before are compared with.</summary>
    public const int Days = 60;

    /// <summary>So many others must there be.</summary>
    public const int FewestPeers = 5;

    /// <summary>So many sums of others must there be.</summary>
    public const int FewestSums = 20;

    /// <summary>Unusual is so many times what is usual, and more.</summary>
    public const double Times = 5;

    /// <summary>And so many spreads of the logarithms above their median.</summary>
    public const double Spreads = 4;

    /// <summary>Of so many days of their own, somebody's own median is believed.</summary>
    private const int OwnDays = 10;

    /// <summary>Of so many others on the same day, the day's level is believed.</summary>
    private const int PeersOfLevel = 3;

    /// <summary>Others that are all alike would make every small difference unusual.</summary>
    private const double LeastSpread = 0.25;

    /// <summary>No more sums than this are looked at, evenly chosen.</summary>
    private const int MostSums = 20_000;

    /// <summary>What is usual, where the sum is unusual; null where it is not, or cannot be known.</summary>
    /// <param name="amount">The sum of the day.</param>
    /// <param name="others">Sums of others on the days before.</param>
    /// <param name="sameDay">Sums of others on the day.</param>
    /// <param name="own">Sums of the same on the days before.</param>
    public static double? Judge(long amount, IReadOnlyList<SumOfDay> others, IReadOnlyList<SumOfDay> sameDay, IReadOnlyList<SumOfDay> own)
    {
        if (amount <= 0 || others.Sum(sum => sum.Count) < FewestSums)
        {
            return null;
        }

        var (median, spread) = RobustMeasures.MedianAndSpread(Logarithms(others));
        var level = sameDay.Sum(sum => sum.Count) >= PeersOfLevel ? Math.Max(median, RobustMeasures.MedianAndSpread(Logarithms(sameDay)).Median) : median;
        var above = Math.Log(amount) - level;
        if (above < Math.Log(Times) || above < Spreads * Math.Max(spread, LeastSpread))
        {
            return null;
        }

        return own.Sum(sum => sum.Count) >= OwnDays && amount < Times * Math.Exp(RobustMeasures.MedianAndSpread(Logarithms(own)).Median) ? null : Math.Exp(level);
    }

    private static double[] Logarithms(IReadOnlyList<SumOfDay> sums)
    {
        var step = Math.Max(1, sums.Sum(sum => sum.Count) / MostSums);
        var (logarithms, passed) = (new List<double>(), 0L);
        foreach (var sum in sums.OrderBy(sum => sum.Amount))
        {
            var until = passed + sum.Count;
            for (var next = (passed + step - 1) / step * step; next < until; next += step)
            {
                logarithms.Add(Math.Log(sum.Amount));
            }

            passed = until;
        }

        return [.. logarithms];
    }
}

/// <summary>A sum that one or several subjects had on a day.</summary>
/// <param name="Day">The day's number.</param>
/// <param name="Amount">The sum; more than zero.</param>
/// <param name="Count">How many had it.</param>
internal readonly record struct SumOfDay(int Day, long Amount, long Count)
{
    /// <summary>What is left of sums when those of one subject are taken out.</summary>
    public static IReadOnlyList<SumOfDay> Without(IReadOnlyList<SumOfDay> all, IReadOnlyList<SumOfDay> own)
    {
        var taken = own.ToDictionary(sum => (sum.Day, sum.Amount), sum => sum.Count);
        return [.. all.Select(sum => sum with { Count = sum.Count - taken.GetValueOrDefault((sum.Day, sum.Amount)) }).Where(sum => sum.Count > 0)];
    }
}
