using System.Runtime.InteropServices;
using Regulars.Care.Counting;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Detection;

/// <summary>Reads of how many orders with a product, of a store and of a country how many were refused: the orders once through, at night.</summary>
internal sealed class RefusalReader(Database database)
{
    /// <summary>The orders of so many customers are enough to know what is refused.</summary>
    private const long MostCustomers = 200_000;

    /// <summary>What was refused often enough to be looked at, with all other orders to compare it with. Only stores at which orders are
    /// refused at all count: at a till nobody can refuse a parcel.</summary>
    public IReadOnlyList<Counted> Load(Period period)
    {
        var refusing = database.Query<int>(
            "SELECT store_id FROM customer_day WHERE day >= @from AND day < @until AND refused > 0 GROUP BY store_id",
            new { from = period.From.Number, until = period.To.Number }).ToHashSet();
        if (refusing.Count == 0)
        {
            return [];
        }

        var parts = (uint)(1 + (database.QueryFirst<long>("SELECT count(*) FROM customer_list WHERE orders > 0") / MostCustomers));
        var sums = new Dictionary<(char What, int Id), (long Refused, long Orders)>();
        var (refused, orders) = (0L, 0L);
        database.Scan(
            $"""
            SELECT o.customer_id, o.state, o.store_id, o.country_id, l.document FROM purchase_order o
            JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
            WHERE o.state IN (0, 2, 4) AND o.day >= {period.From.Number} AND o.day < {period.To.Number}
            """,
            row =>
            {
                if (unchecked((uint)row.Id(0).GetHashCode()) % parts != 0 || !refusing.Contains(row.Int(2)))
                {
                    return;
                }

                var isRefused = row.Int(1) == 2;
                orders++;
                refused += isRefused ? 1 : 0;
                void Add(char what, int id)
                {
                    ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (what, id), out _);
                    sum = (sum.Refused + (isRefused ? 1 : 0), sum.Orders + 1);
                }

                Add('s', row.Int(2));
                Add('c', row.Int(3));
                foreach (var product in HindranceHistory.Sold(row.Text(4)).Distinct())
                {
                    Add('p', product);
                }
            });
        return Named([.. sums.Where(each => each.Key.Id > 0 && each.Value.Refused >= ObstacleRules.FewestTimes && each.Value.Orders < orders)], refused, orders);
    }

    private List<Counted> Named(IReadOnlyList<KeyValuePair<(char What, int Id), (long Refused, long Orders)>> found, long refused, long orders)
    {
        var counted = new List<Counted>();
        foreach (var ((what, id), (own, among)) in found)
        {
            var name = what is 'p'
                ? database.QueryFirst<string>("SELECT code FROM product WHERE product_id = @id", new { id })
                : database.QueryFirst<string>("SELECT code FROM dimension WHERE dimension_id = @id", new { id });
            if (HindranceFacts.Kept(what switch { 'p' => "product", 's' => "store", _ => "country" }, name) is { } subject)
            {
                counted.Add(new Counted(HindranceKinds.Refusal, subject, own, among, refused - own, orders - among, 0));
            }
        }

        return counted;
    }
}
