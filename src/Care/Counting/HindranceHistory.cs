using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Counting;

/// <summary>Counts the facts that were there before this room was, once through, customer by customer.</summary>
internal sealed class HindranceHistory(Database database, CareWork work)
{
    private const string Work = "history";

    private const string Done = "done";

    private const int CustomersAtOnce = 500;

    private static readonly RowShape<Guid> Ids = new RowShape<Guid>().Id("customer_id", id => id);

    /// <summary>Goes on where it was stopped, to the end; does nothing once that was reached.</summary>
    /// <param name="today">The present day.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    public void Run(Day today, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var reached = work.Of(Work)?.Place ?? Guid.Empty.ToString();
        if (reached == Done)
        {
            return;
        }

        var products = new Dictionary<int, string>();
        database.Scan("SELECT product_id, code FROM product", row => products[row.Int(0)] = row.Text(1));
        while (reached != Done)
        {
            cancellation.ThrowIfCancellationRequested();
            var after = Guid.Parse(reached);
            reached = database.Write(transaction =>
            {
                check(transaction);
                var next = Count(transaction, after, products);
                CareWork.Note(transaction, Work, today, next);
                return next;
            });
        }
    }

    /// <summary>Counts one part anew. The customers' rows are locked, as intake locks them, so that nothing is counted twice.</summary>
    private static string Count(WriteTransaction transaction, Guid after, Dictionary<int, string> products)
    {
        var customers = transaction.Query<Guid>(
            "SELECT customer_id FROM customer WHERE customer_id > @after ORDER BY customer_id LIMIT @most {for_update}", new { after, most = CustomersAtOnce });
        var rows = new HindranceRows();
        var kinds = string.Join(", ", HindranceFacts.Kinds.Select(kind => $"'{kind}'"));
        transaction.Read(
            $$"""
            SELECT f.customer_id, f.kind, f.day, f.content, s.code, n.code, l.document
            FROM {rows} CROSS JOIN fact f
            LEFT JOIN purchase_order o ON o.customer_id = f.customer_id AND o.order_id = f.order_id
            LEFT JOIN order_lines l ON l.customer_id = f.customer_id AND l.order_id = f.order_id
            LEFT JOIN dimension s ON s.dimension_id = o.store_id
            LEFT JOIN dimension n ON n.dimension_id = o.country_id
            WHERE f.customer_id = rows.customer_id AND f.kind IN ({{kinds}})
            """,
            Ids,
            customers,
            row =>
            {
                var (customer, kind, day) = (row.Id(0), row.Text(1), new Day(row.Int(2)));
                var found = kind is FactKinds.OrderRefused
                    ? HindranceFacts.OfRefusal(day, row.OptionalText(4), row.OptionalText(5), Sold(row.OptionalText(6)).Select(products.GetValueOrDefault))
                    : HindranceFacts.Read(kind, day, row.OptionalText(3));
                foreach (var hindrance in found)
                {
                    rows.Add(customer, hindrance);
                }

                return true;
            });
        transaction.Write("DELETE FROM hindrance WHERE customer_id {one_of} (SELECT rows.customer_id FROM {rows})", Ids, customers);
        rows.Write(transaction);
        return customers.Count < CustomersAtOnce ? Done : customers[^1].ToString();
    }

    /// <summary>The products that an order's document sells: [[product, quantity, unit price, value, returned, …], …].</summary>
    public static IReadOnlyList<int> Sold(string? document)
    {
        if (document is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(document);
        return [.. json.RootElement.EnumerateArray()
            .Where(line => line.GetArrayLength() < 5 || line[4].GetDecimal() == 0)
            .Select(line => line[0].GetInt32())];
    }
}
