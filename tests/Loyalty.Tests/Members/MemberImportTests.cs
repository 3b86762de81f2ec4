using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Import;
using Regulars.Loyalty.Members;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Members;

/// <summary>Members and balances from another program: every point of the file is in the ledger once, or its line says why not.</summary>
public abstract class MemberImportTests(Engine engine)
{
    private const string Programme =
        """
        {"name": "Club", "units": [{"key": "points", "name": "Bonuses", "scale": 2, "expiryDays": 365}, {"key": "stars"}],
         "levelSets": [{"key": "club", "period": "rolling", "months": 12, "levels": [{"key": "first"}, {"key": "gold", "name": "Золото", "from": 100}]}]}
        """;

    private const string Russian =
        """
        Номер карты;Телефон;Почта;ФИО;Дата рождения;Вид баллов;Баланс;Действует до;Дата начисления;Уровень
        1001;+48 600 100 200;;Анна Ковальская;31.01.1990;;1 234,50;31.12.2026;20.11.2026;золото
        1002;;jan@example.com;Jan;;stars;7;;;
        1003;;;;;;0;;;
        1004;;;;;;-5;;;
        1005;;;;;;abc;;;
        1006;;;;;;10;01.01.2026;;
        1007;;;;;stars;1,5;;;
        1008;;;;;;3;;;platinum
        ;;;;;;4;;;
        """;

    [Fact]
    public async Task Columns_are_read_as_somebody_says_who_corrects_them()
    {
        await using var shop = await Open();
        var file = File("card,old points,new\n00001,7,9\n00002,8,11\n");
        var imports = Imports(shop);
        MemberColumn?[] told = [MemberColumn.Card, null, MemberColumn.Balance];
        Assert.NotNull(imports.Recognise(file).Refusal);

        var waiting = imports.Add(file, imports.Recognise(file, told), "test");
        var run = await imports.RunAsync(waiting.Id, file, "test", null, TestContext.Current.CancellationToken);

        Assert.Equal((2, 20m), (run.Totals.Taken, run.Totals.Units.Single().InLedger));
    }

    [Fact]
    public async Task A_file_in_another_language_is_recognised_and_nothing_is_written_before_it_is_begun()
    {
        await using var shop = await Open();
        (await shop.Post("/api/v1/customers", new { card = "1002" })).Accepted();

        var preview = Imports(shop).Recognise(File(Russian));

        Assert.Null(preview.Refusal);
        Assert.Equal(Enum.GetValues<MemberColumn>().Order(), preview.Columns.Select(column => column.Column!.Value).Order());
        Assert.Equal((9L, 1L, 2L, 6L), (preview.Rows, preview.Found, preview.New, preview.Rejected));
        Assert.Equal(
            ["5 members.below_zero", "6 members.balance", "7 members.expired", "8 members.decimals", "9 members.level", "10 members.nobody"],
            preview.FirstRejected.Select(row => $"{row.Line} {row.Code}"));
        Assert.Equal([new MemberUnitTotal("points", 1246.50m, 12.00m, null), new MemberUnitTotal("stars", 8.5m, 1.5m, null)], preview.Units);
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT count(*) FROM posting"));
    }

    [Fact]
    public async Task A_known_member_is_counted_once_however_many_there_are_and_however_they_are_known()
    {
        await using var shop = await Open();
        var file = "card,phone,email,points\n" + string.Concat(Enumerable.Range(1, 700).Select(number => $"{number:00000},+48600{number:000000},m{number}@example.com,1\n"));
        await Import(shop, file);

        var preview = Imports(shop).Recognise(File(file));

        Assert.Equal((700L, 700L, 0L), (preview.Rows, preview.Found, preview.New));
    }

    [Fact]
    public async Task Every_balance_becomes_a_lot_of_its_own_and_the_file_agrees_with_the_ledger()
    {
        await using var shop = await Open();

        var run = await Import(shop, Russian);

        Assert.Equal(("done", 3L, 6L, 0L), (run.State, run.Totals.Taken, run.Totals.Rejected, run.Totals.Differing));
        Assert.Equal([1234.50m, 7m], run.Totals.Units.Select(unit => unit.InLedger!.Value));
        Assert.All(run.Totals.Units, unit => Assert.Equal(0, unit.Difference));
        Assert.Equal(6, Imports(shop).Rejected(run.Id, 0).Count);
        var anna = Customer(shop, "1001");
        Assert.Equal(1234.50m, await shop.Balance(anna));
        Assert.Equal("gold", await shop.Level(anna));
        Assert.Equal("imported", (await shop.Postings(anna))[0]["reason"]!.GetValue<string>());
        Assert.Equal((20777, 20818), (shop.Database.QueryFirst<int>("SELECT earned_day FROM lot WHERE unit = 'points'"), shop.Database.QueryFirst<int>("SELECT last_day FROM lot WHERE unit = 'points'")));
        Assert.Equal(2, shop.Database.QueryFirst<long>("SELECT count(*) FROM lot"));
        Assert.Null(new LedgerVerifier(shop.Database).Verify().Fault);
    }

    [Fact]
    public async Task A_level_from_another_program_is_kept_until_its_time_is_over()
    {
        await using var shop = await Open();
        await Import(shop, Russian);
        var anna = Customer(shop, "1001");

        shop.GoDays(300);
        (await shop.Adjust("someone", 1)).Accepted();
        Assert.Equal("gold", await shop.Level(anna));
        shop.GoDays(100);
        Assert.Equal("first", await shop.Level(anna));
    }

    [Fact]
    public async Task A_file_imported_twice_changes_nothing_and_its_reconciliation_is_the_same()
    {
        await using var shop = await Open();

        var first = await Import(shop, Russian);
        var second = await Import(shop, Russian);

        Assert.Equal(first.Totals.Taken, second.Totals.Taken);
        Assert.Equal(first.Totals.Units, second.Totals.Units);
        Assert.Equal(2, shop.Database.QueryFirst<long>("SELECT count(*) FROM posting"));
    }

    [Fact]
    public async Task What_was_stopped_half_way_goes_on_and_counts_every_row_once()
    {
        await using var shop = await Open();
        var file = "card,points\n" + string.Concat(Enumerable.Range(1, 2_500).Select(row => $"{row:D6},{row % 7}\n"));
        var imports = Imports(shop);
        using var stop = new CancellationTokenSource();
        var waiting = imports.Add(File(file), imports.Recognise(File(file)), "test");

        await Assert.ThrowsAsync<OperationCanceledException>(() => imports.RunAsync(waiting.Id, File(file), "test", _ => stop.Cancel(), stop.Token));
        Assert.Equal(("running", 1_000L), (imports.Find(waiting.Id)!.State, imports.Find(waiting.Id)!.Totals.Rows));
        var again = imports.Add(File(file), imports.Recognise(File(file)), "test", resumes: true);
        var run = await imports.RunAsync(again.Id, File(file), "test", null, CancellationToken.None);

        Assert.Equal(waiting.Id, run.Id);
        Assert.Equal((2_500L, 2_500L, 0L), (run.Totals.Rows, run.Totals.Taken, run.Totals.Rejected));
        var unit = Assert.Single(run.Totals.Units);
        Assert.Equal((Enumerable.Range(1, 2_500).Sum(row => row % 7), 0m), (unit.InLedger, unit.Difference));
        Assert.Null(new LedgerVerifier(shop.Database).Verify().Fault);
    }

    [Fact]
    public async Task A_file_without_members_or_balances_is_refused_with_what_it_has()
    {
        await using var shop = await Open();

        Assert.Equal("members.no_identity", Imports(shop).Recognise(File("colour,points\nred,1\n")).Refusal!.Code);
        Assert.Equal("members.no_balance", Imports(shop).Recognise(File("card,colour\n1,red\n")).Refusal!.Code);
        Assert.Equal([MemberColumn.Card, null], Imports(shop).Recognise(File("card,colour\n1,red\n")).Columns.Select(column => column.Column));
    }

    [Fact]
    public async Task A_balance_that_the_ledger_lost_is_told_as_a_difference()
    {
        await using var shop = await Open();
        await Import(shop, "card,points\n1,5\n2,6\n");
        shop.Database.Write(transaction => transaction.Execute("UPDATE posting SET points = 4 WHERE points = 500"));

        var run = await Import(shop, "card,points\n1,5\n2,6\n");

        Assert.Equal(1, run.Totals.Differing);
        Assert.Equal(4.96m, Assert.Single(run.Totals.Units).Difference);
        Assert.Equal((2L, "members.differs"), (Imports(shop).Rejected(run.Id, 0)[0].Line, Imports(shop).Rejected(run.Id, 0)[0].Code));
    }

    private static MemberImport Imports(LoyaltyFixture shop) => shop.Services.GetRequiredService<MemberImport>();

    private static ImportSource File(string text) => ImportSource.FromBytes("members.csv", Encoding.UTF8.GetBytes(text));

    private static Guid Customer(LoyaltyFixture shop, string card) =>
        shop.Database.QueryFirst<Guid>("SELECT customer_id FROM identity_lookup WHERE kind = 2 AND value = @card", new { card });

    private static Task<MemberImportRun> Import(LoyaltyFixture shop, string text)
    {
        var imports = Imports(shop);
        var waiting = imports.Add(File(text), imports.Recognise(File(text)), "test");
        return imports.RunAsync(waiting.Id, File(text), "test", null, CancellationToken.None);
    }

    private async Task<LoyaltyFixture> Open()
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programme);
        return shop;
    }
}

/// <inheritdoc/>
public sealed class SqliteMemberImportTests() : MemberImportTests(Engine.Sqlite);

/// <inheritdoc/>
public sealed class PostgreSqlMemberImportTests() : MemberImportTests(Engine.PostgreSql);
