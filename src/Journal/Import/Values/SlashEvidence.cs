using Regulars.Kernel;

namespace Regulars.Journal.Import.Values;

/// <summary>Tells 3/4/2026 the third of April from the fourth of March by all the dates of a file.</summary>
internal sealed class SlashEvidence
{
    private long firstOver;
    private long secondOver;
    private string? firstExample;
    private string? secondExample;
    private readonly Trend dayFirst = new();
    private readonly Trend monthFirst = new();

    public void Add(in DateParts parts, ReadOnlySpan<char> text)
    {
        Repeat(parts);
        if (parts.First > 12)
        {
            firstExample ??= text.Trim().ToString();
        }

        if (parts.Second > 12)
        {
            secondExample ??= text.Trim().ToString();
        }

        dayFirst.Add((parts.Third * 10_000) + (parts.Second * 100) + parts.First);
        monthFirst.Add((parts.Third * 10_000) + (parts.First * 100) + parts.Second);
    }

    public void Repeat(in DateParts parts)
    {
        if (parts.Shape == DateShape.YearLast)
        {
            firstOver += parts.First > 12 ? 1 : 0;
            secondOver += parts.Second > 12 ? 1 : 0;
        }
    }

    public Result<DateOrder> Decide(long readable, bool monthFirstIsUsual, char separator, out bool isGuess)
    {
        isGuess = false;
        if (firstOver > 0 || secondOver > 0)
        {
            return Math.Min(firstOver, secondOver) * 50 > Math.Max(firstOver, secondOver) && Math.Min(firstOver, secondOver) * 1000 > readable
                ? ImportRefusals.DatesMixed(firstExample ?? "", secondExample ?? "")
                : firstOver >= secondOver ? DateOrder.DayFirst : DateOrder.MonthFirst;
        }

        if (dayFirst.IsSorted != monthFirst.IsSorted)
        {
            return dayFirst.IsSorted ? DateOrder.DayFirst : DateOrder.MonthFirst;
        }

        isGuess = separator != '.';
        return monthFirstIsUsual && separator == '/' ? DateOrder.MonthFirst : DateOrder.DayFirst;
    }

    /// <summary>Whether a file runs forward or backward in time when its dates are read one way.</summary>
    private sealed class Trend
    {
        private int previous = -1;
        private long up;
        private long down;

        public bool IsSorted => up + down >= 3 && Math.Min(up, down) * 50 <= up + down;

        public void Add(int date)
        {
            up += previous >= 0 && date > previous ? 1 : 0;
            down += previous >= 0 && date < previous ? 1 : 0;
            previous = date;
        }
    }
}
