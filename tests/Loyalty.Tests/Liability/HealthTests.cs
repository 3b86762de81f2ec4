using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Loyalty.Health;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Liability;

/// <summary>The health of a programme, by figures worked out by hand.</summary>
public abstract class HealthTests(Engine engine)
{
    [Fact]
    public async Task Figures_are_those_of_the_orders_and_the_points()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine, "2026-10-05");
        await shop.Publish(Programmes.Points(unit: """, "value": 0.1, "expiryDays": 20, "expectedRedemption": 0.5"""));
        (await shop.Order("anna", "1", 300)).Accepted();
        (await shop.Post("/api/v1/orders", new { number = "2", placedAt = "2026-10-05T09:00:00Z", lines = new[] { new { product = "thing", quantity = 1, unitPrice = 100 } } })).Accepted();
        (await shop.Redeem("anna", 120)).Accepted();
        shop.GoTo("2026-11-02");
        (await shop.Order("anna", "3", 50)).Accepted();

        var health = await Health(shop);

        Assert.Equal((1, 1, 0.777778m), (health["members"]!.GetValue<int>(), health["activeMembers"]!.GetValue<int>(), health["shareOfSales"]!.GetValue<decimal>()));
        var unit = health["units"]![0]!;
        Assert.Equal((decimal.Round(120m / 350m, 6), 0.6m), (unit["redemptionRate"]!.GetValue<decimal>(), unit["breakage"]!.GetValue<decimal>()));
        Assert.Equal((50m, 2.5m), (unit["outstanding"]!.GetValue<decimal>(), unit["liability"]!.GetValue<decimal>()));
        // October: 300 × 15 ÷ 315 = 14.29 deferred for 300 points of which 150 are expected; 120 used recognise 11.43.
        // November: 50 × 2.5 ÷ 52.5 = 2.38 more; of 16.67 for 175 expected, 120 used are 11.43: nothing more.
        Assert.Equal(
            ["14.29 11.43 2.86", "2.38 0.00 5.24"],
            unit["deferred"]!.AsArray().Select(month => string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{Amount(month, "deferred"):0.00} {Amount(month, "recognised"):0.00} {Amount(month, "remaining"):0.00}")));
        Assert.Equal("cost_unknown", health["cost"]!["missing"]!.GetValue<string>());
    }

    [Fact]
    public async Task Members_are_counted_once_a_day_or_when_asked_and_points_at_once()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        (await shop.Order("anna", "1", 10)).Accepted();
        Assert.Equal(1, (await Health(shop))["members"]!.GetValue<int>());

        (await shop.Order("boris", "2", 20)).Accepted();

        var before = await Health(shop);
        Assert.Equal((1, 30m), (before["members"]!.GetValue<int>(), before["units"]![0]!["outstanding"]!.GetValue<decimal>()));
        shop.Services.GetRequiredService<DueHealth>().Run();
        Assert.Equal(2, (await Health(shop))["members"]!.GetValue<int>());
        (await shop.Order("carl", "3", 20)).Accepted();
        shop.Services.GetRequiredService<DueHealth>().Run();
        Assert.Equal(2, (await Health(shop))["members"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_a_programme_there_is_no_health()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);

        Assert.Equal("programme.none", (await Health(shop))["code"]!.GetValue<string>());
    }

    private static decimal Amount(JsonNode? month, string name) => month![name]!.GetValue<decimal>();

    private static Task<JsonNode> Health(LoyaltyFixture shop) => shop.Get("/api/v1/loyalty/health");
}

/// <inheritdoc/>
public sealed class SqliteHealthTests() : HealthTests(Engine.Sqlite);

/// <inheritdoc/>
public sealed class PostgreSqlHealthTests() : HealthTests(Engine.PostgreSql);
