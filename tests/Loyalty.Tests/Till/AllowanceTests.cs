using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Loyalty.Due;
using Regulars.Storage;
using Regulars.Transparency;
using static Regulars.Loyalty.Tests.Till.AllowanceSteps;

namespace Regulars.Loyalty.Tests.Till;

/// <summary>What a till takes without the program was promised before, is settled once, and never overdraws anybody.</summary>
public abstract class AllowanceTests(Engine engine)
{
    [Fact]
    public async Task An_allowance_is_taken_in_parts_and_what_is_left_is_given_back()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        Assert.Equal(40, await shop.Balance(anna));

        Assert.Equal(("taken", 35, null), Told((await Take(shop, allowance, "1", 25)).Item));
        Assert.Equal(("taken", 25, null), Told((await Take(shop, allowance, "2", 10)).Item));
        Assert.Equal(("refused", "allowance.too_much"), Refused((await Take(shop, allowance, "3", 26)).Item));
        Assert.Equal(40, await shop.Balance(anna));
        Assert.Equal(("taken", 0, 20), Told((await Take(shop, allowance, "4", 5, close: true)).Item));

        Assert.Equal(60, await shop.Balance(anna));
        CheckBooks(shop);
        Assert.Equal((60, 40), Numbers(shop, allowance));
    }

    [Fact]
    public async Task What_is_not_told_is_all_that_can_be_used_for_a_day()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 70);

        var allowance = await Give(shop, anna);

        Assert.Equal((70, "2026-11-23T10:00:00Z"), (allowance["points"]!.GetValue<decimal>(), allowance["endsAt"]!.GetValue<string>()));
        Assert.Equal("points.not_enough", (await GiveAnswer(shop, anna, "again")).Code);
        Assert.Equal("points.not_enough", (await shop.Redeem("anna", 1)).Code);
        Assert.Equal("points.not_enough", (await GiveAnswer(shop, anna, "more", 71)).Code);
        Assert.Equal("allowance.hours", (await GiveAnswer(shop, anna, "long", hours: 73)).Code);
        Assert.Equal("request.key_missing", (await GiveAnswer(shop, anna, null)).Code);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_signed_text_and_reserves_once()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var first = (await GiveAnswer(shop, anna, "key", 60)).Accepted();
        shop.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, await GiveAnswer(shop, anna, "key", 60));
        var other = await GiveAnswer(shop, anna, "key", 61);

        Assert.Equal((HttpStatusCode.Conflict, "request.key_reused"), (other.Status, other.Code));
        Assert.Equal(40, await shop.Balance(anna));
    }

    [Fact]
    public async Task A_till_verifies_the_text_with_the_public_key_alone()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60, hours: 2);
        var key = VerifierKey.Parse(await shop.GetText("/log/key")).Value;

        var verified = SignedNote.Parse(Text(allowance)).Value.Verify([key]).Value;

        Assert.Equal(
            $"regulars-allowance-v1\nallowance {allowance["id"]}\ncustomer {anna}\nunit points\npoints 60\nissued 2026-11-22T10:00:00Z\nends 2026-11-22T12:00:00Z\n",
            verified.Text);
    }

    [Theory]
    [InlineData("points 60", "points 600")]
    [InlineData("ends 2026-11-23", "ends 2026-11-24")]
    [InlineData("unit points", "unit stars")]
    [InlineData("\n\n", "\nmore\n\n")]
    [InlineData("— ", "- ")]
    public async Task A_changed_text_is_refused(string part, string other)
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        var text = Text(allowance);
        Assert.Contains(part, text, StringComparison.Ordinal);
        allowance["text"] = text.Replace(part, other, StringComparison.Ordinal);

        Assert.Equal(("refused", "allowance.forged"), Refused((await Take(shop, allowance, "1", 10)).Item));
        Assert.Equal(40, await shop.Balance(anna));
    }

    [Fact]
    public async Task Neither_a_strangers_signature_nor_a_checkpoint_is_an_allowance()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        var text = SignedNote.Parse(Text(allowance)).Value.Text;
        using var stranger = SigningKey.Generate("regulars.invalid/other").Value;
        using var namesake = SigningKey.Generate(VerifierKey.Parse(await shop.GetText("/log/key")).Value.Name).Value;
        shop.Services.GetRequiredService<Log.LedgerLog>().Grow(_ => { });

        var others = new[] { stranger, namesake }.Select(key => SignedNote.Sign(text, key).Value.ToString());
        foreach (var note in (string[])[.. others, await shop.GetText("/log/checkpoint"), "", text])
        {
            allowance["text"] = note;
            Assert.Equal(("refused", "allowance.forged"), Refused((await Take(shop, allowance, "1", 10)).Item));
        }

        Assert.Equal(40, await shop.Balance(anna));
    }

    [Fact]
    public async Task A_part_told_again_is_taken_once_and_another_one_under_its_key_is_refused()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        var first = await Take(shop, allowance, "1", 25);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Take(shop, allowance, "1", 25)));
        shop.GoDays(2);

        Assert.All(answers, answer => Assert.Equal(first.Answer, answer.Answer));
        Assert.Equal(first.Answer, (await Take(shop, allowance, "1", 25, takenAt: "2026-11-22T10:00:00Z")).Answer);
        Assert.Equal(("refused", "request.key_reused"), Refused((await Take(shop, allowance, "1", 26, takenAt: "2026-11-22T10:00:00Z")).Item));
        Assert.Equal((60, 25), Numbers(shop, allowance));
        Assert.Equal(75, await shop.Balance(anna));
    }

    [Fact]
    public async Task Tills_with_the_same_allowance_never_take_more_than_it_holds_together()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 200);
        var allowance = await Give(shop, anna, 60);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(till => Take(shop, allowance, $"till {till}", 25)));

        Assert.Equal(2, answers.Count(answer => Status(answer.Item) == "taken"));
        Assert.All(answers.Where(answer => Status(answer.Item) != "taken"), answer => Assert.Equal(("refused", "allowance.too_much"), Refused(answer.Item)));
        shop.GoDays(2);
        var late = await Task.WhenAll(Enumerable.Range(0, 3).Select(till => Take(shop, allowance, $"late {till}", 10, takenAt: "2026-11-22T12:00:00Z")));
        Assert.Equal(1, late.Count(answer => Status(answer.Item) == "late"));
        Assert.Equal((60, 60), Numbers(shop, allowance));
        Assert.Equal(140, await shop.Balance(anna));
        CheckBooks(shop);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_the_end_a_part_is_taken_where_there_is_enough(bool isSettledByNight)
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        shop.Clock.Advance(TimeSpan.FromHours(24));
        if (isSettledByNight)
        {
            await shop.Services.GetRequiredService<DuePoints>().RunAsync(() => true, TestContext.Current.CancellationToken);
            Assert.Equal(100, await shop.Balance(anna));
        }

        var (answer, item) = await Take(shop, allowance, "1", 50, takenAt: "2026-11-23T09:59:59Z");

        Assert.Equal(("late", 0), (Status(item), item["left"]!.GetValue<decimal>()));
        Assert.Equal(answer, (await Take(shop, allowance, "1", 50, takenAt: "2026-11-23T09:59:59Z")).Answer);
        Assert.Equal(50, await shop.Balance(anna));
        Assert.Equal(("refused", "allowance.too_much"), Refused((await Take(shop, allowance, "2", 11, takenAt: "2026-11-23T09:00:00Z")).Item));
        CheckBooks(shop);
    }

    [Fact]
    public async Task After_the_end_a_part_is_refused_where_there_is_not_enough_and_the_loss_is_told()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        shop.Clock.Advance(TimeSpan.FromHours(25));
        (await shop.Redeem("anna", 70)).Accepted();

        var item = (await Take(shop, allowance, "1", 50, takenAt: "2026-11-23T09:00:00Z")).Item;

        Assert.Equal(("refused", "allowance.not_enough"), Refused(item));
        Assert.Equal(30, item["usable"]!.GetValue<decimal>());
        Assert.Contains("50 were taken, and 30 can be used", item["problem"]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(30, await shop.Balance(anna));
        Assert.Equal("late", Status((await Take(shop, allowance, "2", 30, takenAt: "2026-11-23T09:00:00Z")).Item));
        Assert.Equal(0, await shop.Balance(anna));
        CheckBooks(shop);
    }

    [Theory]
    [InlineData("2026-11-23T10:00:01Z", "allowance.taken_after_end")]
    [InlineData("2026-11-22T08:59:59Z", "allowance.taken_before")]
    [InlineData("2026-11-22T11:00:01Z", "allowance.taken_ahead")]
    [InlineData("yesterday", "field.missing")]
    public async Task What_was_taken_outside_the_allowances_time_is_refused(string takenAt, string code)
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        if (code == "allowance.taken_after_end")
        {
            shop.GoDays(2);
        }

        Assert.Equal(("refused", code), Refused((await Take(shop, allowance, "1", 10, takenAt: takenAt)).Item));
        Assert.Equal((60, 0), Numbers(shop, allowance));
    }

    [Fact]
    public async Task Ending_an_allowance_gives_back_what_was_not_taken_once()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        await Take(shop, allowance, "1", 25);

        var ended = (await shop.Delete($"/api/v1/till/allowances/{allowance["id"]}")).Accepted();

        Assert.Equal(35, ended.Json["givenBack"]!.GetValue<decimal>());
        Assert.Equal(ended, await shop.Delete($"/api/v1/till/allowances/{allowance["id"]}"));
        Assert.Equal(75, await shop.Balance(anna));
        Assert.Equal((HttpStatusCode.NotFound, "allowance.unknown"), await Unknown(shop));
        Assert.Equal("late", Status((await Take(shop, allowance, "2", 35)).Item));
        Assert.Equal(40, await shop.Balance(anna));
        CheckBooks(shop);
    }

    [Fact]
    public async Task An_allowance_that_ended_by_itself_gives_nothing_back_again()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var allowance = await Give(shop, anna, 60);
        shop.GoDays(2);

        Assert.Equal(0, (await shop.Delete($"/api/v1/till/allowances/{allowance["id"]}")).Accepted().Json["givenBack"]!.GetValue<decimal>());
        Assert.Equal(100, await shop.Balance(anna));
    }

    [Fact]
    public async Task A_settlement_that_closes_takes_its_items_in_their_order_and_ends_their_allowances()
    {
        await using var shop = await Open(engine);
        var anna = await Join(shop, "anna", 100);
        var boris = await Join(shop, "boris", 50);
        var (first, second) = (await Give(shop, anna, 60), await Give(shop, boris));

        var answer = (await Settle(shop, [Item(first, "1", 10), Item(second, "2", 50), Item(first, "3", 30), Item(second, "4", 1)], close: true)).Accepted();

        Assert.Equal(["taken", "taken", "taken", "refused"], answer.Json["items"]!.AsArray().Select(item => Status(item!)));
        Assert.Equal([20m, 0m], answer.Json["closed"]!.AsArray().Select(closed => closed!["givenBack"]!.GetValue<decimal>()));
        Assert.Equal((60, 0), (await shop.Balance(anna), await shop.Balance(boris)));
        CheckBooks(shop);
    }

    [Fact]
    public async Task A_settlement_has_one_to_a_hundred_items()
    {
        await using var shop = await Open(engine);
        var allowance = await Give(shop, await Join(shop, "anna", 100), 60);

        Assert.Equal("settlement.items", (await Settle(shop, [])).Code);
        Assert.Equal("settlement.items", (await Settle(shop, Enumerable.Range(0, 101).Select(number => Item(allowance, $"{number}", 1)))).Code);
        Assert.Equal((60, 0), Numbers(shop, allowance));
    }
}

public sealed class SqliteAllowanceTests() : AllowanceTests(Engine.Sqlite);

public sealed class PostgreSqlAllowanceTests() : AllowanceTests(Engine.PostgreSql);
