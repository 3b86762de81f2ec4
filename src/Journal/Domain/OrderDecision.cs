using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Domain;

/// <summary>Decides which facts lead from the stored state of an order to the state that a source tells.</summary>
internal static class OrderDecision
{
    /// <summary>The facts of the difference, in the order in which they happened; empty when only details changed.</summary>
    /// <param name="before">The figures as stored; <see cref="OrderFigures.None"/> for a new order.</param>
    /// <param name="after">The figures as told now.</param>
    /// <param name="placedAt">When the order was placed.</param>
    /// <param name="returnedAt">When something of it came back, if that is told.</param>
    /// <param name="changedAt">When the state told now came to be.</param>
    public static IReadOnlyList<OrderFact> Decide(
        OrderFigures before, OrderFigures after, Instant placedAt, Instant? returnedAt, Instant changedAt)
    {
        var facts = new List<OrderFact>(2);
        var isNew = ReferenceEquals(before, OrderFigures.None);
        AddState(facts, before, after, isNew, isNew ? placedAt : changedAt);

        var returned = after.CountedReturn - before.CountedReturn;
        if (returned > 0)
        {
            facts.Add(new OrderFact(FactKinds.OrderReturned, returned, returnedAt ?? (isNew ? placedAt : changedAt)));
        }
        else if (returned < 0)
        {
            facts.Add(new OrderFact(FactKinds.OrderAmended, -returned, changedAt));
        }

        return facts;
    }

    private static void AddState(List<OrderFact> facts, OrderFigures before, OrderFigures after, bool isNew, Instant at)
    {
        switch (after.State)
        {
            case OrderState.Sold or OrderState.Refunded:
                if (before.IsPurchase && after.IsPurchase)
                {
                    AddAmendment(facts, after.Gross - before.Gross, at);
                }
                else if (after.IsPurchase || (isNew && after.Returned == 0))
                {
                    facts.Add(new OrderFact(FactKinds.OrderPlaced, after.Gross, at));
                }
                else if (before.IsPurchase)
                {
                    AddAmendment(facts, -before.Gross, at);
                }

                break;
            case OrderState.Refused when isNew || before.State is not OrderState.Refused:
                facts.Add(new OrderFact(FactKinds.OrderRefused, after.Gross, at));
                break;
            case OrderState.Cancelled when isNew || before.State is not OrderState.Cancelled:
                facts.Add(new OrderFact(FactKinds.OrderCancelled, after.Gross, at));
                break;
            case OrderState.Pending when isNew || before.State is not OrderState.Pending:
                facts.Add(new OrderFact(FactKinds.OrderPending, after.Gross, at));
                break;
        }
    }

    private static void AddAmendment(List<OrderFact> facts, long difference, Instant at)
    {
        if (difference != 0)
        {
            facts.Add(new OrderFact(FactKinds.OrderAmended, difference, at));
        }
    }
}

/// <summary>One fact about an order: what happened, its amount in the business's minor units, and when.</summary>
internal readonly record struct OrderFact(string Kind, long Amount, Instant At);
