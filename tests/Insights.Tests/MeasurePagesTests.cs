using Dapper;
using Regulars.Insights.Contracts;
using Regulars.Insights.Pages;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public abstract class MeasurePagesTests(Engine engine)
{
    public static TheoryData<string> Languages => ["en", "ru", "uk", "pl"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_page_opens_in_every_language(string language)
    {
        await using var console = await WithShop();
        var customer = (await console.Json("/api/v1/customers?limit=1")).GetProperty("items")[0].GetProperty("id").GetString();
        string[] addresses =
        [
            "/", "/retention", "/retention?unit=week&show=money&now=yes", "/retention/answer?unit=quarter", "/retention?unit=year&now=yes", "/segments",
            "/segments/champions", "/segments/activity/high", "/customers", "/customers?q=person", $"/customers/{customer}", $"/customers/{customer}/profile",
            $"/customers/{customer}/consents", $"/customers/{customer}/merge?q=person", $"/customers/{customer}/erase", "/import", "/definitions",
            .. MeasureDefinition.All.Select(definition => $"/definitions/{definition.Key}"),
        ];

        foreach (var address in addresses)
        {
            var page = await console.Page(address, language);
            Assert.NotEmpty(page.QuerySelectorAll("h1, h2"));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_console_without_data_leads_to_the_import(string language)
    {
        await using var console = await Console.Open(engine);

        foreach (var address in new[] { "/", "/customers", "/retention", "/segments" })
        {
            Assert.NotNull((await console.Page(address, language)).QuerySelector("main a[href='/import']"));
        }
    }

    [Fact]
    public async Task Today_says_the_retention_rate_of_the_report_and_what_is_not_over()
    {
        await using var console = await WithShop();
        var report = console.Service<ReportService>().Last()!.Value.Report;

        var page = await console.Page("/");

        Assert.Contains($"{report.Retention.Retained} of {report.Retention.AtStart} customers stayed in October 2026", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("November 2026 is not over yet", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_ones_own_is_answered_in_a_part_that_is_loaded()
    {
        await using var console = await WithShop();

        var page = await console.Page("/retention?part=country%3AFrance&window=60");
        var part = page.QuerySelector("[hx-trigger=load]")!;
        var answer = await console.Page(part.GetAttribute("hx-get")!);
        var expected = console.Service<ReportService>().Compute(new ReportQuery { Part = new ReportPart("country", "France"), WindowDays = 60 });

        Assert.Contains($"{expected.Retention.AtStart}", answer.QuerySelector(".steps strong")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("noscript, .without-scripts"));
    }

    [Fact]
    public async Task The_report_for_programs_is_the_one_of_the_pages()
    {
        await using var console = await WithShop();
        var report = console.Service<ReportService>().Last()!.Value.Report;

        var json = await console.Json("/api/v1/report");
        var weekly = await console.Json("/api/v1/report?unit=week&country=Poland&from=2026-08-01&to=2026-09-01");

        Assert.Equal(report.Customers, json.GetProperty("customers").GetInt32());
        Assert.Equal(report.Retention.Rate, json.GetProperty("retention").GetProperty("rate").GetDouble());
        Assert.Matches(@"^\d+\.\d\d$", json.GetProperty("grossRevenue").GetRawText());
        Assert.Equal("2026-08-01", weekly.GetProperty("retention").GetProperty("from").GetString());
        Assert.Contains("-W", weekly.GetProperty("growth")[0].GetProperty("period").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queries_of_the_definitions_find_the_figures_of_the_report()
    {
        await using var console = await WithShop();
        var report = console.Service<ReportService>().Last()!.Value.Report;
        var month = Figures.LastWhole(report)!;
        var asked = new
        {
            asOf = report.AsOf.Number,
            from = month.From.Number,
            to = month.To.Number,
            before = month.From.PlusMonths(-1).Number,
            window = report.Retention.WindowDays,
        };
        Dictionary<string, decimal?> Find(string sql)
        {
            using var connection = console.Database.OpenReader();
            var row = (IDictionary<string, object?>)connection.QueryFirst(console.Database.Dialect.Translate(sql), asked);
            return row.ToDictionary(column => column.Key, column => column.Value is null ? (decimal?)null : Convert.ToDecimal(column.Value));
        }

        var customers = Find(MeasureQueries.Customers);
        var retention = Find(MeasureQueries.Retention);
        var growth = Find(MeasureQueries.Growth);
        var revenue = Find(MeasureQueries.Revenue);
        var gaps = Find(MeasureQueries.Gaps);
        var net = Find(MeasureQueries.Net);
        var existing = Find(MeasureQueries.Existing);

        Assert.Equal(report.Customers, customers["customers"]);
        Assert.Equal(report.RepeatRate!.Value, (double)(customers["repeating"] / customers["customers"])!, 12);
        Assert.Equal((report.Retention.AtStart, report.Retention.AtEnd, report.Retention.Retained), ((int)retention["at_start"]!, (int)retention["at_end"]!, (int)retention["retained"]!));
        Assert.Equal(
            (month.Active, month.New, month.Retained, month.Returned, month.Lost),
            ((int)growth["active"]!, (int)growth["new"]!, (int)growth["retained"]!, (int)growth["returned"]!, (int)growth["lost"]!));
        Assert.Equal((report.Orders, report.GrossRevenue, report.ReturnedValue), ((long)revenue["orders"]!, (long)revenue["gross"]!, (long)revenue["returned"]!));
        Assert.Equal(report.TimeBetweenPurchases.Count, gaps["gaps"]);
        Assert.Equal(report.TimeBetweenPurchases.MeanDays!.Value, (double)gaps["mean"]!, 9);
        Assert.Equal(month.NetRevenueRetention!.Value, (double)(net["now"] / net["before"])!, 12);
        Assert.Equal(month.RevenueFromExisting, existing["now"]);
    }

    [Fact]
    public async Task No_cell_of_an_exported_segment_can_become_a_formula()
    {
        await using var console = await Console.Open(engine);
        await console.Order("A-1", Console.Customer("=HYPERLINK(\"http://x\")", "anna@mail.example"), 10, 3);
        console.Refresh();
        var key = (await console.Json("/api/v1/segments")).GetProperty("items").EnumerateArray().First(item => item.GetProperty("customers").GetInt32() == 1).GetProperty("key").GetString();

        using var file = await console.Send($"/segments/{key}/export.csv");
        var text = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains(",\"'=HYPERLINK(\"\"http://x\"\")\",1,10.00,EUR,", text, StringComparison.Ordinal);
    }

    private async Task<Console> WithShop()
    {
        var console = await Console.Open(engine);
        for (var number = 0; number < 40; number++)
        {
            var customer = Console.Customer($"Person {number:000}", $"person{number}@mail.example");
            for (var daysAgo = 400 - number; daysAgo > number; daysAgo -= 20 + (number * 3 % 50))
            {
                await console.Order($"{number}-{daysAgo}", customer, 10 + (number % 7), daysAgo, isReturned: daysAgo % 11 == 0);
            }
        }

        var people = console.Database.Query<Guid>("SELECT customer_id FROM customer ORDER BY customer_id LIMIT 2");
        await console.Service<JournalIntake>().SubmitAsync(new LinkCustomers(new CustomerId(people[0]), new CustomerId(people[1]), "test"));
        console.Refresh();
        return console;
    }
}

public sealed class SqliteMeasurePagesTests() : MeasurePagesTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlMeasurePagesTests() : MeasurePagesTests(Engine.PostgreSql);
