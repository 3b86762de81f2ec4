using Regulars.Insights.Contracts;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Pages;

/// <summary>Says measures in the reader's words.</summary>
internal static class Figures
{
    /// <summary>Growth accounting as a chart of the newest periods.</summary>
    public static ChartData Growth(Reader reader, IReadOnlyList<GrowthMeasure> growth, CalendarUnit unit, int most)
    {
        var shown = growth.Skip(Math.Max(0, growth.Count - most)).ToList();
        return Charts.Growth(
            reader,
            [.. shown.Select(row => Short(reader, row, unit))],
            [.. shown.Select(row => new GrowthBar(row.Retained, row.Returned, row.New, row.Lost))]) with
        {
            LongCategories = [.. shown.Select(row => Long(reader, row, unit))],
            IsLastUnfinished = shown.Count > 0 && shown[^1].IsUnfinished,
        };
    }

    /// <summary>A period as an axis has room for it.</summary>
    public static string Short(Reader reader, GrowthMeasure row, CalendarUnit unit) => unit switch
    {
        CalendarUnit.Week => reader.Formats.DayAndMonthShort(row.From),
        CalendarUnit.Quarter => reader.Text("period.quarter.short", $"{((row.From.Date.Month - 1) / 3) + 1}", $"{row.From.Date.Year % 100:00}"),
        CalendarUnit.Year => $"{row.From.Date.Year}",
        _ => reader.Formats.MonthName(row.From),
    };

    /// <summary>A period by its whole name.</summary>
    public static string Long(Reader reader, GrowthMeasure row, CalendarUnit unit) => unit switch
    {
        CalendarUnit.Week => reader.Formats.Range(new Period(row.From, row.To)),
        CalendarUnit.Quarter => reader.Text("period.quarter", $"{((row.From.Date.Month - 1) / 3) + 1}", $"{row.From.Date.Year}"),
        CalendarUnit.Year => $"{row.From.Date.Year}",
        _ => reader.Formats.Month(row.From),
    };

    /// <summary>A share, or the words for "not available".</summary>
    public static string Share(Reader reader, double? value, int decimals = 1) =>
        value is { } share ? reader.Formats.Percent(share, decimals) : reader.Text("figure.unavailable");

    /// <summary>A number, or the words for "not available".</summary>
    public static string Number(Reader reader, double? value, int decimals) =>
        value is { } number ? reader.Formats.Number(number, decimals) : reader.Text("figure.unavailable");

    /// <summary>The colour of a level of warning.</summary>
    public static Tone ToneOf(string? level) => level switch { "alarm" => Tone.Alarm, "warning" => Tone.Attention, "normal" => Tone.Good, _ => Tone.Plain };

    /// <summary>The colour of a segment.</summary>
    public static Tone SegmentTone(string segment) => segment switch
    {
        "champions" or "loyal" or "potential_loyalist" or "new" or "promising" => Tone.Good,
        "need_attention" or "about_to_sleep" => Tone.Attention,
        "at_risk" or "cant_lose" => Tone.Alarm,
        _ => Tone.Plain,
    };

    /// <summary>The rate computed step by step.</summary>
    public static IReadOnlyList<Step> Steps(Reader reader, RetentionMeasure retention)
    {
        var formats = reader.Formats;
        var steps = new List<Step>
        {
            new(formats.Integer(retention.AtStart), reader.Text("retention.at_start")),
            new(formats.Integer(retention.AtEnd), reader.Text("retention.at_end"), "→"),
            new(formats.Integer(retention.New + retention.Returned), reader.Text("retention.joined"), "−"),
            new(formats.Integer(retention.Retained), reader.Text("retention.retained"), "="),
        };
        if (retention is { Rate: { } rate, RateLow: { } low, RateHigh: { } high })
        {
            steps.Add(new Step(
                formats.Percent(rate), reader.Text("retention.kept", formats.PercentInterval(low, high)), $"÷ {formats.Integer(retention.AtStart)} =", ToneOf(retention.Level)));
            steps.Add(new Step(formats.Percent(1 - rate), reader.Text("retention.lost"), "·"));
        }

        return steps;
    }

    /// <summary>Growth of one period in a sentence; null when there is none.</summary>
    public static string? GrowthWords(Reader reader, GrowthMeasure? row, CalendarUnit unit)
    {
        if (row is null)
        {
            return null;
        }

        var formats = reader.Formats;
        object[] words =
        [
            Long(reader, row, unit), formats.Integer(row.Retained), formats.Integer(row.Returned), formats.Integer(row.New), formats.Integer(row.Lost),
        ];
        return Sentence(row.QuickRatio is { } ratio
            ? reader.Text("growth.words.ratio", [.. words, formats.Number(ratio, 2)])
            : reader.Text("growth.words", words));
    }

    /// <summary>The words with a capital at their beginning, for sentences that begin with a month.</summary>
    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>The last whole period; null when there is none.</summary>
    public static GrowthMeasure? LastWhole(Report report) => report.Growth.LastOrDefault(row => !row.IsUnfinished);
}
