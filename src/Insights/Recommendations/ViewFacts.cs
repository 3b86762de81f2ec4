using System.Text.Json;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Recommendations;

/// <summary>A product that a customer looked at.</summary>
/// <param name="Product">Its id.</param>
/// <param name="Day">The last day on which they did.</param>
internal readonly record struct ProductView(int Product, Day Day);

/// <summary>Reads from the journal which products customers looked at: facts of the kind <c>product.viewed</c> whose content names the
/// product by its code, <c>{"product": "tea"}</c>. Erased content says nothing.</summary>
internal sealed class ViewFacts(Database database)
{
    /// <summary>For so many days a view says what a customer may want.</summary>
    public const int Days = 60;

    /// <summary>The most products that are looked at by one customer and count: the last ones.</summary>
    public const int MostProducts = 10;

    /// <summary>Of each record of a customer so many of the newest facts are read, of whatever kind: facts are found by their place, not by their kind.</summary>
    private const int MostFacts = 200;

    private const string Kind = "product.viewed";

    private const string Field = "product";

    /// <summary>What a customer looked at in the last days, the latest first.</summary>
    public IReadOnlyList<ProductView> Lately(CustomerId customer, Day today)
    {
        var seen = Seen(database.Query<(int Day, string Content)>(
            $"""
            SELECT f.day, f.content FROM customer m JOIN fact f ON f.customer_id = m.customer_id
                AND f.version > (SELECT max(newest.version) FROM fact newest WHERE newest.customer_id = m.customer_id) - {MostFacts}
            WHERE m.group_id = @customer AND f.kind = '{Kind}' AND f.day > @from AND f.day <= @today AND f.content IS NOT NULL
            ORDER BY f.occurred_at DESC LIMIT {MostFacts}
            """,
            new { customer = customer.Value, from = today.Number - Days, today = today.Number }));
        if (seen.Count == 0)
        {
            return [];
        }

        var codes = new ParameterList(seen.Keys);
        return
        [
            .. database.Query<(int Product, string Code)>($"SELECT product_id, code FROM product WHERE code IN ({codes})", codes.Values)
                .Select(row => (row.Product, Last: seen[row.Code])).OrderBy(row => row.Last.Place).Take(MostProducts).Select(row => new ProductView(row.Product, row.Last.Day)),
        ];
    }

    /// <summary>What everybody looked at on days from one up to another, the latest first.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<ProductView>> Between(Day from, Day to, IReadOnlyDictionary<Guid, Guid> merged)
    {
        var told = new Dictionary<Guid, List<(long At, int Day, string Content)>>();
        database.Scan(
            $"SELECT customer_id, occurred_at, day, content FROM fact WHERE kind = '{Kind}' AND day >= {from.Number} AND day < {to.Number} AND content IS NOT NULL",
            row =>
            {
                var customer = row.Id(0);
                var person = merged.GetValueOrDefault(customer, customer);
                if (!told.TryGetValue(person, out var views))
                {
                    told.Add(person, views = []);
                }

                views.Add((row.Long(1), row.Int(2), row.Text(3)));
            });
        var products = told.Count == 0 ? [] : database.Query<(string Code, int Product)>("SELECT code, product_id FROM product").ToDictionary(row => row.Code, row => row.Product, StringComparer.Ordinal);
        return told.ToDictionary(
            person => person.Key,
            IReadOnlyList<ProductView> (person) =>
            [
                .. Seen(person.Value.OrderByDescending(view => view.At).Take(MostFacts).Select(view => (view.Day, view.Content)))
                    .Where(seen => products.ContainsKey(seen.Key)).OrderBy(seen => seen.Value.Place).Take(MostProducts).Select(seen => new ProductView(products[seen.Key], seen.Value.Day)),
            ]);
    }

    /// <summary>The product that a view names by its code; null when it names none.</summary>
    public static string? ProductOf(string content)
    {
        using var json = JsonDocument.Parse(content);
        return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(Field, out var product)
            ? product.ValueKind switch { JsonValueKind.String => product.GetString(), JsonValueKind.Number => product.GetRawText(), _ => null }
            : null;
    }

    /// <summary>Each code once, with its place among them and the day.</summary>
    private static Dictionary<string, (int Place, Day Day)> Seen(IEnumerable<(int Day, string Content)> latestFirst)
    {
        var seen = new Dictionary<string, (int, Day)>(StringComparer.Ordinal);
        foreach (var (day, content) in latestFirst)
        {
            if (ProductOf(content) is { Length: > 0 } code)
            {
                seen.TryAdd(code, (seen.Count, new Day(day)));
            }
        }

        return seen;
    }
}
