using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Liability;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Liability;

/// <summary>What a business owes in points, by figures worked out by hand.</summary>
public sealed class LiabilityTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    private static readonly PointUnit Unit = new() { Key = "points", Value = 0.012m, ExpectedRedemption = 0.8 };

    [Fact]
    public void Example_19_a_sale_is_split_between_the_goods_and_the_points_given_with_them() =>
        Assert.Equal((781.25m, 18.75m), DeferredRevenue.Split(800, 2_000, 0.012m, 0.8m, Euro));

    [Fact]
    public void Example_20_revenue_is_recognised_as_points_are_used_and_a_new_estimate_counts_for_all_of_them()
    {
        var whole = Currency.Of("JPY");

        var first = DeferredRevenue.Recognise(9_000, 4_500, 9_700, 0, whole);
        var second = DeferredRevenue.Recognise(9_000, 8_500, 9_900, first, whole);

        Assert.Equal((4_175m, 3_552m), (first, second));
    }

    [Fact]
    public void Everything_deferred_is_recognised_once_all_the_points_that_were_expected_are_used_and_never_more()
    {
        Assert.Equal(9_000, DeferredRevenue.Recognise(9_000, 9_700, 9_700, 0, Euro));
        Assert.Equal(9_000, DeferredRevenue.Recognise(9_000, 9_950, 9_700, 0, Euro));
        Assert.Equal(0, DeferredRevenue.Recognise(9_000, 0, 0, 0, Euro));
    }

    [Fact]
    public void A_sale_that_costs_nothing_defers_nothing() => Assert.Equal((0m, 0m), DeferredRevenue.Split(0, 0, 0.01m, 1, Euro));

    [Fact]
    public void Outstanding_points_count_at_their_value_and_expected_redemption_in_the_month_they_expire()
    {
        OutstandingPoints[] outstanding =
        [
            new(Day.Of(2026, 12, 31), 1_000, 500),
            new(null, 200, 0),
            new(Day.Of(2026, 12, 1), 250, 0),
            new(Day.Of(2027, 1, 1), 0, 400),
        ];

        var months = PointsLiability.ByExpiry(Unit, outstanding, 0.8m, Euro);

        // 1,750 × 0.012 × 0.8 = 16.80; 400 × 0.0096 = 3.84; 200 × 0.0096 = 1.92.
        Assert.Equal(
            [new ExpiryMonth(Day.Of(2026, 12, 1), 1_250, 500, 16.80m), new ExpiryMonth(Day.Of(2027, 1, 1), 0, 400, 3.84m), new ExpiryMonth(null, 200, 0, 1.92m)],
            months);
    }

    [Theory]
    [InlineData(300, 100, 0.75)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 50, 0)]
    public void Where_the_programme_says_nothing_the_share_used_of_what_was_used_or_expired_is_expected(int used, int expired, double share) => Assert.Equal(
        ((decimal)share, true),
        PointsLiability.ExpectedRedemption(Unit with { ExpectedRedemption = null }, [new MonthOfPoints(Day.Of(2026, 1, 1), 1_000, used, expired, 0)]));

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_address_tells_what_is_owed_and_what_became_of_points_month_by_month(Engine engine)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine, "2026-10-10");
        await shop.Publish(Programmes.Points(unit: """, "value": 0.1, "expiryMonths": 1, "expectedRedemption": 0.9"""));
        var anna = (await shop.Order("anna", "1", 100)).Accepted().Customer;
        var boris = (await shop.Adjust("boris", 40)).Accepted().Customer;
        (await shop.Redeem("anna", 30)).Accepted();
        shop.GoTo("2026-11-05");
        (await shop.Order("anna", "1", [("thing", 100)], placedAt: "2026-10-10T10:00:00Z", refunded: 20)).Accepted();
        (await shop.Post("/api/v1/points/transfers", new { customer = new { number = "anna" }, points = 10, to = boris })).Accepted();
        await shop.Deliver();
        (await shop.Order("anna", "2", 60)).Accepted();
        shop.GoTo("2026-11-12");
        (await shop.Adjust("boris", 1)).Accepted();

        var unit = (await shop.Get("/api/v1/loyalty/liability"))["units"]![0]!;

        // October: 140 given, 30 used. November: 61 given, 20 taken back, boris's 50 expired; anna's 40 wait for their posting and no longer count.
        Assert.Equal(
            """[{"month":"2026-10-01","issued":140,"used":30,"expired":0,"takenBack":0},{"month":"2026-11-01","issued":61,"used":0,"expired":50,"takenBack":20}]""",
            unit["byMonth"]!.ToJsonString());
        Assert.Equal("""[{"month":"2026-12-01","active":61,"pending":0,"liability":5.49}]""", unit["byExpiry"]!.ToJsonString());
        Assert.Equal((61m, 5.49m, 0.1m), (unit["outstanding"]!.GetValue<decimal>(), unit["liability"]!.GetValue<decimal>(), unit["breakage"]!.GetValue<decimal>()));
        Assert.Equal(60, await shop.Balance(anna));
    }
}
