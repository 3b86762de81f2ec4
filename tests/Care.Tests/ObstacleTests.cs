using System.Net;
using System.Text.Json;
using Regulars.Care.Counting;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Tests;

public abstract class ObstacleTests(Engine engine)
{
    private const string Told = """{"title": "The courier takes cash only", "moment": "delivery", "about": "Asked for at the door.", "countedBy": "delivery", "owner": "marek@shop.example", "due": "2026-12-24"}""";

    [Fact]
    public async Task What_hinders_is_counted_once_with_its_fact_and_summed_up_by_day()
    {
        await using var shop = await CareShop.Open(engine);
        await shop.Tell(1, "payment.failed", 3, """{"method": "blik"}""");
        await shop.Tell(1, "payment.failed", 3, """{"method": "blik"}""");
        await shop.Tell(2, "payment.failed", 3, """{"method": "card"}""");
        await shop.Order(2, "A", 3);
        await shop.Order(3, "B", 3, OrderState.Refused, "mug");
        await shop.Order(3, "C", 3, OrderState.Cancelled);
        shop.Night();
        shop.Night();

        Assert.Equal((3, 2), Sum(shop, "payment", ""));
        Assert.Equal((2, 1), Sum(shop, "payment", "method:blik"));
        Assert.Equal((1, 1), Sum(shop, "refusal", "product:mug"));
        Assert.Equal((1, 1), Sum(shop, "refusal", "store:web"));
        Assert.Equal(3, Sum(shop, "orders", "").Times);

        await shop.Tell(4, "payment.failed", 3);
        shop.Night();
        Assert.Equal((4, 3), Sum(shop, "payment", ""));
    }

    /// <summary>A shop that begins with this room has no past, which is a look at every customer spared.</summary>
    [Fact]
    public async Task What_was_there_before_this_room_is_counted_to_the_same_sums()
    {
        await using var shop = await CareShop.Open(engine);
        await shop.Tell(1, "payment.failed", 3, """{"method": "blik"}""");
        await shop.Tell(1, "search.performed", 3, """{"query": "pods", "results": 0}""");
        await shop.Order(2, "B", 4, OrderState.Refused, "mug");
        var counted = Rows(shop);
        shop.Database.Write(transaction => transaction.Execute("DELETE FROM hindrance"));
        shop.Night();
        Assert.Empty(Rows(shop));

        shop.Database.Write(transaction => transaction.Execute("DELETE FROM care_work WHERE work = 'history'"));
        shop.Night();

        Assert.Equal(9, counted.Count);
        Assert.Equal(counted, Rows(shop));
    }

    [Fact]
    public async Task A_checkout_without_an_order_within_two_days_is_an_abandoned_basket()
    {
        await using var shop = await CareShop.Open(engine);
        await shop.Tell(1, "checkout.started", 10);
        await shop.Tell(2, "checkout.started", 10);
        await shop.Order(2, "A", 8);
        await shop.Tell(3, "checkout.started", 10);
        await shop.Order(3, "B", 7);
        await shop.Tell(4, "checkout.started", 2);
        await shop.Tell(5, "cart.abandoned", 10);
        shop.Night();

        Assert.Equal((3, 3), Sum(shop, "basket", ""));
        shop.Clock.Advance(TimeSpan.FromDays(1));
        shop.Night();
        Assert.Equal((4, 4), Sum(shop, "basket", ""));
    }

    [Fact]
    public async Task The_forgotten_are_not_counted_by_name()
    {
        await using var shop = await CareShop.Open(engine);
        await shop.Tell(1, "payment.failed", 3);
        var customer = shop.Database.QueryFirst<Guid>("SELECT customer_id FROM customer");
        await shop.Service<JournalIntake>().SubmitAsync(new EraseCustomer(new CustomerId(customer), "Olha"));

        Assert.Empty(Rows(shop));
    }

    [Fact]
    public async Task What_is_frequent_and_unusual_is_proposed_once_with_its_evidence_and_the_rest_is_not()
    {
        await using var shop = await CareShop.Open(engine);
        await FillShop(shop);

        Assert.Equal(3, shop.Night());
        Assert.Equal(0, shop.Night());
        var items = (await shop.Json("/api/v1/obstacles")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            ["payment method:blik", "refusal product:mug", "search query:pods"],
            items.Select(item => $"{item.GetProperty("kind").GetString()} {item.GetProperty("subject").GetString()}").Order(StringComparer.Ordinal));

        // Sixteen people failed to pay by BLIK lately, one of them once more before; each of them bought for 10.00 three times in the year.
        var payment = items.Single(item => item.GetProperty("kind").GetString() == "payment");
        Assert.Equal((17, 16, 480m), (payment.GetProperty("times").GetInt64(), payment.GetProperty("customers").GetInt64(), payment.GetProperty("atStake").GetDecimal()));
        Assert.Equal(("reported", "first_order", "regulars"), (Text(payment, "state"), Text(payment, "moment"), Text(payment, "openedBy")));
    }

    [Fact]
    public async Task What_nobody_judged_and_nobody_meets_any_more_fades_and_what_was_declined_stays_away()
    {
        await using var shop = await CareShop.Open(engine);
        await FillShop(shop);
        shop.Night();
        var refusal = (await shop.Json("/api/v1/obstacles")).GetProperty("items").EnumerateArray().Single(item => Text(item, "kind") == "refusal");
        await shop.Ask($"/api/v1/obstacles/{Text(refusal, "id")}/state", """{"state": "declined", "note": "Sold off next week."}""");

        Assert.Equal(0, shop.Night());
        shop.Clock.Advance(TimeSpan.FromDays(40));
        shop.Night();

        var states = (await shop.Json("/api/v1/obstacles")).GetProperty("items").EnumerateArray().ToDictionary(item => Text(item, "kind")!, item => Text(item, "state"));
        Assert.Equal(("declined", "faded", "faded"), (states["refusal"], states["payment"], states["search"]));
    }

    [Fact]
    public async Task An_obstacle_is_opened_once_for_its_key_and_worked_on_to_its_removal()
    {
        await using var shop = await CareShop.Open(engine);
        var (status, opened) = await shop.Ask("/api/v1/obstacles", Told, "one");
        var id = Text(opened, "id");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("reported", "Marek", "2026-12-24", "Olha"), (Text(opened, "state"), Text(opened, "owner"), Text(opened, "due"), Text(opened, "openedBy")));
        Assert.Equal(id, Text((await shop.Ask("/api/v1/obstacles", Told, "one")).Answer, "id"));
        Assert.Equal(HttpStatusCode.Conflict, (await shop.Ask("/api/v1/obstacles", Told.Replace("cash", "gold", StringComparison.Ordinal), "one")).Status);

        const string Accept = """{"state": "accepted", "note": "Yes."}""";
        Assert.Equal("accepted", Text((await shop.Ask($"/api/v1/obstacles/{id}/state", Accept, "two")).Answer, "state"));
        Assert.Equal("accepted", Text((await shop.Ask($"/api/v1/obstacles/{id}/state", Accept, "two")).Answer, "state"));
        Assert.Equal(2, shop.Database.QueryFirst<long>("SELECT count(*) FROM obstacle_entry"));
        var removed = (await shop.Ask($"/api/v1/obstacles/{id}/state", """{"state": "removed", "owner": ""}""")).Answer;
        Assert.Equal(("removed", "2026-11-22", null), (Text(removed, "state"), Text(removed, "removed"), Text(removed, "owner")));
        Assert.Equal(("too_early", "2026-12-21"), (Text(removed.GetProperty("effect"), "unavailable"), Text(removed.GetProperty("effect"), "from")));
        Assert.Equal(1, (await shop.Json("/api/v1/obstacles?state=removed&moment=delivery")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await shop.Json("/api/v1/obstacles?state=open")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_came_since_a_removal_is_compared_per_thousand_orders()
    {
        await using var shop = await CareShop.Open(engine);
        for (var day = 1; day <= 70; day++)
        {
            await shop.Order(day, $"O{day}", day);
        }

        // 30 days since the removal, 40 before it: 2 late parcels of 30 orders, and 10 of 39.
        foreach (var day in new[] { 5, 6, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49 })
        {
            await shop.Tell(day, "parcel.delivered", day, """{"promised": "2026-01-01", "delivered": "2026-01-05"}""");
        }

        shop.Night();
        var id = Text((await shop.Ask("/api/v1/obstacles", Told)).Answer, "id");
        var effect = (await shop.Ask($"/api/v1/obstacles/{id}/state", """{"state": "removed", "on": "2026-10-22"}""")).Answer.GetProperty("effect");

        Assert.Equal("orders", Text(effect, "per"));
        Assert.Equal(1000 * 10 / 39.0, effect.GetProperty("before").GetDouble(), 9);
        Assert.Equal(1000 * 2 / 30.0, effect.GetProperty("since").GetDouble(), 9);
        Assert.Equal((1000 * 2 / 30.0) - (1000 * 10 / 39.0), effect.GetProperty("difference").GetDouble(), 9);
        Assert.InRange(effect.GetProperty("difference").GetDouble(), effect.GetProperty("low").GetDouble(), effect.GetProperty("high").GetDouble());

        // Score limits 0.2431 above 2/30 and 0.1393 below 10/39, put together by the square root of the sum of squared distances.
        Assert.Equal(22.03, effect.GetProperty("high").GetDouble(), 2);
    }

    [Theory]
    [InlineData("""{"title": " ", "moment": "delivery"}""", "obstacle.title")]
    [InlineData("""{"title": "A", "moment": "never"}""", "obstacle.moment")]
    [InlineData("""{"title": "A", "moment": "delivery", "countedBy": "weather"}""", "obstacle.counted_by")]
    [InlineData("""{"title": "A", "moment": "delivery", "owner": "nobody@shop.example"}""", "obstacle.owner")]
    [InlineData("""{"title": "A", "moment": "delivery", "due": "soon"}""", "obstacle.due")]
    [InlineData("""{"title": "A", "moment": "delivery", "due": "2026-01-01"}""", "obstacle.due")]
    public async Task An_obstacle_that_says_too_little_is_refused(string body, string code)
    {
        await using var shop = await CareShop.Open(engine);

        var (status, problem) = await shop.Ask("/api/v1/obstacles", body);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (status, Text(problem, "code")));
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT count(*) FROM obstacle"));
    }

    [Theory]
    [InlineData("""{"state": "gone"}""", "obstacle.state")]
    [InlineData("""{"state": "faded"}""", "obstacle.state")]
    [InlineData("""{"state": "declined"}""", "obstacle.reason")]
    [InlineData("""{"state": "removed", "on": "2027-01-01"}""", "obstacle.on")]
    [InlineData("""{"state": "accepted", "on": "2026-01-01"}""", "obstacle.on")]
    public async Task A_change_that_cannot_be_is_refused_and_nothing_changes(string body, string code)
    {
        await using var shop = await CareShop.Open(engine);
        var id = Text((await shop.Ask("/api/v1/obstacles", Told)).Answer, "id");

        var (status, problem) = await shop.Ask($"/api/v1/obstacles/{id}/state", body);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (status, Text(problem, "code")));
        Assert.Equal("reported", Text(await shop.Json($"/api/v1/obstacles/{id}"), "state"));
    }

    [Fact]
    public async Task People_open_and_work_on_obstacles_by_forms_in_every_language()
    {
        await using var shop = await CareShop.Open(engine);
        await FillShop(shop);
        shop.Night();
        var wrong = await shop.Submit("/obstacles", ("title", ""), ("atMoment", "delivery"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Say in up to 120 characters", wrong.Body, StringComparison.Ordinal);
        var opened = await shop.Submit("/obstacles", ("title", "No bench at the stop"), ("atMoment", "discovery"), ("owner", "01990000-0000-7000-8000-000000000001"), ("due", "2026-12-01"));
        Assert.StartsWith("/obstacles/", opened.Address, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Submit(opened.Address!, ("state", "declined"), ("note", ""))).Status);
        Assert.Equal($"{opened.Address}?done=kept", (await shop.Submit(opened.Address!, ("state", "removed"), ("on", "2026-09-01"), ("note", "A bench was put there."))).Address);

        foreach (var language in new[] { "en", "ru", "uk", "pl" })
        {
            foreach (var address in new[] { "/obstacles", "/obstacles?state=all&moment=problem", "/obstacles?state=removed", opened.Address! }
                .Concat(shop.Database.Query<Guid>("SELECT obstacle_id FROM obstacle").Select(id => $"/obstacles/{id}")))
            {
                var page = await shop.Page(address, language);
                Assert.NotNull(page.QuerySelector("h1"));
                Assert.DoesNotContain("{0}", page.Body!.TextContent, StringComparison.Ordinal);
            }
        }

        shop.Service<Insights.ScoreRefresh>().Run(_ => { }, CancellationToken.None);
        Assert.NotNull((await shop.Page("/journey")).QuerySelector("a[href='/obstacles?state=open&moment=problem']"));
    }

    /// <summary>Forty people buy every month; lately sixteen cannot pay by BLIK, ten look for pods, and ten refuse the mug.</summary>
    private static async Task FillShop(CareShop shop)
    {
        for (var person = 0; person < 40; person++)
        {
            for (var month = 0; month < 3; month++)
            {
                await shop.Order(person, $"{person}-{month}", 5 + (30 * month));
            }
        }

        await shop.Tell(0, "payment.failed", 200, """{"method": "card"}""");
        await shop.Tell(0, "payment.failed", 60, """{"method": "blik"}""");
        for (var person = 0; person < 16; person++)
        {
            await shop.Tell(person, "payment.failed", 4 + person, """{"method": "blik"}""");
        }

        for (var person = 0; person < 10; person++)
        {
            await shop.Tell(person + 10, "search.performed", 4 + person, """{"query": "Pods", "results": 0}""");
            await shop.Tell(person + 10, "search.performed", 4 + person, $$"""{"query": "typo {{(char)('a' + person)}}", "results": 0}""");
            await shop.Tell(person + 10, "search.performed", 4 + person, """{"query": "tea", "results": 4}""");
            await shop.Order(person + 20, $"R{person}", 4 + person, OrderState.Refused, "mug");
        }
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private static (long Times, long Customers) Sum(CareShop shop, string kind, string subject) => shop.Database.QueryFirst<(long, long)>(
        "SELECT CAST(sum(times) AS bigint), CAST(sum(customers) AS bigint) FROM hindrance_day WHERE kind = @kind AND subject = @subject", new { kind, subject });

    private static List<(Guid Customer, string Kind, string Subject, int Day, long Times)> Rows(CareShop shop) =>
        shop.Database.Query<(Guid, string, string, int, long)>("SELECT customer_id, kind, subject, day, times FROM hindrance ORDER BY customer_id, kind, subject");
}

public sealed class SqliteObstacleTests() : ObstacleTests(Engine.Sqlite);

public sealed class PostgreSqlObstacleTests() : ObstacleTests(Engine.PostgreSql);
