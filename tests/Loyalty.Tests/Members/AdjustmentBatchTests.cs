using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Kernel;
using Regulars.Loyalty.Adjustments;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Members;

/// <summary>Points of many customers are looked at first, moved once, and reconciled with the ledger.</summary>
public abstract class AdjustmentBatchTests(Engine engine)
{
    [Fact]
    public async Task Lines_that_cannot_be_taken_are_told_with_the_reason()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        (await shop.Adjust("boris", 1)).Accepted();

        var read = Read(shop, $"customer,points\n{anna},10\nanna,5\nboris,-2\nnobody,3\nboris,0\nboris,many\n{Guid.NewGuid()},1\n");

        Assert.Equal((7, 2, 5), (read.Lines, read.Members.Count, read.Refused));
        Assert.Equal([10, -2], read.Members.Select(member => member.Points));
        Assert.Equal(["3 twice", "5 unknown", "6 points", "7 points", "8 unknown"], read.FirstRefused.Select(line => $"{line.Line} {line.Reason}"));
    }

    [Fact]
    public async Task A_file_without_a_column_of_points_is_refused()
    {
        await using var shop = await Open();
        var files = shop.Services.GetRequiredService<AdjustmentFile>();

        Assert.Equal("adjustments.columns", files.Read(ImportSource.FromBytes("a.csv", "who,what\nanna,5\nboris,6\n"u8.ToArray()), Unit(shop), "console").Refusal!.Code);
    }

    [Fact]
    public async Task Of_many_bad_lines_the_first_are_shown_and_all_are_counted()
    {
        await using var shop = await Open();
        (await shop.Adjust("anna", 1)).Accepted();

        var read = Read(shop, $"customer,points\nanna,10\n{string.Concat(Enumerable.Repeat(",many\n", 2_500))}");

        Assert.Equal((2_501, 1, 2_500, 100), (read.Lines, read.Members.Count, read.Refused, read.FirstRefused.Count));
        Assert.Equal([3L, 102L], [read.FirstRefused[0].Line, read.FirstRefused[^1].Line]);
    }

    [Fact]
    public async Task Far_more_lines_than_are_taken_are_not_read_to_the_end()
    {
        await using var shop = await Open();
        var files = shop.Services.GetRequiredService<AdjustmentFile>();
        var packed = Gzip("customer,points\nanna,10\n", ",many\n", 210_000);

        Assert.Equal("adjustments.long", files.Read(ImportSource.FromBytes("a.csv.gz", packed), Unit(shop), "console").Refusal?.Code);
    }

    [Fact]
    public async Task A_small_file_that_opens_to_seventy_megabytes_is_not_read_to_the_end()
    {
        await using var shop = await Open();
        var files = shop.Services.GetRequiredService<AdjustmentFile>();
        var packed = Gzip("customer,points\nanna,10\n", new string(' ', 10_000) + "\n", 7_000);
        Assert.InRange(packed.Length, 1, 1 << 20);

        Assert.Equal("adjustments.long", files.Read(ImportSource.FromBytes("a.csv.gz", packed), Unit(shop), "console").Refusal?.Code);
    }

    [Fact]
    public async Task Within_the_limit_it_is_moved_once_when_it_is_confirmed_and_not_before()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        var (batches, approvals) = Services(shop);
        var id = Add(shop, "customer;points\nanna;60\n");
        Assert.Equal((1, "preview"), (await shop.Balance(anna), batches.Find(id)!.Approval.State));

        await Confirm(shop, id, "boris");
        Assert.Equal("preview", batches.Find(id)!.Approval.State);
        await Confirm(shop, id, "berta");
        await Confirm(shop, id, "berta");
        await approvals.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(61, await shop.Balance(anna));
        var done = batches.Find(id)!;
        Assert.Equal(("applied", 60L, 60L), (done.Approval.State, done.Expected, done.InLedger));
        Assert.Null(new LedgerVerifier(shop.Database).Verify().Fault);
    }

    [Fact]
    public async Task Above_the_limit_in_all_a_second_person_has_to_agree_and_what_is_refused_is_in_the_reconciliation()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        (await shop.Adjust("boris", 1)).Accepted();
        (await shop.Adjust("carl", 1)).Accepted();
        var (batches, approvals) = Services(shop);
        var id = Add(shop, "customer,points\nanna,60\nboris,50\ncarl,-40\n");

        await Confirm(shop, id, "berta");
        Assert.Equal(("waiting", 1m), (batches.Find(id)!.Approval.State, await shop.Balance(anna)));
        Assert.Equal("approval.own", (await approvals.ApproveAsync(id, Named("berta"), TestContext.Current.CancellationToken)).Refusal!.Code);
        await approvals.ApproveAsync(id, Named("dora"), TestContext.Current.CancellationToken);

        var done = batches.Find(id)!;
        Assert.Equal((110L, 40L, 110L, 110L), (done.Given, done.Taken, done.Expected, done.InLedger));
        Assert.Equal([new AdjustmentOutcome("applied", 2, 110), new AdjustmentOutcome("points.not_enough", 1, -40)], done.Outcomes);
    }

    [Fact]
    public async Task What_nobody_confirmed_can_be_discarded_and_is_never_listed()
    {
        await using var shop = await Open();
        (await shop.Adjust("anna", 1)).Accepted();
        var (batches, _) = Services(shop);
        var id = Add(shop, "customer,points\nanna,60\n");
        Assert.Empty((await shop.Get("/api/v1/loyalty/approvals"))["items"]!.AsArray());
        Assert.Empty((await shop.Get("/api/v1/loyalty/approvals?decided=true"))["items"]!.AsArray());

        batches.Discard(id);

        Assert.Null(batches.Find(id));
    }

    [Fact]
    public async Task What_nobody_confirmed_within_a_day_can_no_longer_be_confirmed_and_is_forgotten()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        var (batches, _) = Services(shop);
        var id = Add(shop, "customer,points\nanna,60\n");
        shop.Clock.Advance(AdjustmentBatches.TimeToConfirm - TimeSpan.FromMinutes(1));
        batches.Lapse();
        Assert.NotNull(batches.Find(id));

        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await Confirm(shop, id, "berta");
        Assert.Equal((1, "preview"), (await shop.Balance(anna), batches.Find(id)!.Approval.State));
        batches.Lapse();

        Assert.Null(batches.Find(id));
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT (SELECT count(*) FROM approval_member) + (SELECT count(*) FROM adjustment_batch)"));
    }

    [Fact]
    public async Task What_waits_for_a_second_person_does_not_lapse()
    {
        await using var shop = await Open();
        (await shop.Adjust("anna", 1)).Accepted();
        var (batches, _) = Services(shop);
        var id = Add(shop, "customer,points\nanna,160\n");
        await Confirm(shop, id, "berta");

        shop.GoDays(5);
        batches.Lapse();

        Assert.Equal("waiting", batches.Find(id)!.Approval.State);
    }

    private static (AdjustmentBatches Batches, AdjustmentApprovals Approvals) Services(LoyaltyFixture shop) =>
        (shop.Services.GetRequiredService<AdjustmentBatches>(), shop.Services.GetRequiredService<AdjustmentApprovals>());

    private static PointUnit Unit(LoyaltyFixture shop) => shop.Services.GetRequiredService<ProgrammeStore>().InForce!.Programme.Units[0];

    private static AdjustmentLines Read(LoyaltyFixture shop, string file) =>
        shop.Services.GetRequiredService<AdjustmentFile>().Read(ImportSource.FromBytes("a.csv", System.Text.Encoding.UTF8.GetBytes(file)), Unit(shop), "console").Value;

    private static byte[] Gzip(string beginning, string repeated, int times)
    {
        using var packed = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(packed, CompressionLevel.Fastest)))
        {
            writer.Write(beginning);
            for (var time = 0; time < times; time++)
            {
                writer.Write(repeated);
            }
        }

        return packed.ToArray();
    }

    private static Guid Add(LoyaltyFixture shop, string file)
    {
        var lines = Read(shop, file);
        return Services(shop).Batches.Add(new ApprovalRequest("points", lines.Members, "thanks", Named("berta"), new RequestKey("console", "k1", [1])), lines).Value.Id;
    }

    private static async Task Confirm(LoyaltyFixture shop, Guid id, string by)
    {
        var (batches, approvals) = Services(shop);
        batches.Confirm(id, Named(by), batches.NeedsApproval(id, Unit(shop)));
        if (batches.Find(id)!.Approval.State == "approved")
        {
            await approvals.RunAsync(TestContext.Current.CancellationToken);
        }
    }

    private static Caller Named(string name) => new(name, null);

    private async Task<LoyaltyFixture> Open()
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.ByHand(""", "approveAbove": 100"""));
        return shop;
    }
}

/// <inheritdoc/>
public sealed class SqliteAdjustmentBatchTests() : AdjustmentBatchTests(Engine.Sqlite);

/// <inheritdoc/>
public sealed class PostgreSqlAdjustmentBatchTests() : AdjustmentBatchTests(Engine.PostgreSql);
