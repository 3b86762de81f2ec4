using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Survival;

/// <summary>How long one customer was watched, and how it ended.</summary>
/// <param name="Time">The time from the beginning to the end or to the last sight, at least 0.</param>
/// <param name="HasEnded">Whether the end was seen; else the customer was still there when last seen.</param>
public readonly record struct Duration(double Time, bool HasEnded);

/// <summary>A step of a survival curve.</summary>
/// <param name="Time">When it happens.</param>
/// <param name="AtRisk">How many were still watched just before.</param>
/// <param name="Ended">How many ended then.</param>
/// <param name="Survival">The share that lasts beyond the time.</param>
/// <param name="StandardError">Its standard error by Greenwood's formula.</param>
/// <param name="Band">Its interval at this time alone, on the scale of log(−log), within [0, 1].</param>
public readonly record struct SurvivalStep(double Time, int AtRisk, int Ended, double Survival, double StandardError, Interval Band);

/// <summary>The share that lasts beyond each time, without supposing any shape (Kaplan and Meier 1958).</summary>
/// <param name="Steps">A step at each time at which someone ended.</param>
public sealed record KaplanMeier(IReadOnlyList<SurvivalStep> Steps)
{
    /// <summary>The time by which half have ended; null when more than half last beyond the last step.</summary>
    public double? Median => Steps.FirstOrDefault(step => step.Survival <= 0.5) is { AtRisk: > 0 } step ? step.Time : null;

    /// <summary>The curve of durations: S(t) = Π (1 − d/n) over steps up to t, var ln S = Σ d / (n (n − d)) (Greenwood 1926), bands as
    /// S^exp(±z σ / ln S) (Kalbfleisch and Prentice 2002, eq. 1.17).</summary>
    /// <param name="durations">One per customer; whoever ended at a time was at risk then, and so was whoever was last seen then.</param>
    /// <param name="level">The confidence of the bands.</param>
    /// <returns>The curve; refused when there is nobody.</returns>
    /// <exception cref="ArgumentException">A time is negative or no number.</exception>
    public static Outcome<KaplanMeier> Of(IReadOnlyList<Duration> durations, double level = 0.95)
    {
        var table = RiskTable.Of(durations);
        if (table.Count == 0)
        {
            return new Refusal("survival.nobody", "Nobody has been watched yet.");
        }

        var z = Normal.TwoSided(level);
        var (survival, variance) = (1.0, 0.0);
        var steps = new List<SurvivalStep>();
        foreach (var (time, atRisk, ended) in table.Where(row => row.Ended > 0))
        {
            survival *= 1 - ((double)ended / atRisk);
            variance += ended < atRisk ? ended / ((double)atRisk * (atRisk - ended)) : 0;
            steps.Add(new SurvivalStep(time, atRisk, ended, survival, survival * Math.Sqrt(variance), Band(survival, Math.Sqrt(variance), z)));
        }

        return new KaplanMeier(steps);
    }

    /// <summary>The share that lasts beyond a time; 1 before the first step.</summary>
    public double SurvivalAt(double time) => Steps.LastOrDefault(step => step.Time <= time) is { AtRisk: > 0 } step ? step.Survival : 1;

    /// <summary>The band of log(−log): within [0, 1] whatever the error. Nought, where all have ended, has no error to tell.</summary>
    internal static Interval Band(double survival, double relativeError, double z)
    {
        if (survival is <= 0 or >= 1)
        {
            return new Interval(survival, survival);
        }

        var log = Math.Log(survival);
        var width = Math.Exp(z * relativeError / -log);
        return new Interval(Math.Exp(log * width), Math.Exp(log / width));
    }
}
