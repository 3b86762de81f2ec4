using Regulars.Insights.Outlook;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Reads from the journal what besides purchases tells how customers feel. Records that are merged into one are one customer.</summary>
internal sealed class TraceStore(Database database)
{
    /// <summary>Everybody's events.</summary>
    public CustomerTraces Load()
    {
        var merged = new HistoryStore(database).LoadMerged();
        var traces = new CustomerTraces();
        var kinds = string.Join(", ", TraceFacts.Kinds.Select(kind => $"'{kind}'"));
        database.Scan(
            $"SELECT customer_id, kind, day, content FROM fact WHERE kind IN ({kinds})",
            row =>
            {
                var customer = row.Id(0);
                foreach (var happened in TraceFacts.Read(row.Text(1), new Day(row.Int(2)), row.OptionalText(3)))
                {
                    traces.Add(merged.GetValueOrDefault(customer, customer), happened);
                }
            });
        traces.Order();
        return traces;
    }
}
