using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Till;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Answers why an order gave what it gave: the version in force on its day is asked about it again, as it was sold and as it now stands.</summary>
internal sealed class OrderReasons(Database database, MemberReader members, TillOrders orders)
{
    /// <summary>The reasons; null for an order that is not this person's, or that no programme judged.</summary>
    public OrderReason? Find(CustomerId person, OrderId order)
    {
        if (orders.Find(person, order) is not { } told || members.Find(person) is not { } member || Entry(told) is not { } entry)
        {
            return null;
        }

        var programme = member.History.Of(entry.ProgrammeVersion);
        var left = OtherReturn.Add(told.Order, entry.OtherReturns.Values);
        var sold = told.Order with { Lines = [.. told.Order.Lines.Where(line => !line.IsReturn)], Refunded = 0, State = told.Order.State is OrderState.Pending ? OrderState.Pending : OrderState.Sold };
        return new OrderReason(
            told,
            entry,
            programme,
            Judge(sold, entry.Used.Where(use => use.Reward is null).Sum(use => programme.Programme.Unit(use.Unit)!.Pay(use.Told, programme.Currency))),
            Judge(left, entry.Used.Sum(use => use.Money)),
            members.PostingsOf(told.Customer, order))
        {
            HasReturns = told.Order.State is not (OrderState.Sold or OrderState.Pending) || OrderOccasion.Returned(left) > 0,
            Subject = member.Decision.Subject(told.Customer, told.Order, entry),
        };

        IReadOnlyList<RuleOutcome> Judge(OrderInput judged, long paid)
        {
            var ledger = new PointsLedger(member.Book.Copy(), programme.Programme, new PostingSource(0, default, member.Today, order), shared: new SharedDraft(member.Shared));
            return new OrderPoints(ledger, programme, judged, entry, member.Decision.Subject(told.Customer, judged, entry), member.Today).Judge(paid);
        }
    }

    private OrderEntry? Entry(TillOrder told) => database.QueryFirst<string>(
        "SELECT document FROM order_points WHERE customer_id = @customer AND order_id = @order", new { customer = told.Customer.Value, order = told.Id.Value }) is { } document
        ? JsonSerializer.Deserialize(document, LoyaltyJson.Default.OrderEntry)
        : null;
}

/// <summary>Why an order gave what it gave.</summary>
/// <param name="Told">The order.</param>
/// <param name="Entry">By what it was judged, and what is kept of what it gave.</param>
/// <param name="Programme">The version that judged it.</param>
/// <param name="Sold">What each rule makes of it as it was sold.</param>
/// <param name="Left">What each rule makes of what is left of it, in the same order.</param>
/// <param name="Moved">What moved by it, the oldest first.</param>
internal sealed record OrderReason(TillOrder Told, OrderEntry Entry, CompiledProgramme Programme, IReadOnlyList<RuleOutcome> Sold, IReadOnlyList<RuleOutcome> Left, IReadOnlyList<PostingRow> Moved)
{
    /// <summary>Whether something of it came back, or all of it.</summary>
    public bool HasReturns { get; init; }

    /// <summary>What conditions are asked about.</summary>
    public required CriteriaSubject Subject { get; init; }
}
