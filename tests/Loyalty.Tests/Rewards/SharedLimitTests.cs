using System.Net;
using Regulars.Loyalty.Tests.Rules;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rewards;

/// <summary>What everybody shares is never overrun by one, however many come at once.</summary>
public abstract class SharedLimitTests(Engine engine)
{
    protected Engine Engine { get; } = engine;

    [Fact]
    public async Task Fifty_at_once_take_the_ten_pieces_of_a_stock()
    {
        await using var shop = await Open(""", "stock": 10""");
        await shop.Give(10, Enumerable.Range(0, 50).Select(number => $"member{number}"));

        var answers = await RewardSteps.AtOnce(50, number => shop.Take($"member{number}"));

        Assert.Equal(10, answers.Count(answer => answer.Status is HttpStatusCode.OK));
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.OK), answer => Assert.Equal("reward.stock", answer.Code));
        Assert.Equal(10, shop.Database.QueryFirst<long>("SELECT used FROM shared_limit WHERE limit_key = 'stock:mug'"));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_budget_gives_what_is_left_of_it_and_no_more()
    {
        await using var shop = await Open("", """, "rules": [{"key": "orders", "points": 1, "per": 1, "budget": 100}]""");

        Assert.Equal(70, (await shop.Order("anna", "1", 70)).Accepted().Earned);
        Assert.Equal(30, (await shop.Order("boris", "2", 70)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("clara", "3", 70)).Accepted().EarnedOrNone());
        shop.CheckLedger();
    }

    [Fact]
    public async Task What_is_taken_back_goes_back_to_the_budget_and_an_order_keeps_what_it_has()
    {
        await using var shop = await Open("", """, "rules": [{"key": "orders", "points": 1, "per": 1, "budget": 100}]""");
        (await shop.Order("anna", "1", [("a", 40), ("b", 30)])).Accepted();
        (await shop.Order("boris", "2", 70)).Accepted();

        Assert.Equal(0, (await shop.Order("boris", "2", 90)).Accepted().EarnedOrNone());
        Assert.Equal(30, (await shop.Order("anna", "1", [("a", 40), ("b", 30), ("-b", 30)])).Accepted().TakenBack);
        Assert.Equal(20, (await shop.Order("clara", "3", 20)).Accepted().Earned);
        Assert.Equal(10, (await shop.Order("boris", "2", 91)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("clara", "4", 20)).Accepted().EarnedOrNone());
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_budget_for_facts_is_shared_too()
    {
        await using var shop = await Open("", """, "rules": [{"key": "reviews", "on": "review.written", "points": 20, "budget": 50}]""");

        var given = new List<decimal>();
        foreach (var customer in (string[])["anna", "boris", "clara", "daria"])
        {
            given.Add((await shop.Post("/api/v1/facts", new { kind = "review.written", customer = new { number = customer } })).Accepted().EarnedOrNone());
        }

        Assert.Equal([20, 20, 10, 0], given);
        shop.CheckLedger();
    }

    [Fact]
    public async Task Two_hundred_orders_at_once_spend_a_budget_exactly()
    {
        await using var shop = await Open("", """, "rules": [{"key": "orders", "points": 1, "per": 1, "budget": 1005}]""");

        var answers = await RewardSteps.AtOnce(200, number => shop.Order($"member{number}", $"{number}", 10));

        Assert.Equal(1005, answers.Sum(answer => answer.Accepted().EarnedOrNone()));
        Assert.Equal(1005, shop.Database.QueryFirst<long>("SELECT CAST(sum(active) AS bigint) FROM points_account"));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_trial_on_past_orders_spends_no_more_than_the_budget()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        await shop.Order("anna", "1", 70);
        await shop.Order("boris", "2", 70);

        var trial = await shop.Post("/api/v1/loyalty/back-test", System.Text.Json.Nodes.JsonNode.Parse(Programmes.Points().Replace("\"per\": 1", "\"per\": 1, \"budget\": 100", StringComparison.Ordinal))!);

        Assert.Equal(100, trial.Accepted().Json["tried"]!["rules"]![0]!["points"]!.GetValue<decimal>());
    }

    protected async Task<LoyaltyFixture> Open(string reward, string rest = "")
    {
        var shop = await LoyaltyFixture.OpenAsync(Engine);
        await shop.Publish(RewardSteps.Programme(reward, rest));
        return shop;
    }
}

public sealed class SqliteSharedLimitTests() : SharedLimitTests(Engine.Sqlite);

public sealed class PostgreSqlSharedLimitTests() : SharedLimitTests(Engine.PostgreSql)
{
    [Fact]
    public async Task Two_nodes_take_a_stock_and_a_pool_to_the_last_piece_and_not_one_more()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        await shop.Publish(Programmes.ByHand(rest: """, "rewards": [{"key": "mug", "cost": 10, "stock": 15}, {"key": "ticket", "kind": "voucher", "cost": 10, "stock": 12, "pool": "cinema"}]"""));
        (await shop.Post("/api/v1/loyalty/code-pools/cinema/codes", new { codes = Enumerable.Range(0, 10).Select(number => $"CODE{number}") })).Accepted();
        await using var other = await shop.OpenNodeAsync();
        await shop.Give(10, Enumerable.Range(0, 120).Select(number => $"member{number}"));

        var answers = await RewardSteps.AtOnce(120, number => (number % 2 == 0 ? shop : other).Take($"member{number}", number % 4 < 2 ? "mug" : "ticket"));

        var taken = answers.Where(answer => answer.Status is HttpStatusCode.OK).Select(answer => answer.Json["effects"]!["loyalty"]!["rewards"]![0]!["reward"]!.GetValue<string>()).ToList();
        Assert.Equal((15, 10), (taken.Count(reward => reward == "mug"), taken.Count(reward => reward == "ticket")));
        Assert.Equal(10, answers.SelectMany(answer => answer.Codes()).Distinct(StringComparer.Ordinal).Count());
        shop.CheckLedger();
    }

    [Fact]
    public async Task Two_nodes_spend_a_budget_exactly_while_orders_are_returned()
    {
        await using var shop = await Open("", """, "rules": [{"key": "orders", "points": 1, "per": 1, "budget": 1005}]""");
        await using var other = await shop.OpenNodeAsync();

        await RewardSteps.AtOnce(200, number => (number % 2 == 0 ? shop : other).Order($"member{number}", $"{number}", 10));
        await RewardSteps.AtOnce(200, number => number % 3 == 0
            ? (number % 2 == 0 ? shop : other).Order($"member{number}", $"{number}", 10, state: "cancelled")
            : (number % 2 == 0 ? shop : other).Order($"member{number}", $"more{number}", 10));

        Assert.InRange(Used(), 0, 1005);
        Assert.Equal(Used(), Given());

        // What was given back after the last order had come is there for the next ones.
        await RewardSteps.AtOnce(100, number => (number % 2 == 0 ? shop : other).Order($"member{number}", $"last{number}", 10));

        Assert.Equal((1005, 1005), (Used(), Given()));
        shop.CheckLedger();

        long Used() => shop.Database.QueryFirst<long>("SELECT used FROM shared_limit WHERE limit_key = 'budget:orders'");
        long Given() => shop.Database.QueryFirst<long>("SELECT CAST(sum(active + debt) AS bigint) FROM points_account");
    }
}
