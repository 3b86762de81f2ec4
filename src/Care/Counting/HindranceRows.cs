using System.Runtime.InteropServices;
using Regulars.Storage;

namespace Regulars.Care.Counting;

/// <summary>Gathers hindrances by customer and day, and writes them in one set.</summary>
internal sealed class HindranceRows
{
    private static readonly RowShape<Row> Shape = new RowShape<Row>()
        .Id("customer_id", row => row.Customer)
        .Text("kind", row => row.Kind)
        .Text("subject", row => row.Subject)
        .Int("day", row => row.Day)
        .Long("times", row => row.Times);

    private readonly Dictionary<(Guid Customer, Hindrance What), long> times = [];

    /// <summary>Adds one.</summary>
    public void Add(Guid customer, Hindrance hindrance) => CollectionsMarshal.GetValueRefOrAddDefault(times, (customer, hindrance), out _)++;

    /// <summary>Adds them to what is kept.</summary>
    public void Write(WriteTransaction transaction) => transaction.Write(
        """
        INSERT INTO hindrance (customer_id, kind, subject, day, times, is_new)
        SELECT rows.customer_id, rows.kind, rows.subject, rows.day, rows.times, 1 FROM {rows} WHERE true
        ON CONFLICT (customer_id, kind, subject, day) DO UPDATE SET times = hindrance.times + excluded.times, is_new = 1
        """,
        Shape,
        [.. times.Select(each => new Row(each.Key.Customer, each.Key.What.Kind, each.Key.What.Subject, each.Key.What.Day.Number, each.Value))]);

    private readonly record struct Row(Guid Customer, string Kind, string Subject, int Day, long Times);
}
