namespace Regulars.Statistics.Lifetime;

/// <summary>The unit in which times between purchases are counted.</summary>
public enum TimeUnit
{
    /// <summary>Seven days.</summary>
    Week,

    /// <summary>One day.</summary>
    Day,
}

/// <summary>Lengths of units of time.</summary>
public static class TimeUnits
{
    /// <summary>The number of days of a unit.</summary>
    public static int Days(this TimeUnit unit) => unit == TimeUnit.Week ? 7 : 1;
}
