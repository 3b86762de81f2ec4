using Regulars.Kernel;

namespace Regulars.Ui;

public sealed partial class Formats
{
    /// <summary>A number of days in words: 31 days.</summary>
    public string Days(int days) => Text("ui.days", days);

    /// <summary>A number of days with decimals, in words: 45.7 days.</summary>
    public string Days(double days, int decimals = 1) =>
        Text("ui.days", decimal.Round((decimal)days, decimals, MidpointRounding.AwayFromZero));

    /// <summary>A span of time by its largest unit: 3 days, 2 hours, 40 seconds.</summary>
    public string Duration(TimeSpan span) => span.Duration() switch
    {
        { TotalDays: >= 1 } days => Text("ui.days", (long)days.TotalDays),
        { TotalHours: >= 1 } hours => Text("ui.hours", (long)hours.TotalHours),
        { TotalMinutes: >= 1 } minutes => Text("ui.minutes", (long)minutes.TotalMinutes),
        var seconds => Text("ui.seconds", (long)seconds.TotalSeconds),
    };

    /// <summary>How long ago a moment was: 3 days ago, 3 дня назад; just now within the last minute or later.</summary>
    public string Ago(Instant moment, Instant now)
    {
        var span = now.Since(moment);
        return span switch
        {
            { TotalMinutes: < 1 } => Text("ui.ago.now"),
            { TotalHours: < 1 } => Text("ui.ago.minutes", (long)span.TotalMinutes),
            { TotalDays: < 1 } => Text("ui.ago.hours", (long)span.TotalHours),
            _ => DaysAgo(calendar.DayOf(now) - calendar.DayOf(moment)),
        };
    }

    /// <summary>When something was, as a story tells it: today, 09:12; yesterday, 18:40; 14 Mar; 14 Mar 2024.</summary>
    public string When(Instant moment, Instant now)
    {
        var (day, today) = (calendar.DayOf(moment), calendar.DayOf(now));
        return (today - day) switch
        {
            0 => Text("ui.today_at", Time(moment)),
            1 => Text("ui.yesterday_at", Time(moment)),
            _ when day.Date.Year == today.Date.Year => DayAndMonthShort(day),
            _ => DateShort(day),
        };
    }

    /// <summary>Several things in one sentence: a, b and c.</summary>
    public string List(IReadOnlyList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => Text("ui.and", string.Join(", ", items.Take(items.Count - 1)), items[^1]),
        };
    }

    /// <summary>The size of a file: 640 bytes, 7.1 MB.</summary>
    public string FileSize(long bytes) => bytes switch
    {
        < 1_000 => Text("ui.bytes", bytes),
        < 1_000_000 => Text("ui.kilobytes", Number(bytes / 1_000.0, bytes < 10_000 ? 1 : 0)),
        < 1_000_000_000 => Text("ui.megabytes", Number(bytes / 1_000_000.0, bytes < 10_000_000 ? 1 : 0)),
        _ => Text("ui.gigabytes", Number(bytes / 1_000_000_000.0)),
    };

    private string DaysAgo(int days) => days switch
    {
        <= 1 => Text("ui.ago.yesterday"),
        < 60 => Text("ui.ago.days", days),
        < 730 => Text("ui.ago.months", days / 30),
        _ => Text("ui.ago.years", days / 365),
    };
}
