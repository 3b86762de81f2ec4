namespace Regulars.Statistics.Intervals;

/// <summary>An interval within which a value lies with a stated confidence.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value lies within, the ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
