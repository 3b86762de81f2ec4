using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Regulars.Insights.Growth;
using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public sealed class GrowthChannelTests
{
    private static readonly Day From = Day.Of(2025, 11, 1);

    [Fact]
    public void A_channel_costs_what_was_entered_for_it_over_the_customers_of_those_months()
    {
        var balance = Balance().With(
        [
            new GrowthCost(From, "web", "acquisition", 1_000), new GrowthCost(From.PlusMonths(1), "web", "acquisition", 500), new GrowthCost(From, "web", "retention", 70),
            new GrowthCost(From.PlusMonths(2), "fair", "acquisition", 900),
        ]);

        // Of the customers who came by the web, 2 + 3 came in months whose cost is known, 5 in others.
        var web = balance.Channels[0];
        Assert.Equal((10, 5, 1_500L, 70L), (web.NewCustomers, web.PaidCustomers, web.AcquisitionCost, web.RetentionCost));
        Assert.Equal((300, 2, 1, 3), (web.CostPerNew, web.ValuePerUnit, web.ValuePerUnitLow, web.ValuePerUnitHigh));
        var shop = balance.Channels[1];
        Assert.Equal(((long?)null, (double?)null, (double?)null), (shop.AcquisitionCost, shop.CostPerNew, shop.ValuePerUnit));

        // Nobody came by the fair, so that winning one has no price.
        Assert.Equal(("fair", 0, 900L, (double?)null), (balance.Channels[2].Code, balance.Channels[2].NewCustomers, balance.Channels[2].AcquisitionCost, balance.Channels[2].CostPerNew));
        Assert.Equal((2_400L, 70L), (balance.AcquisitionCost, balance.RetentionCost));
    }

    [Fact]
    public void A_month_costs_what_was_entered_for_all_channels_together_else_the_sum_of_its_channels()
    {
        var balance = Balance().With(
        [
            new GrowthCost(From, "", "acquisition", 5_000), new GrowthCost(From, "web", "acquisition", 1_000),
            new GrowthCost(From.PlusMonths(1), "web", "acquisition", 300), new GrowthCost(From.PlusMonths(1), "shop", "acquisition", 200),
            new GrowthCost(From.PlusMonths(-1), "", "acquisition", 77_777),
        ]);

        Assert.Equal(5_500, balance.AcquisitionCost);
        Assert.Equal(5_500.0 / (4 + 3), balance.CostPerNew);
        Assert.Null(balance.RetentionCost);
    }

    [Fact]
    public void A_channel_whose_customers_spend_more_is_worth_more_and_few_customers_are_worth_nothing_known()
    {
        var chance = new Random(7);
        var asOf = From.PlusMonths(12);
        var (history, channels) = (new PurchaseHistory(), new Dictionary<Guid, string>());
        for (var i = 0; i < 605; i++)
        {
            var (id, day) = (new CustomerId(Guid.NewGuid()), From.Plus(chance.Next(300)));
            channels[id.Value] = i >= 600 ? "fair" : i % 2 == 0 ? "web" : "shop";
            var (taste, gap) = ((i % 2 == 0 ? 1_000 : 8_000) * (0.5 + chance.NextDouble()), 20 + chance.Next(80));
            var days = new List<PurchaseHistory.Entry>();
            for (; day < asOf; day = day.Plus(1 + (int)(-gap * Math.Log(1 - chance.NextDouble()))))
            {
                days.Add(new PurchaseHistory.Entry(day, 1, (long)(taste * (0.7 + (0.6 * chance.NextDouble()))), 0));
                if (chance.Next(12) == 0)
                {
                    break;
                }
            }

            history.Add(id, days.ToArray());
        }

        var found = ChannelValues.Of(history, new Period(From, asOf), asOf, PurchaseForecast.Fit(history, asOf), channels).ToDictionary(channel => channel.Code);

        Assert.Equal((300, 300, 5), (found["web"].NewCustomers, found["shop"].NewCustomers, found["fair"].NewCustomers));
        Assert.All(new[] { found["web"], found["shop"] }, channel => Assert.True(channel.ValueLow < channel.Value && channel.Value < channel.ValueHigh));
        Assert.True(3 * found["web"].Value < found["shop"].Value, $"{found["web"].Value} {found["shop"].Value}");
        Assert.True(found["web"].Value > BoughtSoFar(history, channels, "web"));
        Assert.Null(found["fair"].Value);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task New_customers_are_counted_by_the_channel_of_their_earliest_order(Engine engine)
    {
        await using var console = await Shop(engine);
        var month = console.Service<Storage.ModelStore>().Balance!.Year.From.ToString()[..7];

        var (status, kept) = await console.Ask(
            "/api/v1/growth/costs", $$"""{"items": [{"month": "{{month}}", "channel": "web", "acquisition": 30}, {"month": "{{MonthOf(console, 60)}}", "channel": "web", "acquisition": 90}]}""");

        Assert.Equal((HttpStatusCode.OK, 2), (status, kept.GetProperty("kept").GetInt32()));
        var growth = await console.Json("/api/v1/growth");
        var channels = growth.GetProperty("channels").EnumerateArray().ToDictionary(channel => channel.GetProperty("channel").GetString()!);
        Assert.Equal((2, 1, 1), (New(channels["web"]), New(channels["shop"]), New(channels[""])));
        Assert.Equal((120m, 60m), (channels["web"].GetProperty("acquisitionCost").GetDecimal(), channels["web"].GetProperty("costPerNew").GetDecimal()));
        Assert.Equal(JsonValueKind.Null, channels["shop"].GetProperty("costPerNew").ValueKind);
        Assert.Equal(120m, growth.GetProperty("acquisitionCost").GetDecimal());
        foreach (var language in new[] { "en", "ru", "uk", "pl" })
        {
            Assert.Contains((await console.Page("/growth?channel=web", language)).QuerySelectorAll("tbody th.main-cell"), cell => cell.TextContent == "web");
        }
    }

    [Theory]
    [InlineData("""{"items": []}""", "growth.costs.many", "items")]
    [InlineData("""{"items": [{"month": "2026-13", "acquisition": 1}]}""", "growth.costs.month", "items[0]")]
    [InlineData("""{"items": [{"month": "2026-03", "acquisition": 1}, {"month": "2026-03", "channel": "radio", "acquisition": 1}]}""", "growth.costs.channel", "items[1]")]
    [InlineData("""{"items": [{"month": "2026-03", "acquisition": -1}]}""", "growth.costs.amount", "items[0]")]
    [InlineData("""{"items": [{"month": "2026-03"}]}""", "growth.costs.nothing", "items[0]")]
    [InlineData("""{"items": [{"month": "2026-03", "acquisition": 1}, {"month": "2026-03-02", "retention": 1}]}""", "growth.costs.twice", "items[1]")]
    public async Task Costs_that_cannot_be_are_refused_whole(string body, string code, string place)
    {
        await using var console = await Console.Open(Engine.Sqlite);

        var (status, problem) = await console.Ask("/api/v1/growth/costs", body);

        Assert.Equal((HttpStatusCode.BadRequest, code, place), (status, problem.GetProperty("code").GetString(), problem.GetProperty("place").GetString()));
        Assert.Empty(console.Service<GrowthCosts>().Load(Day.Of(2000, 1, 1)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_file_of_costs_is_taken_whole_and_comes_back_as_it_was(Engine engine)
    {
        await using var console = await Shop(engine);

        Assert.Equal(HttpStatusCode.Redirect, (await console.UploadTo("/growth/costs/import", "month;channel;acquisition;retention\n2026-03;web;1 200,50;\n03.2026;;3000;40,25\n2026-04;shop;;7\n")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await console.UploadTo("/growth/costs/import", "month,channel,acquisition\n2026-03,web,1300\n")).Status);

        using var file = await console.Send("/growth/costs.csv");
        Assert.Equal(
            ["month,channel,acquisition,retention", "2026-03,,3000.00,40.25", "2026-03,web,1300.00,", "2026-04,shop,,7.00"],
            (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim('\uFEFF', '\r', '\n').Split("\r\n"));
    }

    [Fact]
    public async Task A_file_with_a_bad_line_changes_nothing_and_says_which_and_what_to_do()
    {
        await using var console = await Shop(Engine.Sqlite);

        var (status, body) = await console.UploadTo("/growth/costs/import", "month,channel,acquisition,retention\n2026-03,web,100,\n2026-04,radio,100,\nMarch,web,1,\n2026-05,web,many,\n2026-03,web,5,\n2026-06,,,\n2026-07,,-3,\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var rows = (await new HtmlParser().ParseDocumentAsync(body)).QuerySelector("table")!.QuerySelectorAll("tbody tr")
            .Select(row => string.Join('|', row.Children.Take(2).Select(cell => cell.TextContent.Trim())));
        Assert.Equal(["3|radio", "4|March", "5|many", "6|2026-03", "7|", "8|-3"], rows);
        Assert.Empty(console.Service<GrowthCosts>().Load(Day.Of(2000, 1, 1)));
        foreach (var wrong in new[] { "", "month,channel\n2026-03,web\n", "month,acquisition\n", $"month,acquisition\n{new string('x', GrowthCostFile.LargestBytes)}" })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await console.UploadTo("/growth/costs/import", wrong)).Status);
        }
    }

    [Fact]
    public async Task Costs_of_one_channel_are_entered_apart_from_those_of_all()
    {
        await using var console = await Shop(Engine.Sqlite);
        var month = console.Service<Storage.ModelStore>().Balance!.Year.To.PlusMonths(-1);

        Assert.Equal("/growth?done=kept", await console.Post("/growth/costs", ($"acquisition.{month}", "500")));
        Assert.Equal("/growth?channel=web&done=kept", await console.Post("/growth/costs", ("channel", "web"), ($"acquisition.{month}", "200")));
        Assert.Equal("/growth?done=wrong", await console.Post("/growth/costs", ("channel", "radio"), ($"acquisition.{month}", "1")));

        Assert.Equal("200.00", (await console.Page("/growth?channel=web")).QuerySelector($"input[name='acquisition.{month}']")!.GetAttribute("value"));
        Assert.Equal("500.00", (await console.Page("/growth")).QuerySelector($"input[name='acquisition.{month}']")!.GetAttribute("value"));
        Assert.Equal(500m, (await console.Json("/api/v1/growth")).GetProperty("acquisitionCost").GetDecimal());
    }

    private static int New(JsonElement channel) => channel.GetProperty("newCustomers").GetInt32();

    private static string MonthOf(Console console, int daysAgo) =>
        new BusinessCalendar("Europe/Warsaw").DayOf(Instant.Now(console.Clock).Plus(TimeSpan.FromDays(-daysAgo))).ToString()[..7];

    private static double BoughtSoFar(PurchaseHistory history, Dictionary<Guid, string> channels, string code)
    {
        var (sum, count) = (0L, 0);
        for (var position = 0; position < history.Count; position++)
        {
            if (channels[history.Customer(position).Value] == code)
            {
                count++;
                foreach (var entry in history.Of(position))
                {
                    sum += entry.Gross;
                }
            }
        }

        return (double)sum / count;
    }

    private static GrowthBalance Balance() => new()
    {
        From = From,
        To = From.PlusMonths(12),
        NewCustomers = 16,
        NewByMonth = [4, 3, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        Channels =
        [
            new GrowthChannel { Code = "web", NewByMonth = [2, 3, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0], Value = 600, ValueLow = 300, ValueHigh = 900 },
            new GrowthChannel { Code = "shop", NewByMonth = [2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0], Value = 600 },
        ],
    };

    /// <summary>Anna came by the web twice on one day after the shop opened; Bela by the shop, then the web; Cyril unsaid; Dora by the web.</summary>
    private static async Task<Console> Shop(Engine engine)
    {
        var console = await Console.Open(engine);
        await Order(console, "1", "anna", "web", 60, 0);
        await Order(console, "2", "anna", "shop", 60, 3);
        await Order(console, "3", "anna", "shop", 40, 0);
        await Order(console, "4", "bela", "web", 60, 3);
        await Order(console, "5", "bela", "shop", 60, 0);
        await Order(console, "6", "cyril", null, 60, 0);
        await Order(console, "7", "dora", "web", 60, 0);
        console.Refresh();
        return console;
    }

    private static async Task Order(Console console, string number, string who, string? channel, int daysAgo, int minutesLater) => Assert.Equal(
        IntakeStatus.Recorded,
        (await console.Service<JournalIntake>().SubmitAsync(new RecordOrder(new OrderInput
        {
            Source = "till",
            Number = number,
            PlacedAt = Instant.Now(console.Clock).Plus(TimeSpan.FromDays(-daysAgo)).Plus(TimeSpan.FromMinutes(minutesLater)),
            Currency = Console.Euro,
            Channel = channel,
            Customer = Console.Customer(who, $"{who}@mail.example"),
            Lines = [new OrderLineInput("tea", "Green tea", "drinks", 1, 10, 1000)],
        })
        { Origin = Origin.History }))!.Status);
}
