using System.Text;
using System.Text.Json;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Recommendations;

/// <summary>Everybody's purchases by product.</summary>
/// <param name="Persons">The customers, numbered from 0.</param>
/// <param name="Lines">Who bought what on which day, and in which basket.</param>
internal sealed record Baskets(IReadOnlyDictionary<Guid, int> Persons, IReadOnlyList<BasketLine> Lines)
{
    /// <summary>How many customers there are.</summary>
    public int Customers => Persons.Count;
}

/// <summary>A product in a basket.</summary>
/// <param name="Customer">The customer's number.</param>
/// <param name="Basket">The basket's number.</param>
/// <param name="Product">The product's id.</param>
/// <param name="Day">The number of the day.</param>
internal readonly record struct BasketLine(int Customer, int Basket, int Product, int Day);

/// <summary>Reads baskets from the journal; merged records are one customer.</summary>
internal sealed class BasketReader(Database database)
{
    /// <summary>What so many customers bought is enough to learn what goes with what.</summary>
    private const long MostCustomers = 100_000;

    private const int CustomersAtOnce = 500;

    /// <summary>The sold baskets of a time: of all customers, or of an even part of very many.</summary>
    public Baskets Load(Day from, Day to)
    {
        var merged = new HistoryStore(database).LoadMerged();
        var customers = new Dictionary<Guid, int>();
        var lines = new List<BasketLine>();
        var basket = 0;
        foreach (var part in Sample(merged).Chunk(CustomersAtOnce))
        {
            var list = new ParameterList(part.Select(customer => (object)customer));
            foreach (var (customer, day, document) in database.Query<(Guid Customer, int Day, string Document)>(
                $"""
                SELECT o.customer_id, o.day, l.document FROM purchase_order o
                JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
                WHERE o.customer_id IN ({list}) AND o.state IN (0, 4) AND o.day >= {from.Number} AND o.day < {to.Number}
                """,
                list.Values))
            {
                var person = merged.GetValueOrDefault(customer, customer);
                if (!customers.TryGetValue(person, out var number))
                {
                    customers.Add(person, number = customers.Count);
                }

                lines.AddRange(Products(document).Select(product => new BasketLine(number, basket, product, day)));
                basket++;
            }
        }

        return new Baskets(customers, lines);
    }

    /// <summary>All records of the persons who are looked at.</summary>
    private List<Guid> Sample(IReadOnlyDictionary<Guid, Guid> merged)
    {
        var parts = (uint)(1 + (database.QueryFirst<long>("SELECT count(*) FROM customer_list WHERE orders > 0") / MostCustomers));
        var sample = new List<Guid>();
        database.Scan("SELECT customer_id FROM customer ORDER BY customer_id", row =>
        {
            var customer = row.Id(0);
            if (unchecked((uint)merged.GetValueOrDefault(customer, customer).GetHashCode()) % parts == 0)
            {
                sample.Add(customer);
            }
        });
        return sample;
    }

    /// <summary>The products that an order's document sells: [[product, quantity, unit price, value, returned, …], …].</summary>
    public static List<int> Products(string document)
    {
        var products = new List<int>();
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(document));
        var (place, product, quantity, isReturn) = (-1, 0, 0m, false);
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.StartArray when json.CurrentDepth == 1:
                    (place, product, quantity, isReturn) = (0, 0, 0, false);
                    break;
                case JsonTokenType.Number when json.CurrentDepth == 2:
                    _ = place switch { 0 => product = json.GetInt32(), 1 => (int)Math.Clamp(quantity = json.GetDecimal(), -1, 1), 4 => (isReturn = json.GetDecimal() != 0) ? 1 : 0, _ => 0 };
                    place++;
                    break;
                case JsonTokenType.EndArray when json.CurrentDepth == 1 && place >= 0:
                    if (product > 0 && quantity > 0 && !isReturn)
                    {
                        products.Add(product);
                    }

                    place = -1;
                    break;
                default:
                    break;
            }
        }

        return products;
    }
}
