using System.Text.Json;
using System.Text.Json.Nodes;
using Regulars.Loyalty.Tests.Challenges;
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
    public async Task Challenges_milestones_and_rules_about_other_facts_give_what_they_gave()
    {
        const string Prizes = """
            {"name": "Club", "units": [{"key": "points", "expiryMonths": 2}], "badges": [{"key": "star", "name": "Star"}],
             "rules": [{"key": "orders", "points": 1, "per": 1}, {"key": "review", "on": "review.written", "points": 5, "mostPerDay": 10}],
             "challenges": [{"key": "three", "goal": 3, "period": "month", "repeats": true, "prize": {"points": 30, "badge": "star"}},
                            {"key": "spend", "goal": 100, "measure": "money", "repeats": true, "prize": {"points": 7}},
                            {"key": "early", "goal": 2, "period": "sinceJoining", "days": 20, "prize": {"points": 11}},
                            {"key": "critic", "on": "review.written", "goal": 4, "prize": {"points": 13}}],
             "milestones": [{"key": "fifth", "kind": "order", "at": [5, 8], "prize": {"points": 20}}]}
            """;
        await using var shop = await LoyaltyFixture.OpenAsync(engine, "2026-01-10");
        await shop.Publish(Prizes);
        var random = new Random(12);
        for (var number = 0; number < 150; number++)
        {
            // The last thing that happens is an order: what comes after the last one is not tried.
            var isReview = number < 149 && random.Next(3) == 0;
            (isReview ? await shop.Fact($"c{random.Next(7)}", "review.written") : await shop.Order($"c{random.Next(7)}", $"{number}", random.Next(100, 6_000) / 100m)).Accepted();
            shop.Clock.Advance(TimeSpan.FromHours(random.Next(1, 30)));
        }

        var tried = (await Try(shop, Prizes))["tried"]!;

        Assert.Equal(shop.Database.QueryFirst<long>("SELECT CAST(-sum(issued) AS bigint) FROM points_account"), tried["units"]![0]!["given"]!.GetValue<decimal>());
        Assert.Equal(
            shop.Database.Query<(string Rule, long Points)>("SELECT rule, CAST(sum(points) AS bigint) FROM posting WHERE from_account = 0 AND rule = 'review' GROUP BY rule"),
            tried["rules"]!.AsArray().Where(rule => rule!["rule"]!.GetValue<string>() == "review").Select(rule => ("review", (long)rule!["points"]!.GetValue<decimal>())));
        var reached = shop.Database.Query<(string Key, long Times)>("SELECT achievement, count(*) FROM achievement WHERE is_held = 1 GROUP BY achievement ORDER BY achievement");
        Assert.Equal(5, reached.Count);
        Assert.Equal(
            reached,
            tried["prizes"]!.AsArray().Select(prize => (prize!["challenge"] is { } challenge ? $"challenge:{challenge}" : $"milestone:{prize["milestone"]}", prize["times"]!.GetValue<long>())).Order());
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
