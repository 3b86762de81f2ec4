using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Verification;
using Regulars.Storage;
using static Regulars.Loyalty.Tests.Till.AllowanceSteps;

namespace Regulars.Loyalty.Tests.Till;

/// <summary>An allowance outlives what happens to its member meanwhile, and the ledger agrees whatever happens.</summary>
public abstract class AllowanceLifeTests(Engine engine)
{
    [Fact]
    public async Task An_allowance_of_a_record_that_was_merged_since_is_taken_from_the_person()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 40);
        var ania = await Join(shop, "ania", 100);
        var allowance = await Give(shop, ania, 60);
        var intake = shop.Services.GetRequiredService<JournalIntake>();
        await intake.SubmitAsync(new LinkCustomers(new CustomerId(ania), new CustomerId(anna), "test"));

        Assert.Equal(("taken", 35, null), Told((await Take(shop, allowance, "1", 25)).Item));
        Assert.Equal(80, await shop.Balance(anna));
        Assert.Equal("points.not_enough", (await shop.Redeem("anna", 81)).Code);
        await intake.SubmitAsync(new UnlinkCustomer(new CustomerId(ania), "test"));
        Assert.Equal(("taken", 0, 5), Told((await Take(shop, allowance, "2", 30, close: true)).Item));

        Assert.Equal((85, 0), (await shop.Balance(anna), await shop.Balance(ania)));
        Assert.Equal((60, 55), Numbers(shop, allowance));
        CheckBooks(shop);
    }

    [Theory]
    [InlineData("UPDATE allowance_lookup SET taken = taken - 1")]
    [InlineData("UPDATE allowance_lookup SET taken = taken + 1")]
    public async Task What_is_noted_as_taken_is_held_against_what_tills_told(string damage)
    {
        await using var shop = await Open(engine);
        var allowance = await Give(shop, await Join(shop, "anna", 100), 60);
        await Take(shop, allowance, "1", 20);
        await Take(shop, allowance, "2", 10);
        CheckBooks(shop);

        shop.Database.Write(transaction => transaction.Execute(damage));

        var fault = new LedgerVerifier(shop.Database).Verify().Fault;
        Assert.Equal(("allowance_lookup", allowance["id"]!.GetValue<string>(), "taken", "30"), (fault?.Table, fault?.Row, fault?.Column, fault?.Expected));
    }

    [Fact]
    public async Task What_was_promised_to_a_merged_record_is_not_lost_to_the_persons_debt()
    {
        await using var shop = await Open(engine);
        var anna = (await shop.Order("anna", "1", 30)).Accepted().Customer;
        (await shop.Redeem("anna", 30)).Accepted();
        var ania = await Join(shop, "ania", 60);
        var allowance = await Give(shop, ania);
        await shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new LinkCustomers(new CustomerId(ania), new CustomerId(anna), "test"));
        (await shop.Order("anna", "1", [("thing", 30), ("-thing", 30)])).Accepted();
        Assert.Equal(-30, await shop.Balance(anna));

        Assert.Equal(("taken", 0, null), Told((await Take(shop, allowance, "1", 60)).Item));

        Assert.Equal(-30, await shop.Balance(anna));
        CheckBooks(shop);
    }

    [Fact]
    public async Task Of_a_forgotten_member_nothing_is_taken_and_the_points_do_not_stay_reserved()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        await Take(shop, allowance, "1", 10);
        await shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new EraseCustomer(new CustomerId(anna), "test"));

        Assert.Equal(("refused", "customer.unknown"), Refused((await Take(shop, allowance, "1", 10)).Item));
        Assert.Equal(("refused", "customer.unknown"), Refused((await Take(shop, allowance, "2", 10)).Item));
        Assert.Equal("customer.unknown", (await shop.Delete($"/api/v1/till/allowances/{allowance["id"]}")).Code);
        shop.GoDays(2);
        await shop.Services.GetRequiredService<DuePoints>().RunAsync(() => true, TestContext.Current.CancellationToken);

        Assert.Equal((60, 10), Numbers(shop, allowance));
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT count(*) FROM points_hold"));
        CheckBooks(shop);
    }

    [Fact]
    public async Task What_a_program_captures_of_the_hold_counts_for_the_allowance_too()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);

        (await shop.Post($"/api/v1/points/holds/{allowance["id"]}/capture", new { customer = new { id = anna }, points = 50 })).Accepted();

        Assert.Equal(("refused", "allowance.too_much"), Refused((await Take(shop, allowance, "1", 11)).Item));
        Assert.Equal("late", Status((await Take(shop, allowance, "2", 10)).Item));
        Assert.Equal((60, 60), Numbers(shop, allowance));
        CheckBooks(shop);
    }

    [Fact]
    public void Whatever_happens_all_that_was_issued_was_taken_or_given_back() => Prop.ForAll(Gen.Choose(0, 9_999).ArrayOf(30).ToArbitrary(), steps =>
        Live(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(engine is Engine.Sqlite ? 10 : 3));

    private async Task Live(int[] steps)
    {
        await using var shop = await Open(engine);
        var members = new[] { await Join(shop, "anna", 150), await Join(shop, "ania", 90) };
        var given = new List<(JsonNode Allowance, string Told)>();
        var taken = new Dictionary<string, decimal>();
        foreach (var (place, step) in steps.Index())
        {
            var (kind, amount) = (step % 10, 1 + (step / 10 % 60));
            var member = members[step / 600 % 2];
            switch (kind)
            {
                case 0 or 1 when await GiveAnswer(shop, member, $"give {place}", amount, 1 + (amount % 30)) is { Status: HttpStatusCode.OK } made:
                    given.Add((made.Json, shop.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)));
                    break;
                case 2 or 3 or 4 or 5 when given.Count > 0:
                    var (allowance, at) = given[step / 10 % given.Count];
                    var key = $"{place % 12}";
                    var item = (await Take(shop, allowance, key, amount, takenAt: at, close: kind == 5)).Item;
                    if (Status(item) is "taken" or "late")
                    {
                        taken[$"{allowance["id"]} {key}"] = item["points"]!.GetValue<decimal>();
                    }

                    break;
                case 6 when given.Count > 0:
                    (await shop.Delete($"/api/v1/till/allowances/{given[step / 10 % given.Count].Allowance["id"]}")).Accepted();
                    break;
                case 7:
                    await shop.Redeem(amount % 2 == 0 ? "anna" : "ania", amount);
                    break;
                case 8:
                    shop.Clock.Advance(TimeSpan.FromHours(amount % 12));
                    break;
                case 9 when amount < 20:
                    var link = new LinkCustomers(new CustomerId(members[1]), new CustomerId(members[0]), "test");
                    await shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(link);
                    break;
                default:
                    (await shop.Adjust("anna", amount)).Accepted();
                    break;
            }

            CheckBooks(shop);
        }

        Assert.Equal(taken.Values.Sum(), shop.Database.QueryFirst<long>("SELECT CAST(coalesce(sum(taken), 0) AS bigint) FROM allowance_lookup"));
        foreach (var (allowance, _) in given)
        {
            (await shop.Delete($"/api/v1/till/allowances/{allowance["id"]}")).Accepted();
        }

        // Those that ended by their time are released by the night.
        await shop.Services.GetRequiredService<DuePoints>().RunAsync(() => true, CancellationToken.None);
        CheckBooks(shop);
        Assert.Equal(Sum(shop, "to_account = 3"), Sum(shop, "from_account = 3"));
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT count(*) FROM points_hold"));
    }
}

public sealed class SqliteAllowanceLifeTests() : AllowanceLifeTests(Engine.Sqlite);

public sealed class PostgreSqlAllowanceLifeTests() : AllowanceLifeTests(Engine.PostgreSql);
