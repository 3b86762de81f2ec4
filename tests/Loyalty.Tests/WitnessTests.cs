using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Loyalty.Contracts;
using Regulars.Loyalty.Log;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Tests;

/// <summary>Witnesses sign what the log signed after making sure that it only grew, and receipts carry their signatures.</summary>
public abstract class WitnessTests(Engine engine)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_receipt_carries_the_signatures_of_witnesses_who_follow_the_log_as_it_grows()
    {
        await using var shop = await Open();
        await using var first = await Witness(shop, "witness.example/one");
        await using var second = await Witness(shop, "witness.example/two");
        var anna = (await shop.Order("anna", "1", 42)).Accepted().Customer;
        Assert.Equal(2, await Grow(shop));
        await Task.WhenAll(Enumerable.Range(2, 300).Select(number => shop.Order($"c{number % 7}", $"{number}", 10)));
        Assert.Equal(2, await Grow(shop));

        var receipt = await shop.GetText($"/api/v1/customers/{anna}/points/postings/1/receipt");
        var key = await shop.GetText("/log/key");
        var verified = ReceiptVerification.Verify(receipt, key, first.Verifier.ToString(), second.Verifier.ToString()).Value;

        Assert.Equal([("witness.example/one", Now.ToUnixTimeSeconds()), ("witness.example/two", Now.ToUnixTimeSeconds())], verified.Witnesses.Select(witness => (witness.Name, witness.TimeSeconds)).Order());
        Assert.Equal(301, verified.Size);
        Assert.Equal(await shop.GetText("/log/witnessed"), await shop.GetText("/log/checkpoint"));
        Assert.False(shop.Services.GetRequiredService<WitnessRound>().IsWanted);
    }

    [Fact]
    public async Task A_posting_that_no_witness_saw_yet_is_proved_by_the_log_alone()
    {
        await using var shop = await Open();
        await using var witness = await Witness(shop, "witness.example/one");
        var anna = (await shop.Order("anna", "1", 42)).Accepted().Customer;
        await Grow(shop);
        await shop.Order("anna", "2", 10);
        shop.Services.GetRequiredService<LedgerLog>().Grow(_ => { });
        var key = await shop.GetText("/log/key");

        var seen = await shop.GetText($"/api/v1/customers/{anna}/points/postings/1/receipt");
        var unseen = await shop.GetText($"/api/v1/customers/{anna}/points/postings/2/receipt");

        Assert.Single(ReceiptVerification.Verify(seen, key, witness.Verifier.ToString()).Value.Witnesses);
        Assert.Empty(ReceiptVerification.Verify(unseen, key).Value.Witnesses);
        Assert.Equal("receipt.not_witnessed", ReceiptVerification.Verify(unseen, key, witness.Verifier.ToString()).Refusal!.Code);
    }

    [Fact]
    public async Task A_witness_that_is_away_is_asked_again_and_one_that_was_asked_by_others_is_met_where_it_stands()
    {
        await using var shop = await Open();
        await using var witness = await Witness(shop, "witness.example/one");
        witness.IsBroken = true;
        await shop.Order("anna", "1", 42);
        Assert.Equal(0, await Grow(shop));
        Assert.Equal("unreachable", Assert.Single(shop.Services.GetRequiredService<WitnessBook>().All()).Problem);

        witness.IsBroken = false;
        Assert.False(shop.Services.GetRequiredService<WitnessRound>().IsWanted);
        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await Grow(shop));
        shop.Database.Write(transaction => transaction.Execute("UPDATE log_witness SET size = 0, log_id = 0"));
        await shop.Order("anna", "2", 42);
        Assert.Equal(1, await Grow(shop));
        Assert.Null(Assert.Single(shop.Services.GetRequiredService<WitnessBook>().All()).Problem);
        Assert.Equal(4, witness.Asked);
    }

    [Fact]
    public async Task Who_signed_is_not_asked_again_because_another_did_not()
    {
        await using var shop = await Open();
        await using var good = await Witness(shop, "witness.example/good");
        await using var away = await Witness(shop, "witness.example/away");
        away.IsBroken = true;
        await shop.Order("anna", "1", 42);
        Assert.Equal(1, await Grow(shop));

        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await Grow(shop));
        away.IsBroken = false;
        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await Grow(shop));

        Assert.Equal((1, 3), (good.Asked, away.Asked));
        Assert.Equal(3, SignedNote.Parse(await shop.GetText("/log/checkpoint")).Value.Signatures.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task A_witness_that_saw_another_history_does_not_sign_and_that_is_told(long size)
    {
        await using var shop = await Open();
        await using var witness = await Witness(shop, "witness.example/one");
        witness.Believe(size, LogHash.OfLeaf("another"u8));
        await shop.Order("anna", "1", 42);
        await shop.Order("anna", "2", 42);

        Assert.Equal(0, await Grow(shop));

        Assert.Equal("inconsistent", Assert.Single(shop.Services.GetRequiredService<WitnessBook>().All()).Problem);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes("/log/witnessed")).Status);
    }

    [Fact]
    public async Task A_witness_that_knows_not_the_log_or_signs_with_another_key_is_told()
    {
        await using var shop = await Open();
        await using var stranger = await StandInWitness.StartAsync("witness.example/stranger", Now);
        await using var other = await Witness(shop, "witness.example/other");
        using var claimed = SigningKey.Generate("witness.example/claimed", NoteAlgorithm.CosignatureV1).Value;
        await Add(shop, stranger.Address, stranger.Verifier.ToString());
        await Add(shop, other.Address, claimed.Verifier.ToString());
        await shop.Order("anna", "1", 42);

        Assert.Equal(1, await Grow(shop));

        Assert.Equal(
            [("witness.example/claimed", "wrong_signature"), ("witness.example/other", null), ("witness.example/stranger", "unknown_log")],
            shop.Services.GetRequiredService<WitnessBook>().All().Select(witness => (witness.Name, witness.Problem)));
    }

    [Theory]
    [InlineData("ftp://witness.example", null, "witness.address")]
    [InlineData("https://anna:secret@witness.example", null, "witness.address")]
    [InlineData("https://witness.example/w?x=1", null, "witness.address")]
    [InlineData("https://witness.example", "witness.example+00000000+AAAA", "witness.key")]
    public async Task What_cannot_be_a_witness_is_refused_with_its_place(string address, string? key, string code)
    {
        await using var shop = await Open();
        using var good = SigningKey.Generate("witness.example/one", NoteAlgorithm.CosignatureV1).Value;

        var answer = await shop.Post("/api/v1/loyalty/witnesses", new { address, key = key ?? good.Verifier.ToString() });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_witness_is_added_once_and_another_of_its_name_only_after_it_is_removed()
    {
        await using var shop = await Open();
        using var key = SigningKey.Generate("witness.example/one", NoteAlgorithm.CosignatureV1).Value;
        using var other = SigningKey.Generate("witness.example/one", NoteAlgorithm.CosignatureV1).Value;
        using var log = SigningKey.Generate("log.example").Value;
        await Add(shop, "https://witness.example/", key.Verifier.ToString());
        await Add(shop, "https://witness.example", key.Verifier.ToString());

        Assert.Equal("witness.name_taken", (await shop.Post("/api/v1/loyalty/witnesses", new { address = "https://witness.example", key = other.Verifier.ToString() })).Code);
        Assert.Equal("witness.key", (await shop.Post("/api/v1/loyalty/witnesses", new { address = "https://witness.example", key = log.Verifier.ToString() })).Code);
        Assert.Single(shop.Services.GetRequiredService<WitnessBook>().All());
        shop.Services.GetRequiredService<WitnessBook>().Remove("witness.example/one");
        await Add(shop, "https://witness.example", other.Verifier.ToString());
    }

    private async Task<LoyaltyFixture> Open()
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        return shop;
    }

    /// <summary>A witness that knows the shop's log, and that the shop knows.</summary>
    private static async Task<StandInWitness> Witness(LoyaltyFixture shop, string name)
    {
        var witness = await StandInWitness.StartAsync(name, Now);
        witness.Logs.Add(VerifierKey.Parse((await shop.GetText("/log/key")).Trim()).Value);
        await Add(shop, witness.Address, witness.Verifier.ToString());
        return witness;
    }

    private static async Task Add(LoyaltyFixture shop, string address, string key) =>
        Assert.Equal(HttpStatusCode.OK, (await shop.Post("/api/v1/loyalty/witnesses", new { address, key })).Status);

    /// <summary>Lets the log grow and asks the witnesses; answers how many signed.</summary>
    private static Task<int> Grow(LoyaltyFixture shop)
    {
        while (shop.Services.GetRequiredService<LedgerLog>().Grow(_ => { }) > 0)
        {
        }

        return shop.Services.GetRequiredService<WitnessRound>().RunAsync(_ => { }, TestContext.Current.CancellationToken);
    }
}

public sealed class SqliteWitnessTests() : WitnessTests(Engine.Sqlite);

public sealed class PostgreSqlWitnessTests() : WitnessTests(Engine.PostgreSql);
