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
        var intake = shop.Services.GetRequiredService<JournalIntake>();
        for (var first = 0; first < Members; first += AtOnce)
        {
            var given = new List<Task<IntakeAnswer>>();
            for (var member = first; member < first + AtOnce; member++)
            {
                given.Add(await intake.SubmitBulkAsync(Adjust(member, Instant.Now(shop.Clock)), TestContext.Current.CancellationToken));
            }

            await Task.WhenAll(given);
        }

        shop.Services.GetRequiredService<PointsClock>().Look();
        shop.GoDays(1);
        shop.Services.GetRequiredService<PointsClock>().Look();
        shop.GoDays(1);
        shop.Services.GetRequiredService<PointsClock>().Look();
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
