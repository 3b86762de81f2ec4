namespace Regulars.Insights.Signs;

/// <summary>From when on a sign of fading loyalty shows. A business may move each; what they would have caught is shown beside them.</summary>
public sealed record SignThresholds
{
    /// <summary>Silence: so many times the customer's own mean time between purchases have passed without one.</summary>
    public double SilenceTimes { get; init; } = 2;

    /// <summary>Slowing down: the last two gaps are so many times as long as those before.</summary>
    public double SlowingTimes { get; init; } = 1.8;

    /// <summary>Smaller orders: the last three are worth at most this share of those before.</summary>
    public double SmallerShare { get; init; } = 0.5;

    /// <summary>Troubles: so many orders refused or cancelled in 180 days.</summary>
    public int Troubles { get; init; } = 2;

    /// <summary>Quiet: so many visits in the 90 days before the last 90, and none since.</summary>
    public int VisitsBefore { get; init; } = 3;

    /// <summary>Unhappy: what was said last is at most this share of full content.</summary>
    public double UnhappyAtMost { get; init; } = 0.4;

    /// <summary>Late parcel: by so many days, and nothing bought since.</summary>
    public int LateDays { get; init; } = 3;

    /// <summary>Why these cannot be used, as the name of the first that is out of its range; null when they can.</summary>
    public string? Check() =>
        SilenceTimes is not (>= 1 and <= 20) ? nameof(SilenceTimes)
        : SlowingTimes is not (>= 1 and <= 20) ? nameof(SlowingTimes)
        : SmallerShare is not (>= 0.05 and <= 1) ? nameof(SmallerShare)
        : Troubles is not (>= 1 and <= 50) ? nameof(Troubles)
        : VisitsBefore is not (>= 1 and <= 1000) ? nameof(VisitsBefore)
        : UnhappyAtMost is not (>= 0 and <= 1) ? nameof(UnhappyAtMost)
        : LateDays is not (>= 1 and <= 365) ? nameof(LateDays)
        : null;
}
