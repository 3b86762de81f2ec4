using Dapper;
using Regulars.Insights.Outlook;
using Regulars.Insights.Signs;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Demonstration;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Tests;

/// <summary>The demonstration shop is made up, so that it is known who left and why: signs, risks and their evidence are held against it.</summary>
public sealed class DemonstrationTruthTests(DemonstrationConsole shop) : IClassFixture<DemonstrationConsole>
{
    private Console Console => shop.Console;

    [Fact]
    public void Those_who_have_gone_silent_have_mostly_left_and_those_who_have_not_have_mostly_not()
    {
        var silent = Signs().Where(sign => sign.Kind is SignKinds.Silence).Select(sign => sign.Customer).ToHashSet();
        var present = Present();
        var known = present.Where(shop.Truth.ContainsKey).ToList();
        var gone = known.Where(customer => shop.Truth[customer].LeftOn is not null).ToHashSet();

        var caught = known.Where(silent.Contains).ToList();
        var precision = (double)caught.Count(gone.Contains) / caught.Count;
        var usual = (double)gone.Count / known.Count;

        Assert.True(caught.Count >= 10, $"{caught.Count} silent");
        Assert.True(precision > 0.6 && precision > 1.5 * usual, $"{precision:P0} of the silent left, {usual:P0} of all");
    }

    [Fact]
    public void A_sign_of_silence_comes_after_the_leaving_and_long_before_the_window_ends()
    {
        var window = Console.Service<ReportService>().Last()!.Value.Report.Retention.WindowDays;
        var delays = Signs().Where(sign => sign.Kind is SignKinds.Silence && shop.Truth.GetValueOrDefault(sign.Customer)?.LeftOn is not null)
            .Select(sign => sign.Since - shop.Truth[sign.Customer].LeftOn!.Value).Order().ToList();

        Assert.All(delays, delay => Assert.True(delay >= 0));
        Assert.True(delays[delays.Count / 2] < window * 0.75, $"half of the signs came within {delays[delays.Count / 2]} of {window} days");
    }

    [Fact]
    public void The_risk_of_those_who_left_is_above_the_risk_of_those_who_did_not()
    {
        var rows = Console.Database.Query<(Guid Customer, double Risk)>("SELECT customer_id, risk FROM customer_outlook WHERE risk IS NOT NULL")
            .Where(row => shop.Truth.ContainsKey(new CustomerId(row.Customer))).ToList();
        var left = rows.Where(row => shop.Truth[new CustomerId(row.Customer)].LeftOn is not null).Select(row => row.Risk).ToList();
        var stayed = rows.Where(row => shop.Truth[new CustomerId(row.Customer)].LeftOn is null).Select(row => row.Risk).ToList();
        var pairs = (from high in left from low in stayed select high > low ? 1.0 : high == low ? 0.5 : 0).Average();

        Assert.True(pairs > 0.75, $"a leaving customer ranks above a staying one in {pairs:P0} of pairs");
    }

    [Fact]
    public void A_late_parcel_tells_of_leaving_more_often_than_chance()
    {
        var replay = Console.Service<ModelStore>().Replay!;
        var late = replay.Signs.Single(sign => sign.Kind is SignKinds.Late);

        Assert.True(late.PrecisionLow > late.BaseRate, $"{late.PrecisionLow:P0} against {late.BaseRate:P0}");
    }

    /// <summary>Every number that a sentence claims is found again in the journal by a query that knows nothing of the detectors.</summary>
    [Fact]
    public void Every_sign_is_traced_to_the_facts_that_it_claims()
    {
        var asOf = Console.Service<ReportService>().DefaultAsOf();
        var signs = Signs();
        foreach (var sign in signs)
        {
            var days = PurchaseDays(sign.Customer);
            var facts = Facts(sign.Customer, asOf);
            switch (sign.Kind)
            {
                case SignKinds.Silence:
                    Assert.Equal((double)(days[^1].Day - days[0].Day) / (days.Count - 1), sign.Numbers[0], 9);
                    Assert.Equal(days[^1].Day, sign.Numbers[1]);
                    break;
                case SignKinds.Slowing:
                    Assert.Equal((days[^1].Day - days[^3].Day) / 2.0, sign.Numbers[1], 9);
                    Assert.Equal((double)(days[^3].Day - days[0].Day) / (days.Count - 3), sign.Numbers[0], 9);
                    break;
                case SignKinds.Smaller:
                    Assert.Equal(days.TakeLast(3).Average(day => (double)day.Gross), sign.Numbers[1], 6);
                    Assert.Equal(days.SkipLast(3).Average(day => (double)day.Gross), sign.Numbers[0], 6);
                    break;
                case SignKinds.Troubles:
                    var troubles = facts.Where(fact => fact.Kind is FactKinds.OrderRefused or FactKinds.OrderCancelled && asOf.Number - fact.Day <= 180).ToList();
                    Assert.Equal([troubles.Count, troubles.Min(fact => fact.Day)], sign.Numbers);
                    break;
                case SignKinds.Unhappy or SignKinds.Falling:
                    var review = facts.Where(fact => fact.Kind is "review.written").MaxBy(fact => fact.Day)!;
                    Assert.Equal(10 * (review.Rating - 1) / 4.0, sign.Numbers[^2], 5);
                    Assert.Equal(review.Day, sign.Numbers[^1]);
                    break;
                case SignKinds.Late:
                    Assert.Contains(facts, fact => fact.Kind is "parcel.delivered" && fact.Day == sign.Numbers[1] && fact.DaysLate == sign.Numbers[0]);
                    Assert.True(days[^1].Day <= sign.Numbers[1]);
                    break;
                case SignKinds.Quiet:
                    Assert.Equal(facts.Where(fact => fact.Kind is "visit").Max(fact => fact.Day), sign.Numbers[1]);
                    break;
                default:
                    Assert.Fail($"The demonstration shop has nothing to show {sign.Kind} with.");
                    break;
            }
        }

        Assert.True(signs.Select(sign => sign.Kind).Distinct().Count() >= 5);
    }

    [Fact]
    public void Every_reason_of_risk_is_traced_to_the_facts_that_it_claims_and_none_is_without_numbers()
    {
        var asOf = Console.Service<ReportService>().DefaultAsOf();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var customer in Console.Database.Query<Guid>("SELECT customer_id FROM customer_outlook WHERE risk IS NOT NULL"))
        {
            var days = PurchaseDays(new CustomerId(customer));
            var facts = Facts(new CustomerId(customer), asOf);
            foreach (var reason in Console.Service<OutlookReader>().Read(new CustomerId(customer))!.Reasons)
            {
                seen.Add(reason.Name);
                Assert.NotEmpty(reason.Numbers);
                double[]? expected = reason.Name switch
                {
                    "since" => [days[^1].Day],
                    "silence" => [(double)(days[^1].Day - days[0].Day) / (days.Count - 1), days[^1].Day],
                    "orders" => [days.Count],
                    "tenure" => [days[0].Day],
                    "value" => [days.Average(day => (double)day.Gross)],
                    "slowing" => [(double)(days[^3].Day - days[0].Day) / (days.Count - 3), (days[^1].Day - days[^3].Day) / 2.0],
                    "smaller" => [days.SkipLast(3).Average(day => (double)day.Gross), days.TakeLast(3).Average(day => (double)day.Gross)],
                    "visits" => [facts.Count(fact => fact.Kind is "visit" && asOf.Number - fact.Day <= 90)],
                    "troubles" => [
                        facts.Count(fact => fact.Kind is FactKinds.OrderRefused or FactKinds.OrderCancelled && asOf.Number - fact.Day <= 180),
                        facts.Where(fact => fact.Kind is FactKinds.OrderRefused or FactKinds.OrderCancelled && asOf.Number - fact.Day <= 180).Min(fact => fact.Day)],
                    _ => null,
                };
                if (expected is not null)
                {
                    Assert.Equal(expected.Length, reason.Numbers.Count);
                    Assert.All(expected.Zip(reason.Numbers), pair => Assert.Equal(pair.First, pair.Second, 6));
                }
            }
        }

        Assert.True(seen.Count >= 4, string.Join(", ", seen));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    [InlineData("uk")]
    [InlineData("pl")]
    public async Task Every_page_of_outlook_and_signs_opens_in_every_language(string language)
    {
        var customer = Signs()[0].Customer;
        foreach (var address in new[]
        {
            "/signs", "/signs?kind=silence", "/signs/thresholds", "/signs/thresholds/tried?silence=3&slowing=2&smaller=40&troubles=2&visits=3&unhappy=4&late=3",
            "/outlook", "/outlook/customers", "/outlook/customers?field=true", $"/customers/{customer}",
        })
        {
            var page = await Console.Page(address, language);
            Assert.NotEmpty(page.QuerySelectorAll("h1, h2"));
            Assert.DoesNotContain("{0}", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_whole_list_is_read_page_by_page_and_equals_the_file()
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var answer = await Console.Json($"/api/v1/signs?limit=40{(after is null ? "" : $"&after={after}")}");
            ids.AddRange(answer.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("customer")} {item.GetProperty("sign")}"));
            after = answer.GetProperty("next").GetString();
        }
        while (after is not null);

        using var file = await Console.Send("/signs/export.csv");
        var lines = (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim().Split('\n').Skip(1).ToList();

        Assert.Equal(Signs().Count, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids.Count, lines.Count);
    }

    [Fact]
    public async Task One_customers_outlook_is_told_with_an_interval_that_holds_its_value()
    {
        var customer = Console.Database.QueryFirst<Guid>("SELECT customer_id FROM customer_outlook ORDER BY value_year DESC LIMIT 1");

        var told = await Console.Json($"/api/v1/customers/{customer}/outlook");

        var (low, value, high) = (told.GetProperty("valueIn12MonthsLow").GetDecimal(), told.GetProperty("valueIn12Months").GetDecimal(), told.GetProperty("valueIn12MonthsHigh").GetDecimal());
        Assert.True(low < value && value < high, $"{low} {value} {high}");
        Assert.InRange(told.GetProperty("probabilityAlive").GetDouble(), 0, 1);
        Assert.InRange(told.GetProperty("coverage").GetDouble(), 0.5, 1);
        Assert.Equal(told.GetRawText(), (await Console.Json($"/api/v1/customers/{customer}/outlook")).GetRawText());
    }

    [Fact]
    public async Task Programs_are_told_how_the_models_fared_beside_simple_guesses()
    {
        var told = await Console.Json("/api/v1/outlook");

        var (forecast, risk) = (told.GetProperty("forecast"), told.GetProperty("risk"));
        Assert.Equal(10, forecast.GetProperty("tenths").GetArrayLength());
        Assert.Equal(forecast.GetProperty("customers").GetInt32(), forecast.GetProperty("tenths").EnumerateArray().Sum(tenth => tenth.GetProperty("customers").GetInt32()));
        Assert.True(forecast.GetProperty("repeatError").GetDouble() > 0);
        Assert.InRange(risk.GetProperty("auc").GetDouble(), 0.65, 1);
        Assert.True(risk.GetProperty("logLoss").GetDouble() < risk.GetProperty("recencyLogLoss").GetDouble());
        Assert.Matches(@"^\d{4}-\d\d-\d\d$", forecast.GetProperty("day").GetString());
    }

    private List<(CustomerId Customer, string Kind, Day Since, IReadOnlyList<double> Numbers)> Signs() =>
        [.. Console.Service<SignStore>().All(null, 1000).Select(row => (new CustomerId(row.Id), row.Kind, new Day(row.SinceDay), row.Numbers))];

    private HashSet<CustomerId> Present() =>
        [.. Console.Database.Query<Guid>("SELECT customer_id FROM customer_outlook WHERE is_present = 1").Select(id => new CustomerId(id))];

    private List<(int Day, long Gross)> PurchaseDays(CustomerId customer) => Console.Database.Query<(int Day, long Gross)>(
        """
        SELECT o.day, sum(o.gross) FROM purchase_order o JOIN customer c ON c.customer_id = o.customer_id
        WHERE c.group_id = @customer AND o.state IN (0, 4) AND o.gross > 0 GROUP BY o.day ORDER BY o.day
        """,
        new { customer = customer.Value });

    private List<FactRow> Facts(CustomerId customer, Day asOf) => Console.Database.Query<FactRow>(
        """
        SELECT f.kind AS Kind, f.day AS Day, json_extract(f.content, '$.rating') AS Rating,
               CAST(julianday(json_extract(f.content, '$.delivered')) - julianday(json_extract(f.content, '$.promised')) AS INTEGER) AS DaysLate
        FROM fact f JOIN customer c ON c.customer_id = f.customer_id WHERE c.group_id = @customer AND f.day < @asOf
        """,
        new { customer = customer.Value, asOf = asOf.Number });

    private sealed class FactRow
    {
        public string Kind { get; init; } = "";

        public int Day { get; init; }

        public long Rating { get; init; }

        public long DaysLate { get; init; }
    }
}
