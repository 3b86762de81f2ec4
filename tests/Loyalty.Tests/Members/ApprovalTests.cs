using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Members;

/// <summary>Many points, and points of many customers, move when a second person has agreed, once.</summary>
public abstract class ApprovalTests(Engine engine)
{
    private const string Approvals = "/api/v1/loyalty/approvals";

    [Fact]
    public async Task More_than_the_limit_is_refused_with_the_way_to_ask_and_the_limit_itself_is_not()
    {
        await using var shop = await Open(""", "approveAbove": 50""");

        (await shop.Adjust("anna", 50)).Accepted();
        Assert.Equal("points.needs_approval", (await shop.Adjust("anna", 51)).Code);
        Assert.Equal("points.needs_approval", (await shop.Adjust("anna", -51)).Code);
    }

    [Fact]
    public async Task Nobody_approves_their_own_request_and_a_second_person_applies_it_once()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        var asked = await Ask(shop, 5_000, anna);

        var own = await shop.Post($"{Approvals}/{asked}/approve", new { });
        Assert.Equal(("approval.own", HttpStatusCode.Conflict), (own.Code, own.Status));
        Assert.Equal(1, await shop.Balance(anna));
        var service = shop.Services.GetRequiredService<AdjustmentApprovals>();
        Assert.Equal("applied", (await service.ApproveAsync(asked, Named("berta"), TestContext.Current.CancellationToken)).Value.State);
        Assert.Equal("applied", (await service.ApproveAsync(asked, Named("berta"), TestContext.Current.CancellationToken)).Value.State);

        Assert.Equal(5_001, await shop.Balance(anna));
        Assert.Equal("approval.decided", service.Reject(asked, Named("carl"), "no").Refusal!.Code);
        var fact = shop.Database.QueryFirst<string>("SELECT content FROM fact WHERE content LIKE '%approvedBy%'")!;
        Assert.Contains("berta", fact, StringComparison.Ordinal);
        Assert.Null(new LedgerVerifier(shop.Database).Verify().Fault);
    }

    [Fact]
    public async Task One_person_of_two_names_is_one_and_two_persons_of_one_name_are_two()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        var (store, service, berta) = (shop.Services.GetRequiredService<ApprovalStore>(), shop.Services.GetRequiredService<AdjustmentApprovals>(), Guid.NewGuid());
        var asked = store.Add(new ApprovalRequest("points", [(new CustomerId(anna), 500)], "thanks", new Caller("berta", berta), new RequestKey("till", "1", [1]))).Value.Id;

        Assert.Equal("approval.own", service.Reject(asked, new Caller("berta's key", berta), "no").Refusal!.Code);
        Assert.Equal("approval.own", (await service.ApproveAsync(asked, new Caller("berta's key", berta), TestContext.Current.CancellationToken)).Refusal!.Code);
        Assert.Equal("applied", (await service.ApproveAsync(asked, new Caller("berta", Guid.NewGuid()), TestContext.Current.CancellationToken)).Value.State);
    }

    [Fact]
    public async Task What_was_approved_and_stopped_half_way_goes_on_and_moves_each_once()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        var boris = (await shop.Adjust("boris", 1)).Accepted().Customer;
        var asked = await Ask(shop, 10, anna, boris);
        var service = shop.Services.GetRequiredService<AdjustmentApprovals>();
        await service.ApproveAsync(asked, Named("berta"), TestContext.Current.CancellationToken);
        shop.Database.Write(transaction => transaction.Execute("UPDATE approval SET state = 'approved'"));
        shop.Database.Write(transaction => transaction.Execute("UPDATE approval_member SET outcome = NULL WHERE customer_id = @anna", new { anna }));

        await service.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((11, 11), (await shop.Balance(anna), await shop.Balance(boris)));
        Assert.Equal("applied", (await shop.Get($"{Approvals}?decided=true"))["items"]![0]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_has_too_few_points_is_told_and_the_others_get_theirs()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 100)).Accepted().Customer;
        var boris = (await shop.Adjust("boris", 1)).Accepted().Customer;

        var asked = await Ask(shop, -20, anna, boris);
        var done = (await shop.Services.GetRequiredService<AdjustmentApprovals>().ApproveAsync(asked, Named("berta"), TestContext.Current.CancellationToken)).Value;

        Assert.Equal((2, 1), (done.Members, done.Refused));
        Assert.Equal((80, 1), (await shop.Balance(anna), await shop.Balance(boris)));
    }

    [Fact]
    public async Task A_condition_says_who_is_meant_when_it_is_asked()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        (await shop.Adjust("boris", 1)).Accepted();
        var body = new { points = 5, reason = "thanks", when = new { field = "orders", comparison = "at-least", values = new[] { "1" } } };

        var asked = (await shop.Post(Approvals, body, "k1")).Accepted();
        Assert.Equal(asked.Text, (await shop.Post(Approvals, body, "k1")).Accepted().Text);
        Assert.Equal(HttpStatusCode.Conflict, (await shop.Post(Approvals, body with { points = 6 }, "k1")).Status);

        Assert.Equal((1, anna), (asked.Json["members"]!.GetValue<int>(), asked.Json["customer"]!.GetValue<Guid>()));
        Assert.Single((await shop.Get(Approvals))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_rejection_says_why_and_moves_nothing()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;
        var asked = await Ask(shop, 5, anna);
        var service = shop.Services.GetRequiredService<AdjustmentApprovals>();

        Assert.Equal("approval.reason", service.Reject(asked, Named("berta"), " ").Refusal!.Code);
        var rejected = service.Reject(asked, Named("berta"), "no proof").Value;
        Assert.Equal(("rejected", "no proof"), (rejected.State, rejected.Decision));
        Assert.Equal("approval.decided", (await service.ApproveAsync(asked, Named("carl"), TestContext.Current.CancellationToken)).Refusal!.Code);
        Assert.Equal(1, await shop.Balance(anna));
    }

    [Fact]
    public async Task Bad_requests_are_told_what_is_wrong()
    {
        await using var shop = await Open();
        var anna = (await shop.Adjust("anna", 1)).Accepted().Customer;

        Assert.Equal("request.key_missing", (await shop.Post(Approvals, new { points = 5, reason = "x", customers = new[] { anna } })).Code);
        Assert.Equal("points.reason", (await shop.Post(Approvals, new { points = 5, customers = new[] { anna } }, "b1")).Code);
        Assert.Equal("points.amount", (await shop.Post(Approvals, new { points = 0, reason = "x", customers = new[] { anna } }, "b2")).Code);
        Assert.Equal("approval.members", (await shop.Post(Approvals, new { points = 5, reason = "x" }, "b3")).Code);
        Assert.Equal("approval.twice", (await shop.Post(Approvals, new { points = 5, reason = "x", customers = new[] { anna, anna } }, "b4")).Code);
        Assert.Equal("customer.unknown", (await shop.Post(Approvals, new { points = 5, reason = "x", customers = new[] { Guid.NewGuid() } }, "b5")).Code);
    }

    private static async Task<Guid> Ask(LoyaltyFixture shop, decimal points, params Guid[] customers) =>
        (await shop.Post(Approvals, new { points, reason = "a complaint", customers }, $"ask:{points}")).Accepted().Json["id"]!.GetValue<Guid>();

    private static Caller Named(string name) => new(name, null);

    private async Task<LoyaltyFixture> Open(string unit = "")
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.ByHand(unit));
        return shop;
    }
}

/// <inheritdoc/>
public sealed class SqliteApprovalTests() : ApprovalTests(Engine.Sqlite);

/// <inheritdoc/>
public sealed class PostgreSqlApprovalTests() : ApprovalTests(Engine.PostgreSql);
