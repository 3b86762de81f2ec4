using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Customers by the month of their first purchase, and how many of them bought in each month since.</summary>
internal static class CohortTable
{
    public static IReadOnlyList<CohortMeasure> Of(PurchaseHistory history, Day asOf)
    {
        if (history.FirstDay is not { } opened || opened >= asOf)
        {
            return [];
        }

        var opening = MonthOf(opened);
        int[] months = [.. Enumerable.Range(opened.Number, asOf - opened).Select(day => MonthOf(new Day(day)) - opening)];
        var cohorts = new Cohort?[months[^1] + 1];
        for (var position = 0; position < history.Count; position++)
        {
            Add(history.Of(position), opened, asOf, months, cohorts);
        }

        return [.. cohorts.Index().Where(month => month.Item is not null).Select(month => Measure(opening + month.Index, month.Item!))];
    }

    private static void Add(ReadOnlySpan<PurchaseHistory.Entry> entries, Day opened, Day asOf, int[] months, Cohort?[] cohorts)
    {
        var (first, counted) = (-1, -1);
        Cohort? cohort = null;
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

            var month = months[entry.Day - opened];
            if (cohort is null)
            {
                first = month;
                cohort = cohorts[month] ??= new Cohort(cohorts.Length - month);
                cohort.Size++;
            }

            cohort.Active[month - first] += month == counted ? 0 : 1;
            cohort.Revenue[month - first] += entry.Gross;
            counted = month;
        }
    }

    private static CohortMeasure Measure(int month, Cohort cohort)
    {
        var start = Day.Of(month / 12, (month % 12) + 1, 1);
        return new CohortMeasure(CalendarUnit.Month.Label(start), start, cohort.Size, cohort.Active, cohort.Revenue);
    }

    private static int MonthOf(Day day) => (day.Date.Year * 12) + day.Date.Month - 1;

    /// <summary>Who bought first in one month, and what they did in it and in each month after it.</summary>
    private sealed class Cohort(int months)
    {
        public int Size { get; set; }

        public int[] Active { get; } = new int[months];

        public long[] Revenue { get; } = new long[months];
    }
}
