using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Who was active in each calendar period, and whence: new, retained, returned; and who was lost.</summary>
/// <remarks>Active(t) = active(t − 1) + new + returned − lost.</remarks>
internal static class GrowthAccounting
{
    public static IReadOnlyList<GrowthMeasure> Of(PurchaseHistory history, Day asOf, CalendarUnit unit)
    {
        if (FirstDay(history, asOf) is not { } first)
        {
            return [];
        }

        var periods = unit.PeriodsFrom(first, asOf);
        var rows = new Row[periods.Count];
        for (var position = 0; position < history.Count; position++)
        {
            Count(history.Of(position), periods, asOf, rows);
        }

        return [.. periods.Select((period, i) => Measure(period, unit, asOf, rows[i], i == 0 ? default : rows[i - 1]))];
    }

    private static Day? FirstDay(PurchaseHistory history, Day asOf)
    {
        Day? first = null;
        for (var position = 0; position < history.Count; position++)
        {
            foreach (var entry in history.Of(position))
            {
                if (entry.IsPurchaseDay && entry.Day < asOf)
                {
                    first = first is { } day && day < entry.Day ? day : entry.Day;
                    break;
                }
            }
        }

        return first;
    }

    private static void Count(ReadOnlySpan<PurchaseHistory.Entry> entries, IReadOnlyList<Period> periods, Day asOf, Row[] rows)
    {
        var period = 0;
        var active = -1;
        Day? firstPurchase = null;
        foreach (var entry in entries)
        {
            if (entry.Day >= asOf)
            {
                break;
            }

            if (!entry.IsPurchaseDay)
            {
                continue;
            }

            firstPurchase ??= entry.Day;
            while (!periods[period].Contains(entry.Day))
            {
                period++;
            }

            AddRevenue(ref rows[period], entry, firstPurchase.Value < periods[period].From);
            if (active != period)
            {
                CountActive(rows, active, period);
                active = period;
            }
        }

        if (active >= 0 && active + 1 < rows.Length)
        {
            rows[active + 1].Lost++;
        }

        if (firstPurchase is { } first)
        {
            AddRetainedRevenue(entries, periods, asOf, first, rows);
        }
    }

    private static void AddRevenue(ref Row row, PurchaseHistory.Entry entry, bool isExisting)
    {
        row.Revenue += entry.Gross;
        row.FromExisting += isExisting ? entry.Gross : 0;
    }

    private static void CountActive(Row[] rows, int before, int now)
    {
        rows[now].Active++;
        if (before < 0)
        {
            rows[now].New++;
        }
        else if (before == now - 1)
        {
            rows[now].Retained++;
        }
        else
        {
            rows[now].Returned++;
        }

        if (before >= 0 && before < now - 1)
        {
            rows[before + 1].Lost++;
        }
    }

    /// <summary>For each period [a, b) of length L: what was spent in [a − L, a), and in [a, b) by those who spent then.</summary>
    private static void AddRetainedRevenue(ReadOnlySpan<PurchaseHistory.Entry> entries, IReadOnlyList<Period> periods, Day asOf, Day first, Row[] rows)
    {
        // Both ends of the time before only ever move on.
        var (from, to) = (0, 0);
        for (var i = 0; i < periods.Count && from < entries.Length && entries[from].Day < asOf; i++)
        {
            var period = periods[i];
            if (period.To <= first)
            {
                continue;
            }

            var opening = period.Before.From;
            from = FirstFrom(entries, opening, from);
            to = FirstFrom(entries, period.From < asOf ? period.From : asOf, Math.Max(from, to));
            var (before, hasBefore) = Spend(entries[from..to], period.From);
            if (!hasBefore)
            {
                continue;
            }

            rows[i].SpentBefore += before;
            rows[i].SpentAgain += Spend(entries[to..], period.To < asOf ? period.To : asOf).Gross;
            rows[i].ExistingBefore += first < opening ? before : 0;
        }
    }

    private static (long Gross, bool Bought) Spend(ReadOnlySpan<PurchaseHistory.Entry> entries, Day until)
    {
        long gross = 0;
        var bought = false;
        foreach (var entry in entries)
        {
            if (entry.Day >= until)
            {
                break;
            }

            gross += entry.Gross;
            bought |= entry.IsPurchaseDay;
        }

        return (gross, bought);
    }

    private static int FirstFrom(ReadOnlySpan<PurchaseHistory.Entry> entries, Day day, int at)
    {
        while (at < entries.Length && entries[at].Day < day)
        {
            at++;
        }

        return at;
    }

    private static GrowthMeasure Measure(Period period, CalendarUnit unit, Day asOf, Row row, Row before) => new(
        unit.Label(period.From),
        period.From,
        period.To,
        period.To > asOf,
        row.Active,
        row.New,
        row.Retained,
        row.Returned,
        row.Lost,
        before.Active == 0 ? null : (double)row.Retained / before.Active,
        row.Lost == 0 ? null : (double)(row.New + row.Returned) / row.Lost,
        row.Revenue,
        row.FromExisting,
        row.ExistingBefore == 0 ? null : ((double)row.FromExisting / row.ExistingBefore) - 1,
        row.SpentBefore == 0 ? null : (double)row.SpentAgain / row.SpentBefore);

    private struct Row
    {
        public int Active;
        public int New;
        public int Retained;
        public int Returned;
        public int Lost;
        public long Revenue;
        public long FromExisting;
        public long ExistingBefore;
        public long SpentBefore;
        public long SpentAgain;
    }
}
