using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Due;

/// <summary>A million lots in one night.</summary>
public sealed class ManyDueTests
{
    private const int Members = 1_000_000;

    private const int AtOnce = 20_000;

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_million_lots_expire_in_a_night_and_the_ledger_agrees()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite);
        await shop.Publish(Programmes.ByHand(""", "expiryDays": 1"""));
        await GiveAsync(shop, Members);
        GoDays(shop, 2);
        var begun = Stopwatch.GetTimestamp();
        var settled = await shop.Services.GetRequiredService<DuePoints>().RunAsync(() => true, TestContext.Current.CancellationToken);
        var took = Stopwatch.GetElapsedTime(begun);

        begun = Stopwatch.GetTimestamp();
        var verdict = new LedgerVerifier(shop.Database).Verify();
        var verified = Stopwatch.GetElapsedTime(begun);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{settled} lots expired at {settled / took.TotalSeconds:0} a second; {verdict.Postings} postings verified in {verified.TotalSeconds:0.0} s"));
        Assert.Equal(Members, settled);
        Assert.Null(verdict.Fault);
        Assert.Equal(2 * Members, verdict.Postings);
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT count(*) FROM lot WHERE active > 0"));
    }

    [Fact]
    public async Task Members_whose_points_expire_on_two_days_are_counted_once_where_one_batch_does_not_hold_them()
    {
        const int Some = 1_100;
        await using var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite);
        await shop.Publish(Programmes.ByHand(""", "expiryDays": 2"""));
        await GiveAsync(shop, Some);
        GoDays(shop, 1);
        await GiveAsync(shop, Some);
        GoDays(shop, 3);

        Assert.Equal(Some, await shop.Services.GetRequiredService<DuePoints>().RunAsync(() => true, TestContext.Current.CancellationToken));
        Assert.Equal(2 * Some, shop.Database.QueryFirst<long>("SELECT count(*) FROM lot WHERE active = 0 AND expired = granted"));
    }

    private static async Task GiveAsync(LoyaltyFixture shop, int members)
    {
        var intake = shop.Services.GetRequiredService<JournalIntake>();
        foreach (var some in Enumerable.Range(0, members).Chunk(AtOnce))
        {
            var given = new List<Task<IntakeAnswer>>();
            foreach (var member in some)
            {
                given.Add(await intake.SubmitBulkAsync(Adjust(member, Instant.Now(shop.Clock)), TestContext.Current.CancellationToken));
            }

            await Task.WhenAll(given);
        }
    }

    /// <summary>Day by day, as a clock goes that is believed.</summary>
    private static void GoDays(LoyaltyFixture shop, int days)
    {
        var clock = shop.Services.GetRequiredService<PointsClock>();
        clock.Look();
        for (var day = 0; day < days; day++)
        {
            shop.GoDays(1);
            clock.Look();
        }
    }

    private static RecordFact Adjust(int member, Instant now) => new(
        new FactInput
        {
            Kind = PointsFacts.Adjusted,
            Source = "test",
            OccurredAt = now,
            Customer = new CustomerInput { Identities = [new IdentityInput(IdentityKind.Number, member.ToString(CultureInfo.InvariantCulture))] },
            Content = new PointsCommand { Points = 10, Reason = "test" }.Write(),
        },
        IsOwn: true);
}
