using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Sums movements by day and what is outstanding by its last day, and adds them in the transaction of the movements themselves.</summary>
internal sealed class PointsSums
{
    /// <summary>The last day of points that never expire.</summary>
    public const int Never = int.MaxValue;

    private const int Slots = 16;

    private static readonly RowShape<((int Day, string Unit, LedgerAccount From, LedgerAccount To, PostingReason Reason) Key, long Points)> Moved =
        new RowShape<((int Day, string Unit, LedgerAccount From, LedgerAccount To, PostingReason Reason) Key, long Points)>()
            .Int("day", row => row.Key.Day)
            .Text("unit", row => row.Key.Unit)
            .Int("from_account", row => (int)row.Key.From)
            .Int("to_account", row => (int)row.Key.To)
            .Int("reason", row => (int)row.Key.Reason)
            .Int("slot", _ => Slot)
            .Long("points", row => row.Points);

    private static readonly RowShape<((string Unit, int LastDay) Key, long Active, long Pending)> Outstanding = new RowShape<((string Unit, int LastDay) Key, long Active, long Pending)>()
        .Text("unit", row => row.Key.Unit)
        .Int("last_day", row => row.Key.LastDay)
        .Int("slot", _ => Slot)
        .Long("active", row => row.Active)
        .Long("pending", row => row.Pending);

    /// <summary>Which sums this thread adds to: whoever commits beside it, in this process or another, adds to others and need not wait.</summary>
    private static int Slot => (Environment.ProcessId + Environment.CurrentManagedThreadId) % Slots;

    private readonly Dictionary<(int Day, string Unit, LedgerAccount From, LedgerAccount To, PostingReason Reason), long> moved = [];

    private readonly Dictionary<(string Unit, int LastDay), (long Active, long Pending)> outstanding = [];

    /// <summary>Takes in what was decided for one member.</summary>
    public void Add(MemberEffects effects)
    {
        foreach (var posting in effects.Ledger.Postings)
        {
            var key = (posting.Source.Day.Number, posting.Unit, posting.From, posting.To, posting.Reason);
            moved[key] = moved.GetValueOrDefault(key) + posting.Points;
        }

        foreach (var number in effects.Ledger.ChangedLots)
        {
            var lot = effects.Ledger.Book.Lots[number];
            var before = effects.Before.Lots.GetValueOrDefault(number);
            var key = (lot.Unit, lot.LastDay?.Number ?? Never);
            var sum = outstanding.GetValueOrDefault(key);
            outstanding[key] = (
                sum.Active + lot.Active + lot.Held - (before is null ? 0 : before.Active + before.Held),
                sum.Pending + lot.Pending - (before?.Pending ?? 0));
        }
    }

    /// <summary>Adds the sums, in the order of their keys, so that no two nodes wait for each other.</summary>
    public void Write(WriteTransaction transaction)
    {
        transaction.Write(
            """
            INSERT INTO points_by_day (day, unit, from_account, to_account, reason, slot, points)
            SELECT rows.day, rows.unit, rows.from_account, rows.to_account, rows.reason, rows.slot, rows.points FROM {rows} WHERE true
            ON CONFLICT (day, unit, from_account, to_account, reason, slot) DO UPDATE SET points = points_by_day.points + excluded.points
            """,
            Moved,
            [.. moved.OrderBy(row => row.Key.Day).ThenBy(row => row.Key.Unit, StringComparer.Ordinal).ThenBy(row => row.Key.From).ThenBy(row => row.Key.To).ThenBy(row => row.Key.Reason)
                .Select(row => (row.Key, row.Value))]);
        transaction.Write(
            """
            INSERT INTO points_outstanding (unit, last_day, slot, active, pending)
            SELECT rows.unit, rows.last_day, rows.slot, rows.active, rows.pending FROM {rows} WHERE true
            ON CONFLICT (unit, last_day, slot) DO UPDATE SET active = points_outstanding.active + excluded.active, pending = points_outstanding.pending + excluded.pending
            """,
            Outstanding,
            [.. outstanding.Where(row => row.Value != default).OrderBy(row => row.Key.Unit, StringComparer.Ordinal).ThenBy(row => row.Key.LastDay).Select(row => (row.Key, row.Value.Active, row.Value.Pending))]);
    }
}
