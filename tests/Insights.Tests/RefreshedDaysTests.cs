using Regulars.Insights.Contracts;
using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Insights.Signs;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;
using PurchaseHistory = Regulars.Insights.Measures.PurchaseHistory;

namespace Regulars.Insights.Tests;

/// <summary>What is written day after day, by what is remembered, against what is computed of everything anew.</summary>
public sealed class RefreshedDaysTests
{
    private const int Customers = 220;

    [Theory]
    [InlineData(Engine.Sqlite, 1)]
    [InlineData(Engine.Sqlite, 2)]
    [InlineData(Engine.PostgreSql, 3)]
    public async Task What_is_written_is_what_is_computed_anew_whatever_happened(Engine engine, int seed)
    {
        await using var console = await Console.Open(engine);
        var random = new Random(seed);
        var customers = new List<CustomerId>();
        for (var i = 0; i < Customers; i++)
        {
            // Everybody has a rhythm, and may leave after any order.
            var (gap, number) = (8 + random.Next(25), 0);
            CustomerId? customer = null;
            for (var ago = 420 - random.Next(360); ago > 0 && (number == 0 || random.NextDouble() > 0.08); ago -= (gap / 2) + random.Next(gap))
            {
                customer = await console.Order($"first-{i}-{number++}", Person(i), 5 + random.Next(90), ago);
            }

            customers.Add(customer ?? await console.Order($"first-{i}", Person(i), 10, 3));
        }

        console.Refresh();
        Compare(console, "the first time");
        foreach (var (day, name) in new[] { "orders", "late", "return", "merge", "apart", "erasure", "thresholds", "many", "nothing" }.Index())
        {
            console.Clock.Advance(TimeSpan.FromDays(1 + random.Next(4)));
            await Happen(console, name, day, customers, random);
            console.Refresh();
            Compare(console, name);
        }
    }

    private static async Task Happen(Console console, string name, int day, List<CustomerId> customers, Random random)
    {
        var intake = console.Service<JournalIntake>();
        await console.Order($"{day}", Person(random.Next(Customers)), 30, 0);
        switch (name)
        {
            case "late":
                await console.Order("late-1", Person(11), 20, 200);
                await console.Order("late-2", Person(12), 20, 500);
                break;
            case "return":
                await console.Order("first-5-0", Person(5), 20, 250, isReturned: true);
                break;
            case "merge":
                await intake.SubmitAsync(new LinkCustomers(customers[20], customers[21], "owner"));
                break;
            case "apart":
                await intake.SubmitAsync(new UnlinkCustomer(customers[20], "owner"));
                break;
            case "erasure":
                await intake.SubmitAsync(new EraseCustomer(customers[30], "owner"));
                break;
            case "thresholds":
                console.Database.Write(transaction => console.Service<ModelStore>().Keep(transaction, new SignThresholds { SilenceTimes = 1.5 }));
                break;
            case "many":
                for (var i = 40; i < 90; i++)
                {
                    await console.Order($"many-{i}", Person(i), 8, random.Next(30));
                }

                break;
            default:
                break;
        }
    }

    private static void Compare(Console console, string after)
    {
        var asOf = console.Service<ReportService>().DefaultAsOf();
        var history = new HistoryStore(console.Database).Load(null);
        var report = console.Service<ReportService>().Compute(new ReportQuery());
        Assert.Equal(Json(report), Json(console.Service<ReportService>().Last()!.Value.Report));
        Assert.Equal(Scores(history, asOf), Stored(console.Database));
        CompareOutlooks(console, history, asOf, report.Retention.WindowDays, after);
    }

    private static void CompareOutlooks(Console console, PurchaseHistory history, Day asOf, int window, string after)
    {
        var models = console.Service<ModelStore>();
        Assert.True(models.Risk is not null, $"The risk was not learned: {models.Churn!.Unavailable}");
        var traces = new EventStore(console.Database).LoadTraces();
        var builder = new OutlookBuilder(history, traces, asOf, window);
        var outlooks = builder.Outlooks(models.Forecast!, models.Risk);
        var kept = console.Database.Query<OutlookRow>(
            """
            SELECT customer_id AS Id, is_present AS Present, year_value AS YearValue, alive AS Alive, purchases AS Purchases, value_year AS ValueYear,
                   value_three_years AS ValueThreeYears, risk AS Risk, loyalty_index AS LoyaltyIndex, coverage AS Coverage, quadrant AS Quadrant
            FROM customer_outlook
            """).ToDictionary(row => row.Id);
        Assert.Equal(outlooks.Select(outlook => outlook.Customer).Order(), kept.Keys.Order());
        Assert.All(outlooks, outlook => Assert.True(Kept(kept[outlook.Customer]).Holds(outlook), $"{after}: {kept[outlook.Customer]} {outlook}"));

        // Who looks at one customer is told the risk to the day, and why it is above the usual one.
        var behaviours = outlooks.ToDictionary(outlook => outlook.Customer);
        foreach (var customer in kept.Values.Where(row => row.Risk is not null).Take(40))
        {
            var told = console.Service<OutlookReader>().Read(new CustomerId(customer.Id))!;
            Assert.Equal(behaviours[customer.Id].Risk!.Value, told.Row.Risk!.Value, 4);
            Assert.True(told.Reasons.Count == 0 || told.Row.Risk > told.BaseRate);
        }

        var signs = builder.WithStakes(builder.SignsOf(new SignDetector(models.Thresholds, PeerRhythm.Of(history, asOf), window)));
        Assert.Equal(
            signs.Select(shown => (shown.Customer, shown.Sign.Kind, (long)shown.Sign.Severity, shown.AtStake)).Order(),
            console.Database.Query<(Guid, string, long, long)>("SELECT customer_id, kind, severity, at_stake FROM customer_sign WHERE cleared_day IS NULL").Order());
    }

    private static KeptOutlook Kept(OutlookRow row) => new(
        row.Present == 1, row.YearValue, row.Alive, row.Purchases, row.ValueYear, row.ValueThreeYears, row.Risk, row.LoyaltyIndex, row.Coverage, row.Quadrant);

    private static IEnumerable<(Guid Customer, string Tells)> Scores(PurchaseHistory history, Day asOf)
    {
        var (summaries, scores, activity) = ScoredCustomers.Of(history, asOf);
        return summaries.Rows.Select((row, i) => (
            row.Customer.Value,
            $"{scores.Recency(i)} {scores.Frequency(i)} {scores.Value(i)} {SegmentTable.KeyOf(scores.Recency(i), scores.FrequencyValue(i))} {activity[i]} {row.Value} {row.Last.Number}"))
            .OrderBy(row => row.Value);
    }

    private static IEnumerable<(Guid Customer, string Tells)> Stored(Database database)
    {
        var rows = new List<(Guid Customer, string Tells)>();
        database.Scan(
            "SELECT customer_id, recency, frequency, value, segment, activity, net_value, last_purchase_day FROM customer_score",
            row => rows.Add((row.Id(0), $"{row.Int(1)} {row.Int(2)} {row.Int(3)} {row.Text(4)} {row.Text(5)} {row.Long(6)} {row.Int(7)}")));
        return rows.OrderBy(row => row.Customer);
    }

    private static string Json(Report report) => System.Text.Json.JsonSerializer.Serialize(report, InsightsJson.Default.Report);

    private static CustomerInput Person(int number) => Console.Customer($"Person {number}", $"p{number}@mail.example");
}
