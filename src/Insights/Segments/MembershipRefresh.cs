using Regulars.Insights.Storage;
using Regulars.Journal.Criteria;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Segments;

/// <summary>Finds again who is in each segment that people built; writes only who came and who left.</summary>
internal sealed class MembershipRefresh(Database database, SegmentBook book, BusinessStore businesses, TimeProvider clock)
{
    private static readonly RowShape<MemberRow> Shape = new RowShape<MemberRow>()
        .Id("customer_id", row => row.Customer)
        .Id("segment_id", row => row.Segment)
        .Int("since_day", row => row.SinceDay);

    /// <summary>Every segment.</summary>
    public void Run(Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var segments = book.All();
        var columns = segments.Count > 1 && book.HasMany ? new CriteriaColumns(database) : null;
        foreach (var segment in segments)
        {
            cancellation.ThrowIfCancellationRequested();
            Write(segment, columns, check);
        }

        // Who is in a segment may be asked by another.
        book.Forget();
    }

    /// <summary>One segment. A condition that can no longer be asked leaves it as it was.</summary>
    public void Run(SavedSegment segment, Action<WriteTransaction> check)
    {
        Write(segment, null, check);
        book.Forget();
    }

    private void Write(SavedSegment segment, CriteriaColumns? columns, Action<WriteTransaction> check)
    {
        var bound = book.Bind(segment.Criteria);
        if (!bound.IsAccepted)
        {
            return;
        }

        var now = Instant.Now(clock);
        var today = businesses.Current.Calendar.DayOf(now).Number;
        var holds = columns?.Holds(bound.Value) ?? book.Holds(bound.Value);
        var stored = database.Query<Guid>("SELECT customer_id FROM segment_member WHERE segment_id = @Id", new { segment.Id }).ToHashSet();
        var joined = holds.Where(customer => !stored.Remove(customer)).Select(customer => new MemberRow(customer, segment.Id, today)).ToList();
        var departed = stored.Select(customer => new MemberRow(customer, segment.Id, today)).ToList();
        database.WriteInParts(
            """
            INSERT INTO segment_member (customer_id, segment_id, since_day) SELECT rows.customer_id, rows.segment_id, rows.since_day
            FROM {rows} WHERE true ON CONFLICT (customer_id, segment_id) DO NOTHING
            """,
            Shape,
            joined,
            check);
        database.WriteInParts(
            "DELETE FROM segment_member WHERE (customer_id, segment_id) IN (SELECT rows.customer_id, rows.segment_id FROM {rows})", Shape, departed, check);
        database.Write(transaction =>
        {
            check(transaction);
            var values = new { segment.Id, today, members = (long)holds.Count, joined = (long)joined.Count, departed = (long)departed.Count, now = now.Microseconds };
            transaction.Execute(
                """
                INSERT INTO segment_count (segment_id, day, members, joined, departed) VALUES (@Id, @today, @members, @joined, @departed)
                ON CONFLICT (segment_id, day) DO UPDATE SET
                    members = excluded.members, joined = segment_count.joined + excluded.joined, departed = segment_count.departed + excluded.departed
                """,
                values);
            transaction.Execute("UPDATE segment SET members = @members, counted_at = @now WHERE segment_id = @Id", values);
        });
    }

    private readonly record struct MemberRow(Guid Customer, Guid Segment, int SinceDay);
}
