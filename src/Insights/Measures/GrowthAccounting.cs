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
        for (var i = 0; i < periods.Count; i++)
        {
            var period = periods[i];
            if (period.To <= first)
            {
                continue;
            }

            var (before, hasBefore) = Spend(entries, period.Before, asOf);
            if (!hasBefore)
            {
                continue;
            }

            rows[i].SpentBefore += before;
            rows[i].SpentAgain += Spend(entries, period, asOf).Gross;
            rows[i].ExistingBefore += first < period.Before.From ? before : 0;
        }
    }

    private static (long Gross, bool Bought) Spend(ReadOnlySpan<PurchaseHistory.Entry> entries, Period period, Day asOf)
    {
        long gross = 0;
        var bought = false;
        for (var i = FirstAt(entries, period.From); i < entries.Length && entries[i].Day < period.To && entries[i].Day < asOf; i++)
        {
            gross += entries[i].Gross;
            bought |= entries[i].IsPurchaseDay;
        }

        return (gross, bought);
    }

    private static int FirstAt(ReadOnlySpan<PurchaseHistory.Entry> entries, Day day)
    {
        var low = 0;
        var high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Day < day)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
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
