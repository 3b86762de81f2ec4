using Regulars.Insights.Measures;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Recommendations;

/// <summary>Learns what goes with what anew: once a day, in a large shop once a week, and when much has been bought since.</summary>
internal sealed class RecommendationRefresh(Database database, ModelStore models)
{
    private const int RowsPerTransaction = 10_000;

    private const int LookBackDays = 2 * 365;

    /// <summary>With more customers what was learned serves for days.</summary>
    private const int ManyCustomers = 20_000;

    private const int LearnedDays = 7;

    /// <summary>Learned again sooner when there is so much more to learn from.</summary>
    private const double Growth = 0.05;

    private static readonly RowShape<RelatedRow> RelatedShape = new RowShape<RelatedRow>()
        .Int("product_id", row => row.Product).Int("other_id", row => row.Other).Real("weight", row => row.Weight);

    private static readonly RowShape<CompanionRow> CompanionShape = new RowShape<CompanionRow>()
        .Int("product_id", row => row.Product).Int("other_id", row => row.Other).Int("together", row => row.Together)
        .Real("confidence", row => row.Confidence).Real("lift", row => row.Lift).Real("lift_low", row => row.Low).Real("lift_high", row => row.High);

    private static readonly RowShape<ProductStanding> StandingShape = new RowShape<ProductStanding>()
        .Int("product_id", row => row.Product).Int("customers", row => row.Customers).Int("lately", row => row.Lately).Int("popularity", row => row.Popularity)
        .Real("lasts_days", row => row.LastsDays).Int("repeats", row => row.Repeats);

    private (Day AsOf, long PurchaseDays)? learned;

    /// <summary>Learns and writes, unless what is there is new enough.</summary>
    /// <param name="history">Everybody's purchases.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    public void Run(PurchaseHistory history, Day asOf, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var serves = history.Count > ManyCustomers ? LearnedDays : 1;
        if (learned is { } last && asOf - last.AsOf >= 0 && asOf - last.AsOf < serves && Math.Abs(history.PurchaseDays - last.PurchaseDays) <= Growth * last.PurchaseDays)
        {
            return;
        }

        var baskets = new BasketReader(database).Load(asOf.Plus(-LookBackDays), asOf);
        var fit = RecommendationFit.Learn(baskets, (from, to) => ViewsOf(baskets, from, to), asOf);
        cancellation.ThrowIfCancellationRequested();
        Replace(
            "product_related", "product_id, other_id, weight", RelatedShape,
            fit.Related is not { } related ? [] :
            [
                .. fit.Products.SelectMany((product, number) => related.Of(number).Select(other => new RelatedRow(product, fit.Products[other.Item], other.Weight))),
            ],
            check);
        Replace(
            "product_companion", "product_id, other_id, together, confidence, lift, lift_low, lift_high", CompanionShape,
            [
                .. fit.Companions.SelectMany((companions, number) => companions.Select(other => new CompanionRow(
                    fit.Products[number], fit.Products[other.Item], other.Together, other.Confidence, other.Lift, other.LiftLow, other.LiftHigh))),
            ],
            check);
        Replace("product_standing", "product_id, customers, lately, popularity, lasts_days, repeats", StandingShape, fit.Standings, check);
        database.Write(transaction =>
        {
            check(transaction);
            models.Keep(transaction, fit.Report);
        });
        learned = (asOf, history.PurchaseDays);
    }

    private Dictionary<int, IReadOnlyList<ProductView>> ViewsOf(Baskets baskets, Day from, Day to) =>
        new ViewFacts(database).Between(from, to, new HistoryStore(database).LoadMerged())
            .Where(person => baskets.Persons.ContainsKey(person.Key)).ToDictionary(person => baskets.Persons[person.Key], person => person.Value);

    /// <summary>The old rows go with the first new ones; a reader may see a part for a moment, never nothing at all.</summary>
    private void Replace<T>(string table, string columns, RowShape<T> shape, IReadOnlyList<T> rows, Action<WriteTransaction> check)
    {
        var named = string.Join(", ", columns.Split(", ").Select(column => $"rows.{column}"));
        var isFirst = true;
        foreach (var part in rows.Count == 0 ? [[]] : rows.Chunk(RowsPerTransaction))
        {
            var clears = isFirst;
            isFirst = false;
            database.Write(transaction =>
            {
                check(transaction);
                if (clears)
                {
                    transaction.Execute($"DELETE FROM {table}");
                }

                transaction.Write($"INSERT INTO {table} ({columns}) SELECT {named} FROM {{rows}} WHERE true", shape, part);
            });
        }
    }

    private readonly record struct RelatedRow(int Product, int Other, double Weight);

    private readonly record struct CompanionRow(int Product, int Other, int Together, double Confidence, double Lift, double Low, double High);
}
