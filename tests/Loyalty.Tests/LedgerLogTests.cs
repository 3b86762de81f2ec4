using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Log;
using Regulars.Storage;
using Regulars.Testing;
using Regulars.Transparency;

namespace Regulars.Loyalty.Tests;

/// <summary>Every posting can be verified by whoever holds its receipt, with tools that are not ours.</summary>
public abstract class LedgerLogTests(Engine engine, Oracle oracle)
{
    [Fact]
    public async Task A_receipt_proves_the_postings_it_carries()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", 42)).Accepted().Customer;
        Grow(shop);

        var receipt = Receipt.Parse(await ReceiptOf(shop, anna, 1)).Value;
        var (entry, statement) = LedgerStatement.Unpack(receipt.Extra.Span)!.Value;
        var key = VerifierKey.Parse((await shop.GetText("/log/key")).Trim()).Value;

        Assert.Null(receipt.Verify(entry, [key]).Refusal);
        Assert.Contains($"customer {anna}\n", statement);
        Assert.Contains("1 points issued active 42 1 earned ", statement);
        var changed = LedgerStatement.Commit(receipt.Extra.Span[..LedgerStatement.SaltSize], statement.Replace(" 42 ", " 43 ", StringComparison.Ordinal));
        Assert.NotNull(receipt.Verify(changed, [key]).Refusal);
    }

    [Fact]
    public async Task A_posting_changed_in_the_database_no_longer_fits_its_receipt()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", 42)).Accepted().Customer;
        Grow(shop);
        shop.Database.Write(transaction => transaction.Execute("UPDATE posting SET points = 420 WHERE posting = 1"));

        var receipt = Receipt.Parse(await ReceiptOf(shop, anna, 1)).Value;

        var key = VerifierKey.Parse((await shop.GetText("/log/key")).Trim()).Value;
        Assert.NotNull(receipt.Verify(LedgerStatement.Unpack(receipt.Extra.Span)!.Value.Entry, [key]).Refusal);
    }

    [Fact]
    public async Task An_independent_program_rebuilds_the_served_tree_and_verifies_a_receipt()
    {
        await using var shop = await Open();
        var customers = new List<Guid>();
        foreach (var batch in Enumerable.Range(0, 3))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => shop.Order($"c{number % 50}", $"{batch}-{number}", 10 + number)));
            customers.AddRange(answers.Select(answer => answer.Accepted().Customer));
            Grow(shop);
        }

        var folder = Directory.CreateTempSubdirectory("regulars-receipt-");
        try
        {
            var text = await ReceiptOf(shop, customers[17], 2);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "receipt"), text, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "receipt.leaf"), LedgerStatement.Unpack(Receipt.Parse(text).Value.Extra.Span)!.Value.Entry, TestContext.Current.CancellationToken);

            Assert.Equal((0, "verified 600 leaves served"), await oracle.ReadAsync(shop.Address + "/log", folder.FullName));
            shop.Database.Write(transaction => transaction.Execute("UPDATE log_entries SET entries = (SELECT entries FROM log_entries WHERE tile_index = 1) WHERE tile_index = 0"));
            Assert.Equal((1, "leaf 0: its entry does not hash to what tile/0 holds"), await oracle.ReadAsync(shop.Address + "/log", folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Tiles_beyond_the_signed_tree_are_not_there()
    {
        await using var shop = await Open();
        await shop.Order("anna", "1", 42);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes("/log/checkpoint")).Status);
        Grow(shop);

        Assert.Equal(HttpStatusCode.OK, (await shop.GetBytes("/log/tile/0/000.p/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes("/log/tile/0/000.p/2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes("/log/tile/0/000")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes("/log/tile/0/../../etc/passwd")).Status);
    }

    [Fact]
    public async Task A_posting_that_waits_for_its_place_says_when_to_ask_again()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", 42)).Accepted().Customer;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shop.GetBytes(PathOf(anna, 1))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes(PathOf(anna, 9))).Status);
    }

    [Fact]
    public async Task A_person_who_is_forgotten_leaves_the_tree_whole()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", 42)).Accepted().Customer;
        await shop.Order("boris", "2", 10);
        Grow(shop);
        var before = await shop.GetText("/log/checkpoint");

        await shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new EraseCustomer(new CustomerId(anna), "test"));
        Grow(shop);

        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes(PathOf(anna, 1))).Status);
        Assert.Equal(before, await shop.GetText("/log/checkpoint"));
        var tiles = LogTiles.Of(shop.Database, 1);
        Assert.Null(TreeVerifier.Verify(Checkpoint.Parse(SignedNote.Parse(before).Value.Text).Value, tiles, tiles, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task After_an_older_backup_is_restored_the_log_refuses_to_sign_until_it_is_continued()
    {
        await using var shop = await Open();
        var log = shop.Services.GetRequiredService<LedgerLog>();
        await shop.Order("anna", "1", 42);
        Grow(shop);
        var signed = await shop.GetText("/log/checkpoint");
        Copy(shop, restore: false);
        await shop.Order("boris", "2", 10);
        Grow(shop);
        var lost = await shop.GetText("/log/checkpoint");
        Copy(shop, restore: true);

        Grow(shop);
        Assert.Equal("log.smaller", log.Refusal!.Code);
        Assert.Equal(signed, await shop.GetText("/log/checkpoint"));

        var origin = log.Continue();
        Grow(shop);
        Assert.Null(log.Refusal);
        Assert.Equal($"{SignedNote.Parse(lost).Value.Text.Split('\n')[0]}/2", origin);
        var tiles = (ILogEntries)LogTiles.Of(shop.Database, 2);
        Assert.True(tiles.TryRead(new LogTile(0, 0, 1), out var entries));
        Assert.Equal(lost, System.Text.Encoding.UTF8.GetString(EntryBundle.Read(entries).Value[0].Span));
        Assert.Equal(signed, await shop.GetText("/log/1/checkpoint"));
    }

    private async Task<LoyaltyFixture> Open()
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        return shop;
    }

    /// <summary>Keeps the state of the log beside itself, or brings it back.</summary>
    private static void Copy(LoyaltyFixture shop, bool restore)
    {
        string[] tables = ["log_state", "log_tile", "log_entries"];
        shop.Database.Write(transaction =>
        {
            foreach (var table in tables)
            {
                if (restore)
                {
                    transaction.Execute($"DELETE FROM {table}");
                    transaction.Execute($"INSERT INTO {table} SELECT * FROM {table}_copy");
                }
                else
                {
                    transaction.Execute($"CREATE TABLE {table}_copy AS SELECT * FROM {table}");
                }
            }
        });
    }

    private static void Grow(LoyaltyFixture shop)
    {
        while (shop.Services.GetRequiredService<LedgerLog>().Grow(_ => { }) > 0)
        {
        }
    }

    private static string PathOf(Guid customer, long posting) => $"/api/v1/customers/{customer}/points/postings/{posting}/receipt";

    private static Task<string> ReceiptOf(LoyaltyFixture shop, Guid customer, long posting) => shop.GetText(PathOf(customer, posting));
}

public sealed class SqliteLedgerLogTests(Oracle oracle) : LedgerLogTests(Engine.Sqlite, oracle), IClassFixture<Oracle>;

public sealed class PostgreSqlLedgerLogTests(Oracle oracle) : LedgerLogTests(Engine.PostgreSql, oracle), IClassFixture<Oracle>;
