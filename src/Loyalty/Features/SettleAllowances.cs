using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Till;

namespace Regulars.Loyalty.Features;

/// <summary>Lets tills tell what they took by allowances while they could not reach the program: each once, with its own answer.</summary>
internal static class SettleAllowances
{
    private const int MostItems = 100;

    private const int LargestBody = 256 << 10;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/v1/till/allowances/settlements", Settle)
            .RequireAuthorization(Permission.UsePoints).WithTags("Till").WithName("settleAllowances")
            .WithSummary("Settles what was taken by allowances: each item once by its key, which takes the place of an Idempotency-Key.")
            .WithDescription(
                "After the end of an allowance its points are free again: an item is then taken from what can be used, and refused where that is not enough. "
                + "With close every allowance of the items ends.")
            .Accepts<SettlementBody>("application/json").Produces<SettlementAnswer>().ProducesProblem(400).ProducesProblem(422);
        endpoints.MapPost("/till/allowances/settlements", Settle).RequireAuthorization(Permission.UsePoints).ExcludeFromDescription();
    }

    private static Task<IResult> Settle(HttpContext context, AllowanceDesk desk) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.SettlementBody, LargestBody, "settlement", async (body, _) =>
        {
            if (body.Items is not { Count: > 0 and <= MostItems } items || items.Any(item => item is null))
            {
                return KeyedAnswers.Refused(new Refusal("settlement.items", $"Give 1 to {MostItems} items.", "items"));
            }

            var (source, actor) = (IntakeDoor.SourceOf(context), IntakeDoor.ActorOf(context));
            var settled = new List<SettledSale>(items.Count);
            foreach (var item in items)
            {
                // One after the other: a part that comes later must not take what an earlier one needs.
                var sale = desk.Read(item.Allowance, item.Key, item.Points, item.TakenAt, item.Order, item.Close == true);
                settled.Add(await desk.SettleAsync(sale, item.Key, source, actor));
            }

            var closed = body.Close == true ? await CloseAsync(desk, settled, source, actor) : null;
            return TypedResults.Json(new SettlementAnswer([.. settled.Select(SettledItemAnswer.Of)], closed), LoyaltyApiJson.Default.SettlementAnswer);
        });

    /// <summary>An allowance of which something still waits does not end: the till tells it again.</summary>
    private static async Task<IReadOnlyList<ClosedAllowanceAnswer>> CloseAsync(AllowanceDesk desk, List<SettledSale> settled, string source, string actor)
    {
        var closed = new List<ClosedAllowanceAnswer>();
        var read = settled.Where(sale => sale.Sale is not null).GroupBy(sale => sale.Sale!.Allowance.Id);
        foreach (var sales in read.Where(sales => !sales.Any(sale => sale.Waits)))
        {
            var ended = await desk.CloseAsync(sales.Key, source, actor);
            var refusal = ended is { } decided ? decided.Refusal : new Refusal("intake.busy", "Too much is waiting; try again in a second.");
            closed.Add(new ClosedAllowanceAnswer(sales.Key, refusal is null ? ended!.Value.Value : 0, SettledItemAnswer.Tell(refusal)));
        }

        return closed;
    }
}

/// <summary>What a till took by allowances.</summary>
/// <param name="Items">1 to 100 items, in their order.</param>
/// <param name="Close">Whether every allowance of the items ends after them.</param>
public sealed record SettlementBody(IReadOnlyList<SettlementItemBody>? Items, bool? Close);

/// <summary>One part that was taken.</summary>
/// <param name="Allowance">The allowance's signed text, unchanged.</param>
/// <param name="Key">The till's own key for it; a repeat gets the first answer.</param>
/// <param name="Points">How many points; missing only where the allowance is to end.</param>
/// <param name="TakenAt">When, RFC 3339 with an offset.</param>
/// <param name="Order">The number of the sale, for whoever asks later.</param>
/// <param name="Close">Whether the allowance ends with it: what is left is free again.</param>
public sealed record SettlementItemBody(string? Allowance, string? Key, decimal? Points, string? TakenAt, string? Order, bool? Close);

/// <summary>What came of each item.</summary>
/// <param name="Items">As they were given.</param>
/// <param name="Closed">The allowances that ended; missing where none was to.</param>
internal sealed record SettlementAnswer(IReadOnlyList<SettledItemAnswer> Items, IReadOnlyList<ClosedAllowanceAnswer>? Closed);

/// <summary>What came of one item.</summary>
/// <param name="Key">The till's key.</param>
/// <param name="Status">taken; late: taken after the end, from what could be used; closed: nothing was taken; refused; waits: to be told again.</param>
/// <param name="Allowance">The allowance; missing where the text is not one.</param>
/// <param name="Points">How many points were taken.</param>
/// <param name="Left">How many are still reserved.</param>
/// <param name="GivenBack">How many are free again, where the allowance ended.</param>
/// <param name="Usable">How many can be used, where there were not enough after the end.</param>
/// <param name="Problem">Why it was refused.</param>
internal sealed record SettledItemAnswer(
    string? Key, string Status, Guid? Allowance, decimal? Points, decimal? Left, decimal? GivenBack, decimal? Usable, ProblemBody? Problem)
{
    public static SettledItemAnswer Of(SettledSale settled) => new(
        settled.Key,
        settled.Waits ? "waits"
            : settled.Refusal is not null ? "refused"
            : settled.Sale!.Points is null ? "closed"
            : settled.Answer?.IsLate == true ? "late" : "taken",
        settled.Sale?.Allowance.Id,
        settled.Answer is null ? null : settled.Sale!.Points,
        settled.Answer?.Left,
        settled.Answer?.GivenBack,
        settled.Usable,
        Tell(settled.Refusal));

    public static ProblemBody? Tell(Refusal? refusal) => refusal is null ? null : new ProblemBody(refusal.Code, refusal.Detail, refusal.Place);
}
