using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>The business that this installation serves.</summary>
/// <param name="Name">As customers know it.</param>
/// <param name="Currency">The currency of every sum.</param>
/// <param name="Calendar">Its days, in its time zone.</param>
/// <param name="Settings">What may be chosen besides.</param>
public sealed record Business(string Name, Currency Currency, BusinessCalendar Calendar, BusinessSettings Settings);

/// <summary>What a business may choose; every default is the one of the published definitions.</summary>
public sealed record BusinessSettings
{
    /// <summary>The presence window W in days; null: twice the 90th percentile of the time between purchases.</summary>
    public int? PresenceWindowDays { get; init; }

    /// <summary>Churn per 30 days from which a warning is shown, as a fraction.</summary>
    public double ChurnWarning { get; init; } = 0.05;

    /// <summary>Churn per 30 days from which an alarm is shown, as a fraction.</summary>
    public double ChurnAlarm { get; init; } = 0.07;

    /// <summary>The calling code for telephone numbers that are written without one, such as 48; empty: none.</summary>
    public string PhonePrefix { get; init; } = "";

    /// <summary>The language of documents and of people whose own is not known.</summary>
    public string Language { get; init; } = "en";
}
