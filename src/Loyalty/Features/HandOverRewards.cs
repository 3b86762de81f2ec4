using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Shows rewards with what is left of them, and lets staff hand over or cancel what was taken.</summary>
internal static class HandOverRewards
{
    private const int RowsPerPage = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/loyalty/rewards").RequireAuthorization(Permission.UsePoints).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/fulfil", Fulfil);
        pages.MapPost("/cancel", Cancel);
    }

    private static RazorComponentResult Show(string? after, string? done, ProgrammeStore programmes, OpenRedemptions redemptions, CodePools pools) =>
        Page(after is null ? null : RedemptionPlace.Read(after), done, null, programmes, redemptions, pools);

    private static Task<IResult> Fulfil(
        HttpContext context, [FromForm] Guid customer, [FromForm] long version, [FromForm] int number,
        JournalIntake intake, ProgrammeStore programmes, OpenRedemptions redemptions, CodePools pools, TimeProvider clock, [FromServices] Reader reader) =>
        ChangeAsync(context, PointsFacts.Fulfilled, (customer, version, number), intake, (programmes, redemptions, pools), clock, reader);

    private static Task<IResult> Cancel(
        HttpContext context, [FromForm] Guid customer, [FromForm] long version, [FromForm] int number,
        JournalIntake intake, ProgrammeStore programmes, OpenRedemptions redemptions, CodePools pools, TimeProvider clock, [FromServices] Reader reader) =>
        ChangeAsync(context, PointsFacts.Cancelled, (customer, version, number), intake, (programmes, redemptions, pools), clock, reader);

    private static async Task<IResult> ChangeAsync(
        HttpContext context,
        string kind,
        (Guid Customer, long Version, int Number) which,
        JournalIntake intake,
        (ProgrammeStore Programmes, OpenRedemptions Redemptions, CodePools Pools) books,
        TimeProvider clock,
        Reader reader)
    {
        // Pressing twice is refused the second time by the redemption's own state.
        var answer = await intake.SubmitAsync(new RecordFact(
            new FactInput
            {
                Kind = kind,
                Source = "console",
                OccurredAt = Instant.Now(clock),
                Customer = new CustomerInput { Id = new CustomerId(which.Customer), Identities = [] },
                Content = new PointsCommand { Version = which.Version, Number = which.Number, By = IntakeDoor.ActorOf(context) }.Write(),
            },
            IsOwn: true));
        return answer is { Refusal: null }
            ? TypedResults.LocalRedirect($"/loyalty/rewards?done={(kind is PointsFacts.Fulfilled ? "fulfilled" : "cancelled")}")
            : Page(null, null, Say(reader, answer?.Refusal), books.Programmes, books.Redemptions, books.Pools);
    }

    private static string Say(Reader reader, Refusal? refusal) => refusal?.Code switch
    {
        null => reader.Text("done.busy"),
        "redemption.fulfilled" => reader.Text("rewards.refused.fulfilled"),
        "redemption.undone" => reader.Text("rewards.refused.undone"),
        "redemption.expired" => reader.Text("rewards.refused.expired"),
        _ => reader.Text("rewards.refused.unknown"),
    };

    /// <summary>The pools that there are, and those that a reward names and nobody filled yet.</summary>
    private static IReadOnlyList<CodePool> Pools(Programme? programme, IReadOnlyList<CodePool> known) =>
    [
        .. known,
        .. (programme?.Rewards ?? []).Select(reward => reward.Pool).OfType<string>().Distinct().Where(key => known.All(pool => pool.Pool != key)).Select(key => new CodePool { Pool = key }),
    ];

    private static RazorComponentResult Page(
        RedemptionPlace? after, string? done, string? problem, ProgrammeStore programmes, OpenRedemptions redemptions, CodePools pools)
    {
        var rows = redemptions.Read(after, null, RowsPerPage + 1);
        var programme = programmes.InForce?.Programme;
        return new RazorComponentResult<RewardsPage>(new
        {
            Programme = programme,
            Rewards = programme is null ? [] : RewardRow.All(programme, redemptions.Counts(), redemptions.Used(), pools.All()),
            Open = (IReadOnlyList<OpenRedemption>)[.. rows.Take(RowsPerPage)],
            Units = programmes.Current().Units,
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Place.ToString() : null,
            Done = done,
            Problem = problem,
            Pools = Pools(programme, pools.All()),
        });
    }
}

/// <summary>A reward with what is left of it.</summary>
/// <param name="Reward">The reward.</param>
/// <param name="StockLeft">How many pieces; null: without limit.</param>
/// <param name="CodesLeft">How many codes; null where it has none.</param>
/// <param name="Taken">How often it was redeemed and not given back.</param>
/// <param name="Open">How often of these it is still to be handed over.</param>
public sealed record RewardRow(Reward Reward, long? StockLeft, long? CodesLeft, long Taken, long Open)
{
    internal static IReadOnlyList<RewardRow> All(
        Programme programme, IReadOnlyDictionary<string, (long Taken, long Open)> counts, IReadOnlyDictionary<string, long> used, IReadOnlyList<CodePool> pools) =>
    [
        .. programme.Rewards.Select(reward => new RewardRow(
            reward,
            reward.Stock is { } stock ? Math.Max(0, stock - used.GetValueOrDefault(SharedLimit.Stock(reward.Key))) : null,
            reward.Pool is { } key ? pools.FirstOrDefault(pool => pool.Pool == key)?.CodesLeft ?? 0 : null,
            counts.GetValueOrDefault(reward.Key).Taken,
            counts.GetValueOrDefault(reward.Key).Open)),
    ];
}
