using System.Text.Json;
using System.Text.Json.Nodes;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests;

/// <summary>A programme tried on the past says what it would have given had it been in force.</summary>
public abstract class BackTestTests(Engine engine)
{
    private const string Terms = """
        {"name": "Club", "units": [{"key": "points", "value": 0.01, "expectedRedemption": 0.5, "expiryMonths": 2}],
         "rules": [{"key": "orders", "points": 1, "per": 1, "mostPerDay": 120},
                   {"key": "first", "points": 50, "when": {"field": "order.first", "comparison": "is", "values": ["yes"]}},
                   {"key": "tea", "points": 3, "per": 2, "rounding": "nearest", "lines": {"field": "line.product", "comparison": "is", "values": ["tea"]}}],
         "levelSets": [{"key": "club", "measure": "money", "period": "ever", "levels": [{"key": "base"}, {"key": "gold", "from": 200, "multiplier": 1.5}]}]}
        """;

    [Fact]
    public async Task A_programme_tried_on_its_own_past_gives_what_it_gave()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine, "2026-01-10");
        await shop.Publish(Terms);
        var random = new Random(11);
        for (var number = 0; number < 120; number++)
        {
            var price = random.Next(1, 9_000) / 100m;
            var tea = random.Next(1, 2_000) / 100m;
            (await shop.Order($"c{random.Next(7)}", $"{number}", [("thing", price), ("tea", tea)])).Accepted();
            shop.Clock.Advance(TimeSpan.FromHours(random.Next(1, 30)));
        }

        var answer = await Try(shop, Terms);

        var given = shop.Database.QueryFirst<long>("SELECT CAST(-sum(issued) AS bigint) FROM points_account");
        Assert.Equal(given, answer["tried"]!["units"]![0]!["given"]!.GetValue<decimal>());
        Assert.Equal(given * 0.005m, answer["tried"]!["units"]![0]!["cost"]!.GetValue<decimal>());
        Assert.Equal(
            shop.Database.Query<(string Rule, long Points)>("SELECT rule, CAST(sum(points) AS bigint) FROM posting WHERE from_account = 0 GROUP BY rule ORDER BY rule"),
            answer["tried"]!["rules"]!.AsArray().Select(rule => (rule!["rule"]!.GetValue<string>(), (long)rule["points"]!.GetValue<decimal>())).Order());
        Assert.Equal(
            shop.Database.QueryFirst<long>("SELECT count(*) FROM level_standing WHERE place = 1"),
            answer["tried"]!["levels"]![1]!["members"]!.GetValue<long>());
        Assert.Equal(JsonSerializer.Serialize(answer["tried"]), JsonSerializer.Serialize(answer["present"]));
        Assert.Equal((0, 0), (answer["winners"]!.GetValue<long>(), answer["losers"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Trying_a_programme_leaves_no_trace_and_names_who_wins_and_loses()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Order("anna", "1", 100);
        await shop.Order("boris", "2", [("tea", 10)]);
        await shop.Publish(Programmes.Points(unit: """, "value": 1"""));

        var answer = await Try(shop, """{"name": "Tea", "units": [{"key": "points", "value": 1}], "rules": [{"key": "tea", "points": 3, "per": 1, "lines": {"field": "line.product", "comparison": "is", "values": ["tea"]}}]}""");

        Assert.Equal((1, 1), (answer["winners"]!.GetValue<long>(), answer["losers"]!.GetValue<long>()));
        Assert.Equal([20m, -100m], answer["most"]!.AsArray().Select(member => member!["more"]!.GetValue<decimal>()));
        Assert.Equal(1, answer["tried"]!["rules"]![0]!["whyNot"]!["nothingCounts"]!.GetValue<long>());
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT count(*) FROM posting"));
        Assert.Equal(1, shop.Database.QueryFirst<long>("SELECT count(*) FROM programme"));
    }

    [Fact]
    public async Task A_programme_that_cannot_be_meant_is_refused_with_its_place()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);

        var answer = await shop.Post("/api/v1/loyalty/back-test", JsonNode.Parse("""{"units": [{"key": "points"}], "rules": [{"key": "a", "points": 1, "when": {"field": "order.colour", "comparison": "is", "values": ["red"]}}]}""")!);

        Assert.Equal("criteria.field_unknown", answer.Code);
        Assert.Equal("rules[0].when.field", answer.Json["place"]!.GetValue<string>());
    }

    private static async Task<JsonNode> Try(LoyaltyFixture shop, string programme) =>
        (await shop.Post("/api/v1/loyalty/back-test", JsonNode.Parse(programme)!)).Accepted().Json;
}

public sealed class SqliteBackTestTests() : BackTestTests(Engine.Sqlite);

public sealed class PostgreSqlBackTestTests() : BackTestTests(Engine.PostgreSql);
