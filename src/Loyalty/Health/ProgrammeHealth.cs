using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Liability;

namespace Regulars.Loyalty.Health;

/// <summary>How well a programme does. The one definition of each figure.</summary>
internal static class ProgrammeHealth
{
    /// <summary>Members' sales ÷ all sales of the last twelve months; null without sales.</summary>
    public static decimal? ShareOfSales(HealthSnapshot snapshot)
    {
        var recent = snapshot.Sales.Where(month => month.Month > snapshot.AsOf.PlusMonths(-12)).ToList();
        var total = recent.Sum(month => month.Total);
        return total > 0 ? recent.Sum(month => month.ByMembers) / total : null;
    }

    /// <summary>Used ÷ issued, of all points so far; null where none were given.</summary>
    public static decimal? RedemptionRate(IReadOnlyList<MonthOfPoints> months) => Ratio(months.Sum(month => month.Used), months.Sum(month => month.Issued));

    /// <summary>Expired ÷ (used + expired): the share of points that came to their end unused; null while none came to it.</summary>
    public static decimal? Breakage(IReadOnlyList<MonthOfPoints> months) =>
        Ratio(months.Sum(month => month.Expired), months.Sum(month => month.Used) + months.Sum(month => month.Expired));

    /// <summary>What used points paid in the last twelve months ÷ margin of members' orders; null with a reason where it cannot be known.</summary>
    public static CostOfPoints Cost(HealthSnapshot snapshot, IReadOnlyList<UnitLiability> units)
    {
        if (units.All(unit => unit.Value is null))
        {
            return new CostOfPoints(null, null, null, "points_without_value");
        }

        var cost = units.Sum(unit => unit.ByMonth.Where(month => month.Month > snapshot.AsOf.PlusMonths(-12)).Sum(month => month.Used) * (unit.Value ?? 0));
        return snapshot.CostedOrders == 0 ? new CostOfPoints(cost, null, null, "cost_unknown")
            : snapshot.Margin <= 0 ? new CostOfPoints(cost, snapshot.Margin, null, "no_margin")
            : new CostOfPoints(cost, snapshot.Margin, cost / snapshot.Margin, null);
    }

    /// <summary>What is deferred of members' sales for points given, month by month, and recognised as they are used (IFRS 15); empty where points pay nothing.</summary>
    public static IReadOnlyList<DeferredMonth> Deferred(UnitLiability unit, IReadOnlyList<MonthOfSales> sales, Currency currency)
    {
        if (unit.Value is not { } value)
        {
            return [];
        }

        var (months, deferred, issued, used, recognised) = (new List<DeferredMonth>(), 0m, 0m, 0m, 0m);
        foreach (var month in unit.ByMonth)
        {
            var price = Math.Max(0, sales.Where(sale => sale.Month == month.Month).Sum(sale => sale.ByMembers));
            var later = DeferredRevenue.Split(price, Math.Max(0, month.Issued - month.TakenBack), value, unit.ExpectedRedemption, currency).Deferred;
            (deferred, issued, used) = (deferred + later, issued + month.Issued - month.TakenBack, used + month.Used);
            var now = DeferredRevenue.Recognise(deferred, used, issued * unit.ExpectedRedemption, recognised, currency);
            recognised += now;
            months.Add(new DeferredMonth(month.Month, later, now, deferred - recognised));
        }

        return months;
    }

    private static decimal? Ratio(decimal part, decimal whole) => whole > 0 ? part / whole : null;
}

/// <summary>What used points cost against the margin of members' orders, of the last twelve months.</summary>
/// <param name="Cost">What they paid, in units of the currency; missing where points have no value.</param>
/// <param name="Margin">The margin of members' orders whose cost is known.</param>
/// <param name="Share">Cost ÷ margin.</param>
/// <param name="Missing">Why there is no share: points_without_value, cost_unknown, no_margin.</param>
public sealed record CostOfPoints(decimal? Cost, decimal? Margin, decimal? Share, string? Missing);

/// <summary>Revenue deferred for points in one month, in units of the currency.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Deferred">Of the month's sales.</param>
/// <param name="Recognised">In the month, of all that was deferred.</param>
/// <param name="Remaining">Still deferred at its end.</param>
public sealed record DeferredMonth(Day Month, decimal Deferred, decimal Recognised, decimal Remaining);
