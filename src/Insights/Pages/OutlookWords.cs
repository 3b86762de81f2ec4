using Regulars.Insights.Outlook;
using Regulars.Insights.Signs;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Pages;

/// <summary>Says signs and reasons in the reader's words, each with the numbers that it claims.</summary>
internal static class OutlookWords
{
    /// <summary>The evidence of a sign as a sentence, as of a day.</summary>
    public static string Evidence(Reader reader, string kind, IReadOnlyList<double> numbers, Day asOf) => (kind, numbers) switch
    {
        (SignKinds.Silence, [var gap, var last]) => reader.Text("sign.evidence.silence", Days(reader, gap), DaysSince(reader, last, asOf)),
        (SignKinds.Slowing, [var before, var now]) => reader.Text("sign.evidence.slowing", Days(reader, before), Days(reader, now)),
        (SignKinds.Smaller, [var before, var now]) => reader.Text("sign.evidence.smaller", Amount(reader, before), Amount(reader, now)),
        (SignKinds.Troubles, [var count, var since]) => reader.Text("sign.evidence.troubles", (long)count, Date(reader, since)),
        (SignKinds.Quiet, [var visits, var last]) => reader.Text("sign.evidence.quiet", (long)visits, DaysSince(reader, last, asOf)),
        (SignKinds.Unhappy, [var score, var on]) => reader.Text("sign.evidence.unhappy", reader.Formats.Number(score, 0), Date(reader, on)),
        (SignKinds.Falling, [var before, var score, var on]) =>
            reader.Text("sign.evidence.falling", reader.Formats.Number(before, 0), reader.Formats.Number(score, 0), Date(reader, on)),
        (SignKinds.Late, [var days, var on]) => reader.Text("sign.evidence.late", Days(reader, days), Date(reader, on)),
        (SignKinds.Complaint, [var count, var on]) => reader.Text("sign.evidence.complaint", (long)count, Date(reader, on)),
        (SignKinds.Competitor, [var on]) => reader.Text("sign.evidence.competitor", Date(reader, on)),
        _ => "",
    };

    /// <summary>A reason of risk as a sentence.</summary>
    public static string Reason(Reader reader, RiskReason reason, Day asOf) => (reason.Name, reason.Numbers) switch
    {
        ("silence", [var gap, var last]) => reader.Text("risk.reason.silence", DaysSince(reader, last, asOf), Days(reader, gap)),
        ("since", [var last]) => reader.Text("risk.reason.since", DaysSince(reader, last, asOf)),
        ("slowing", [var before, var now]) => reader.Text("risk.reason.slowing", Days(reader, before), Days(reader, now)),
        ("orders", [var orders]) => reader.Text("risk.reason.orders", (long)orders),
        ("tenure", [var first]) => reader.Text("risk.reason.tenure", DaysSince(reader, first, asOf)),
        ("value", [var value]) => reader.Text("risk.reason.value", Amount(reader, value)),
        ("smaller", [var before, var now]) => reader.Text("risk.reason.smaller", Amount(reader, before), Amount(reader, now)),
        ("returned", [var share]) => reader.Text("risk.reason.returned", reader.Formats.Percent(share, 0)),
        ("troubles", [var count, var since]) => reader.Text("risk.reason.troubles", (long)count, Date(reader, since)),
        ("visits", [var visits]) => reader.Text("risk.reason.visits", (long)visits),
        ("score", [var score, var on]) => reader.Text("risk.reason.score", reader.Formats.Number(score, 0), Date(reader, on)),
        ("late", [var days, var on]) => reader.Text("risk.reason.late", Days(reader, days), Date(reader, on)),
        ("complaint", [var count, var on]) => reader.Text("risk.reason.complaint", (long)count, Date(reader, on)),
        _ => "",
    };

    /// <summary>Why an action is proposed, as a sentence.</summary>
    public static string ActionReason(Reader reader, string reason, IReadOnlyList<double> numbers, Day asOf) => (reason, numbers) switch
    {
        ("praise", [var score, var on]) => reader.Text("action.reason.praise", reader.Formats.Number(score, 0), Date(reader, on)),
        ("first", [var on]) => reader.Text("action.reason.first", Date(reader, on)),
        ("loyal", [var orders, var index]) => reader.Text("action.reason.loyal", (long)orders, reader.Formats.Number(index, 0)),
        ("unasked", [var orders]) => reader.Text("action.reason.unasked", (long)orders),
        _ => Evidence(reader, reason, numbers, asOf),
    };

    /// <summary>The colour of a severity.</summary>
    public static Tone ToneOf(int severity) => severity switch { 3 => Tone.Alarm, 2 => Tone.Attention, 1 => Tone.Information, _ => Tone.Plain };

    /// <summary>An amount in minor units.</summary>
    public static string Amount(Reader reader, double minor) => reader.Formats.MoneyShort(new Money((long)Math.Round(minor), reader.Currency));

    private static string Days(Reader reader, double days) => reader.Formats.Days((int)Math.Round(days));

    /// <summary>What is kept is the day, so that it holds tomorrow too; what is told is how long ago it was.</summary>
    private static string DaysSince(Reader reader, double day, Day asOf) => reader.Formats.Days(Math.Max(0, asOf - new Day((int)day) - 1));

    private static string Date(Reader reader, double number) => reader.Formats.Date(new Day((int)number));
}
