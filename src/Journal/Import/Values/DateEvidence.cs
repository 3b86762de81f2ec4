using Regulars.Kernel;

namespace Regulars.Journal.Import.Values;

/// <summary>Gathers over a whole file in which form its dates are written.</summary>
internal sealed class DateEvidence
{
    private readonly long[] shapes = new long[5];
    private readonly string?[] shapeExamples = new string?[5];
    private readonly SlashEvidence slashes = new();
    private readonly char[] last = new char[64];
    private int lastLength = -1;
    private DateParts lastParts;
    private bool lastRead;

    public long Total { get; private set; }

    public long Unreadable { get; private set; }

    public long WithTime { get; private set; }

    public long WithSeconds { get; private set; }

    public long WithOffset { get; private set; }

    public long TwelveHours { get; private set; }

    public long TwoDigitYears { get; private set; }

    public char Separator { get; private set; }

    public void Add(ReadOnlySpan<char> text)
    {
        var same = text.Length == lastLength && text.SequenceEqual(last.AsSpan(0, lastLength));
        if (!same)
        {
            lastRead = DateScanner.TryScan(text, out lastParts);
            lastLength = -1;
            if (text.Length <= last.Length)
            {
                text.CopyTo(last);
                lastLength = text.Length;
            }
        }

        Total++;
        if (!lastRead)
        {
            Unreadable++;
            return;
        }

        ref var parts = ref lastParts;
        var shape = (int)parts.Shape;
        shapes[shape]++;
        WithTime += parts.HasTime ? 1 : 0;
        WithSeconds += parts.HasSeconds ? 1 : 0;
        WithOffset += parts.OffsetMinutes != DateParts.NoOffset ? 1 : 0;
        TwelveHours += parts.IsTwelveHours ? 1 : 0;
        if (same)
        {
            slashes.Repeat(parts);
            return;
        }

        shapeExamples[shape] ??= text.Trim().ToString();
        TwoDigitYears += parts.YearDigits == 2 ? 1 : 0;
        Separator = Separator == 0 ? parts.Separator : Separator;
        if (parts.Shape == DateShape.YearLast)
        {
            slashes.Add(parts, text);
        }
    }

    /// <summary>The form of the whole file. Up to a twentieth of other rows is left to be rejected one by one.</summary>
    /// <param name="monthFirstIsUsual">What decides when nothing in the file does.</param>
    /// <param name="isGuess">Whether nothing in the file decided between day and month.</param>
    public Result<DateOrder> Decide(bool monthFirstIsUsual, out bool isGuess)
    {
        isGuess = false;
        var readable = Total - Unreadable;
        if (readable == 0)
        {
            return ImportRefusals.NoDateColumn();
        }

        var shape = Array.IndexOf(shapes, shapes.Max());
        var others = readable - shapes[shape];
        if (others * 20 > readable)
        {
            var second = Enumerable.Range(0, shapes.Length).Where(other => other != shape).MaxBy(other => shapes[other]);
            return ImportRefusals.DatesMixed(shapeExamples[shape] ?? "", shapeExamples[second] ?? "");
        }

        return (DateShape)shape switch
        {
            DateShape.YearFirst => DateOrder.YearFirst,
            DateShape.Compact => DateOrder.Compact,
            DateShape.Named => DateOrder.NamedMonth,
            DateShape.Number => OfNumber(shapeExamples[shape] ?? ""),
            _ => slashes.Decide(readable, monthFirstIsUsual, Separator, out isGuess),
        };
    }

    private static DateOrder OfNumber(string example) => example.AsSpan().IndexOfAny('.', ',') switch
    {
        < 0 when example.Length == 13 => DateOrder.UnixMilliseconds,
        < 0 when example.Length == 10 => DateOrder.UnixSeconds,
        10 => DateOrder.UnixSeconds,
        _ => DateOrder.SpreadsheetDays,
    };
}
