using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Survival;

/// <summary>The log-rank test of whether groups last equally long (Mantel 1966; Peto and Peto 1972).</summary>
/// <param name="Statistic">Chi-square of the observed ends against those expected if all lasted equally long.</param>
/// <param name="Degrees">One less than the groups that were ever at risk together.</param>
/// <param name="Probability">The probability of a statistic so large if all last equally long.</param>
/// <param name="Observed">The ends seen in each group.</param>
/// <param name="Expected">The ends expected in each group.</param>
public sealed record LogRank(double Statistic, int Degrees, double Probability, IReadOnlyList<double> Observed, IReadOnlyList<double> Expected)
{
    /// <summary>Tests groups of durations.</summary>
    /// <param name="groups">The durations of each group.</param>
    /// <returns>The test; refused when fewer than two groups have anyone, or nobody ended while others were watched.</returns>
    /// <exception cref="ArgumentException">A time is negative or no number.</exception>
    public static Outcome<LogRank> Test(IReadOnlyList<IReadOnlyList<Duration>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var all = RiskTable.Of([.. groups.SelectMany(group => group)]);
        var tables = groups.Select(group => RiskTable.Of(group)).ToList();
        var places = new int[groups.Count];
        var (observed, expected) = (new double[groups.Count], new double[groups.Count]);
        var covariance = new SymmetricMatrix(groups.Count);
        foreach (var (time, atRisk, ended) in all)
        {
            var shares = new double[groups.Count];
            for (var group = 0; group < groups.Count; group++)
            {
                var table = tables[group];
                if (places[group] < table.Count)
                {
                    shares[group] = (double)table[places[group]].AtRisk / atRisk;
                    if (table[places[group]].Time == time)
                    {
                        observed[group] += table[places[group]++].Ended;
                    }
                }
            }

            AddTime(shares, atRisk, ended, expected, covariance);
        }

        return Judge(observed, expected, covariance);
    }

    /// <summary>At one time the ends are spread over groups as in a draw without replacement.</summary>
    private static void AddTime(double[] shares, int atRisk, int ended, double[] expected, SymmetricMatrix covariance)
    {
        var factor = atRisk > 1 ? (double)ended * (atRisk - ended) / (atRisk - 1) : 0;
        for (var group = 0; group < shares.Length; group++)
        {
            expected[group] += ended * shares[group];
            for (var other = 0; other <= group; other++)
            {
                covariance[group, other] += factor * shares[group] * ((group == other ? 1 : 0) - shares[other]);
            }
        }
    }

    /// <summary>The last group follows from the others, and a group that was never at risk with others says nothing.</summary>
    private static Outcome<LogRank> Judge(double[] observed, double[] expected, SymmetricMatrix covariance)
    {
        int[] told = [.. Enumerable.Range(0, observed.Length).Where(group => covariance[group, group] > 1e-12)];
        if (told.Length < 2)
        {
            return new Refusal("survival.nothing_to_compare", "At least two groups must be watched while someone ends.");
        }

        var size = told.Length - 1;
        var matrix = new SymmetricMatrix(size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[i, j] = covariance[told[i], told[j]];
            }
        }

        double[] distance = [.. told.Take(size).Select(group => observed[group] - expected[group])];
        if (matrix.Inverse() is not { } inverse)
        {
            return new Refusal("survival.nothing_to_compare", "The groups were never watched at the same times; watch them together.");
        }

        var statistic = inverse.Form(distance);
        return new LogRank(statistic, size, ChiSquare.Above(statistic, size), observed, expected);
    }
}
