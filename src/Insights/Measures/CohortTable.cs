using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Customers by the month of their first purchase, and how many of them bought in each month since.</summary>
internal static class CohortTable
{
    public static IReadOnlyList<CohortMeasure> Of(PurchaseHistory history, Day asOf)
    {
        var cohorts = new SortedDictionary<int, (int Size, SortedDictionary<int, (int Active, long Revenue)> Months)>();
        for (var position = 0; position < history.Count; position++)
        {
            Add(history.Of(position), asOf, cohorts);
        }

        var lastMonth = MonthOf(asOf.Plus(-1));
        return [.. cohorts.Select(entry => Measure(entry.Key, entry.Value.Size, entry.Value.Months, lastMonth))];
    }

    private static void Add(
        ReadOnlySpan<PurchaseHistory.Entry> entries,
        Day asOf,
        SortedDictionary<int, (int Size, SortedDictionary<int, (int Active, long Revenue)> Months)> cohorts)
    {
        var cohort = -1;
        var counted = -1;
        SortedDictionary<int, (int Active, long Revenue)>? months = null;
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

            var month = MonthOf(entry.Day);
            if (months is null)
            {
                cohort = month;
                (int Size, SortedDictionary<int, (int Active, long Revenue)> Months) row =
                    cohorts.TryGetValue(cohort, out var known) ? known : (0, []);
                months = row.Months;
                cohorts[cohort] = (row.Size + 1, months);
            }

            var sums = months.GetValueOrDefault(month - cohort);
            months[month - cohort] = (sums.Active + (month == counted ? 0 : 1), sums.Revenue + entry.Gross);
            counted = month;
        }
    }

    private static CohortMeasure Measure(int month, int size, SortedDictionary<int, (int Active, long Revenue)> months, int lastMonth)
    {
        var start = Day.Of(month / 12, (month % 12) + 1, 1);
        var ages = Enumerable.Range(0, lastMonth - month + 1).Select(months.GetValueOrDefault).ToList();
        return new CohortMeasure(
            CalendarUnit.Month.Label(start), start, size, ages.ConvertAll(age => age.Active), ages.ConvertAll(age => age.Revenue));
    }

    private static int MonthOf(Day day) => (day.Date.Year * 12) + day.Date.Month - 1;
}
