using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Liability;

/// <summary>Reads what is outstanding and what has moved, both summed as they were written, and says what it comes to.</summary>
internal sealed class LiabilityReader(Database database, BusinessStore businesses, ProgrammeStore programmes, TimeProvider clock)
{
    private const string Outstanding =
        """
        SELECT unit AS Unit, last_day AS LastDay, CAST(sum(active) AS {long}) AS Active, CAST(sum(pending) AS {long}) AS Pending
        FROM points_outstanding GROUP BY unit, last_day HAVING sum(active) <> 0 OR sum(pending) <> 0
        """;

    private const string Moved =
        """
        SELECT unit AS Unit, day AS Day, from_account AS FromAccount, to_account AS ToAccount, reason AS Reason, CAST(sum(points) AS {long}) AS Points
        FROM points_by_day GROUP BY unit, day, from_account, to_account, reason
        """;

    /// <summary>The figures as of now; null while there is no programme. What has expired and waits for its posting is not outstanding.</summary>
    public LiabilityAnswer? Read()
    {
        var business = businesses.Current;
        var today = business.Calendar.DayOf(Instant.Now(clock));
        if (programmes.Current().InForce(today) is not { } programme)
        {
            return null;
        }

        var outstanding = database.Query<OutstandingRow>(Outstanding).ToLookup(row => row.Unit, row => new OutstandingPoints(row.LastDay == PointsSums.Never ? null : new Day(row.LastDay), row.Active, row.Pending));
        var moved = database.Query<MovedRow>(Moved).ToLookup(
            row => row.Unit, row => new MovedPoints(new Day(row.Day), (LedgerAccount)row.FromAccount, (LedgerAccount)row.ToAccount, (PostingReason)row.Reason, row.Points));
        return new LiabilityAnswer(
            today,
            business.Currency.Code,
            [.. programme.Programme.Units.Select(unit => UnitLiability.Of(unit, [.. outstanding[unit.Key].Where(points => points.LastDay is null || points.LastDay >= today)], [.. moved[unit.Key]], business.Currency))]);
    }

    private sealed class OutstandingRow
    {
        public string Unit { get; init; } = "";

        public int LastDay { get; init; }

        public long Active { get; init; }

        public long Pending { get; init; }
    }

    private sealed class MovedRow
    {
        public string Unit { get; init; } = "";

        public int Day { get; init; }

        public int FromAccount { get; init; }

        public int ToAccount { get; init; }

        public int Reason { get; init; }

        public long Points { get; init; }
    }
}

/// <summary>What a business owes in points.</summary>
/// <param name="AsOf">The day.</param>
/// <param name="Currency">The currency of every amount.</param>
/// <param name="Units">By the kind of points.</param>
internal sealed record LiabilityAnswer(Day AsOf, string Currency, IReadOnlyList<UnitLiability> Units);

/// <summary>One kind of points.</summary>
/// <param name="Unit">Its key.</param>
/// <param name="Value">What a point pays; missing where points do not pay: then nothing is owed in money.</param>
/// <param name="ExpectedRedemption">The share of points that is expected to be used.</param>
/// <param name="IsEstimated">Whether that share follows from what was used and expired so far, because the programme does not say it.</param>
/// <param name="Breakage">The share that is expected never to be used.</param>
/// <param name="Outstanding">Points that are active, reserved or pending.</param>
/// <param name="Liability">What they are expected to cost: the sum of the months.</param>
/// <param name="ByExpiry">By the month in which they expire.</param>
/// <param name="ByMonth">What was given, used, expired and taken back in each month.</param>
internal sealed record UnitLiability(
    string Unit, decimal? Value, decimal ExpectedRedemption, bool IsEstimated, decimal Breakage, decimal Outstanding, decimal Liability, IReadOnlyList<ExpiryMonth> ByExpiry, IReadOnlyList<MonthOfPoints> ByMonth)
{
    public static UnitLiability Of(PointUnit unit, IReadOnlyList<OutstandingPoints> outstanding, IReadOnlyList<MovedPoints> moved, Currency currency)
    {
        var months = PointsLiability.ByMonth(unit, moved);
        var (share, isEstimated) = PointsLiability.ExpectedRedemption(unit, months);
        var expiring = PointsLiability.ByExpiry(unit, outstanding, share, currency);
        return new UnitLiability(
            unit.Key, unit.Value, share, isEstimated, 1 - share, expiring.Sum(month => month.Active + month.Pending), expiring.Sum(month => month.Liability), expiring, months);
    }
}
