using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Liability;

/// <summary>Points of one unit that are outstanding and have the same last day.</summary>
/// <param name="LastDay">The last day on which they can be used; null: they never expire.</param>
/// <param name="Active">Active or reserved, in smallest parts.</param>
/// <param name="Pending">Not to be used yet, in smallest parts.</param>
internal sealed record OutstandingPoints(Day? LastDay, long Active, long Pending);

/// <summary>Movements of one unit on one day.</summary>
/// <param name="Day">The business's day.</param>
/// <param name="From">The account that has less.</param>
/// <param name="To">The account that has more.</param>
/// <param name="Reason">Why.</param>
/// <param name="Points">How many, in smallest parts.</param>
internal sealed record MovedPoints(Day Day, LedgerAccount From, LedgerAccount To, PostingReason Reason, long Points);

/// <summary>What a business owes in points, and what became of those it gave. The one definition of each figure.</summary>
internal static class PointsLiability
{
    /// <summary>The share of points that is expected to be used: what the programme says, else used ÷ (used + expired) so far, else all.</summary>
    public static (decimal Share, bool IsEstimated) ExpectedRedemption(PointUnit unit, IReadOnlyList<MonthOfPoints> months)
    {
        if (unit.ExpectedRedemption is { } said)
        {
            return ((decimal)said, false);
        }

        var (used, expired) = (months.Sum(month => month.Used), months.Sum(month => month.Expired));
        return used + expired <= 0 ? (1, true) : (decimal.Round(Math.Clamp(used / (used + expired), 0, 1), 4), true);
    }

    /// <summary>Outstanding points by the month in which they expire: points × value × expected redemption. Points that never expire come last.</summary>
    /// <param name="unit">The kind of points.</param>
    /// <param name="outstanding">What is outstanding.</param>
    /// <param name="expectedRedemption">The share that is expected to be used.</param>
    /// <param name="currency">The currency; each month is rounded to its minor unit.</param>
    public static IReadOnlyList<ExpiryMonth> ByExpiry(PointUnit unit, IEnumerable<OutstandingPoints> outstanding, decimal expectedRedemption, Currency currency) =>
    [
        .. outstanding.GroupBy(points => points.LastDay?.StartOfMonth)
            .OrderBy(month => month.Key?.Number ?? int.MaxValue)
            .Select(month =>
            {
                var (active, pending) = (unit.ToPoints(month.Sum(points => points.Active)), unit.ToPoints(month.Sum(points => points.Pending)));
                return new ExpiryMonth(
                    month.Key, active, pending, decimal.Round((active + pending) * (unit.Value ?? 0) * expectedRedemption, currency.Digits, MidpointRounding.ToEven));
            }),
    ];

    /// <summary>What was given, used, expired and taken back in each month. Points that go from one customer to another are neither given nor used.</summary>
    public static IReadOnlyList<MonthOfPoints> ByMonth(PointUnit unit, IEnumerable<MovedPoints> moved) =>
    [
        .. moved.GroupBy(points => points.Day.StartOfMonth)
            .OrderBy(month => month.Key)
            .Select(month => new MonthOfPoints(
                month.Key,
                unit.ToPoints(month.Where(points => points.From is LedgerAccount.Issued && points.Reason is not PostingReason.Received).Sum(points => points.Points)),
                Net(unit, month, LedgerAccount.Spent),
                Net(unit, month, LedgerAccount.Expired),
                Net(unit, month, LedgerAccount.Revoked))),
    ];

    /// <summary>What reached an account, less what left it.</summary>
    private static decimal Net(PointUnit unit, IEnumerable<MovedPoints> moved, LedgerAccount account) =>
        unit.ToPoints(moved.Sum(points => points.To == account ? points.Points : points.From == account ? -points.Points : 0));
}

/// <summary>What is outstanding of one unit and expires in one month.</summary>
/// <param name="Month">Its first day; null: never.</param>
/// <param name="Active">Points that can be used or are reserved.</param>
/// <param name="Pending">Points that cannot be used yet.</param>
/// <param name="Liability">What they are expected to cost, in units of the currency.</param>
public sealed record ExpiryMonth(Day? Month, decimal Active, decimal Pending, decimal Liability);

/// <summary>What became of the points of one unit in one month: numbers of points.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Issued">Given, by rules or by hand.</param>
/// <param name="Used">Used, less what was given back.</param>
/// <param name="Expired">Expired, less what was taken back of it later.</param>
/// <param name="TakenBack">Taken back.</param>
public sealed record MonthOfPoints(Day Month, decimal Issued, decimal Used, decimal Expired, decimal TakenBack);
