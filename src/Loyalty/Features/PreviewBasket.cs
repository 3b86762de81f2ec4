using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Tells a till what a basket would give and could use, line by line, without recording anything.</summary>
internal static class PreviewBasket
{
    private const int LargestBody = 1 << 20;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/v1/till/preview", Preview)
        .RequireAuthorization(Permission.UsePoints).WithTags("Till").WithName("previewBasket")
        .WithSummary("Tells what a basket would give a customer and what they could use on it; records nothing.")
        .Accepts<OrderBody>("application/json").Produces<PreviewAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<IResult> Preview(HttpContext context, BusinessStore businesses, MemberReader members, CustomerFinder finder, TimeProvider clock)
    {
        // What is larger ends as 413 by the server itself.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBody;
        OrderBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(context.Request.Body, LoyaltyApiJson.Default.OrderBody, context.RequestAborted);
        }
        catch (JsonException error)
        {
            return Journal.Features.Problems.Of(new Refusal("request.not_json", "Here the body is not the JSON of an order.", error.Path));
        }

        var order = body is null
            ? new Refusal("request.empty", "A JSON object is wanted.")
            : BodyReading.Read(Whole(body, clock), IntakeDoor.SourceOf(context), businesses.Current);
        if ((order.Refusal ?? IntakeDoor.Refuse(order.Value)) is { } refusal)
        {
            return Journal.Features.Problems.Of(refusal, StatusCodes.Status422UnprocessableEntity);
        }

        var customer = order.Value.Customer is { } named ? finder.Find(named, order.Value.Source) : null;
        return customer is { } id && members.Find(id) is { } member
            ? TypedResults.Json(PreviewAnswer.Of(member, order.Value), LoyaltyApiJson.Default.PreviewAnswer)
            : Journal.Features.Problems.UnknownCustomer();
    }

    /// <summary>A basket need have neither a number nor a time before it is an order.</summary>
    private static OrderBody Whole(OrderBody body, TimeProvider clock) =>
        body with { Number = body.Number ?? "preview", PlacedAt = body.PlacedAt ?? Instant.Now(clock).ToString() };
}

/// <summary>What a basket would give, and could use.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Rules">Every rule, with its arithmetic or why it gives nothing.</param>
/// <param name="Points">What there is to use.</param>
/// <param name="Reaches">Challenges and milestones that it would reach, and what is given for them.</param>
/// <param name="Challenges">Where the challenges would stand that it would move.</param>
internal sealed record PreviewAnswer(
    Guid Customer, IReadOnlyList<RuleAnswer> Rules, IReadOnlyList<UsableAnswer> Points, IReadOnlyList<ReachedAnswer> Reaches, IReadOnlyList<ChallengeAnswer> Challenges)
{
    public static PreviewAnswer Of(Member member, OrderInput order)
    {
        var ahead = member.Foresee(order);
        return new PreviewAnswer(
            member.Book.Customer.Value,
            RulesOf(member, order),
            [.. member.Programme.Programme.Units.Select(unit => UsableAnswer.Of(unit, member, order))],
            [.. ahead.Reached.Select(ReachedAnswer.Of)],
            [.. ahead.Challenges.Select(standing => ChallengeAnswer.Of(standing, member.Programme.Currency))]);
    }

    /// <summary>What every rule makes of a basket.</summary>
    public static IReadOnlyList<RuleAnswer> RulesOf(Member member, OrderInput order)
    {
        var entry = member.Decision.Entry(member.Book, order, member.Orders);
        var programme = member.History.Of(entry.ProgrammeVersion);
        var ledger = new PointsLedger(member.Book.Copy(), programme.Programme, new PostingSource(0, default, member.Today), shared: new SharedDraft(member.Shared));
        var points = new OrderPoints(ledger, programme, order, entry, member.Decision.Subject(member.Book.Customer, order, entry), member.Today);
        var paid = (order.Points ?? []).Where(use => use.Reward is null)
            .Sum(use => programme.Programme.Unit(use.Unit) is { } unit ? unit.Pay(unit.ToParts(use.Points ?? 0), programme.Currency) : 0);
        return [.. points.Judge(paid).Select(outcome => RuleAnswer.Of(outcome, programme.Currency))];
    }
}

/// <summary>A challenge or milestone that a basket would reach.</summary>
/// <param name="Challenge">The challenge's key; missing for a milestone.</param>
/// <param name="Milestone">The milestone's key; missing for a challenge.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">Which purchase it would be, for a milestone.</param>
/// <param name="Unit">The kind of points given for it; missing where none are.</param>
/// <param name="Points">So many.</param>
/// <param name="Badge">The key of the badge given for it; missing where none is.</param>
internal sealed record ReachedAnswer(string? Challenge, string? Milestone, string Name, int? Number, string? Unit, decimal? Points, string? Badge)
{
    public static ReachedAnswer Of(ForeseenPrize prize) => new(
        prize.Reached.IsChallenge ? prize.Reached.Part : null,
        prize.Reached.IsChallenge ? null : prize.Reached.Part,
        prize.Name,
        prize.Reached.IsChallenge ? null : prize.Reached.Period,
        prize.Unit?.Key,
        prize.Unit?.ToPoints(prize.Points),
        prize.Badge?.Key);
}

/// <summary>What one rule makes of the basket.</summary>
/// <param name="Rule">The rule's key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">What it gives.</param>
/// <param name="Money">The money that counts, in units of the business's currency.</param>
/// <param name="Per">For so much money each.</param>
/// <param name="Each">So many points.</param>
/// <param name="Multiplier">By how much levels multiply.</param>
/// <param name="BeforeLimit">What it would give without limits.</param>
/// <param name="WhyNot">Why it gives nothing: stopped, outsideItsTime, conditionNotMet, nothingCounts, tooLittle, limitReached, otherOfGroup, budgetSpent.</param>
internal sealed record RuleAnswer(
    string Rule, string Name, string Unit, decimal Points, decimal? Money, decimal? Per, decimal Each, decimal Multiplier, decimal? BeforeLimit, string? WhyNot)
{
    public static RuleAnswer Of(RuleOutcome outcome, Currency currency) => new(
        outcome.Rule.Key,
        outcome.Rule.Name,
        outcome.Unit.Key,
        outcome.Unit.ToPoints(outcome.Points),
        outcome.Money is { } money ? currency.ToDecimal(money) : null,
        outcome.Rule.Per,
        outcome.Rule.Points,
        outcome.Multiplier,
        outcome.BeforeLimit is { } before ? outcome.Unit.ToPoints(before) : null,
        outcome.WhyNot is { } why ? JsonNamingPolicy.CamelCase.ConvertName(why.ToString()) : null);
}

/// <summary>What can be used on the basket.</summary>
/// <param name="Unit">The kind of points.</param>
/// <param name="Balance">What can be used.</param>
/// <param name="MostPoints">As many as can pay for the basket.</param>
/// <param name="MostMoney">What they pay, in units of the business's currency.</param>
/// <param name="Rewards">The rewards that the customer can have now, with points enough.</param>
internal sealed record UsableAnswer(string Unit, decimal Balance, decimal MostPoints, decimal MostMoney, IReadOnlyList<string> Rewards)
{
    public static UsableAnswer Of(PointUnit unit, Member member, OrderInput order)
    {
        var toPay = OrderOccasion.Sold(order) - OrderOccasion.Returned(order);
        var currency = member.Programme.Currency;
        var balance = Math.Max(0, member.Book.Balance(unit.Key));
        var most = unit.Value is not > 0 ? 0
            : Math.Min(balance, unit.ToParts(decimal.Floor(currency.ToDecimal(toPay) / unit.Value.Value * (decimal)Math.Pow(10, unit.Scale)) / (decimal)Math.Pow(10, unit.Scale)));
        return new UsableAnswer(
            unit.Key,
            unit.ToPoints(balance),
            unit.ToPoints(most),
            currency.ToDecimal(unit.Pay(most, currency)),
            [.. member.Programme.Programme.Rewards
                .Where(reward => reward.IsOffered && member.Programme.Programme.Unit(reward.Unit)?.Key == unit.Key && unit.ToParts(reward.Cost) <= balance && member.CanTake(reward))
                .Select(reward => reward.Key)]);
    }
}
