using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>One customer's life with the shop, from the first visit until they leave or the last day comes.</summary>
internal sealed class ShoppingStory
{
    /// <summary>So many sales at the till to nobody known for each one to somebody known: a quarter of all.</summary>
    private const double UnknownPerKnown = 1.0 / 3;

    private readonly Chance chance;

    private readonly ShopSeasons seasons;

    private readonly Person person;

    private readonly Habit habit;

    private readonly Purchases purchases;

    private readonly StoryFacts facts;

    private readonly int number;

    private readonly List<IntakeRequest> history = [];

    public ShoppingStory(Chance chance, ShopSeasons seasons, Person person, Habit habit, Purchases purchases, StoryFacts facts, int number)
    {
        this.chance = chance;
        this.seasons = seasons;
        this.person = person;
        this.habit = habit;
        this.purchases = purchases;
        this.facts = facts;
        this.number = number;
    }

    /// <summary>By what the till and the web know the customer.</summary>
    public required (CustomerInput Till, CustomerInput Web) KnownAs { get; init; }

    /// <summary>Whether the customer told both their telephone and their e-mail address with one order.</summary>
    public CustomerInput? KnownAtLast { get; init; }

    public IReadOnlyList<IntakeRequest> History => history;

    public Day? LeftOn { get; private set; }

    public LeavingReason Reason { get; private set; }

    public void Tell()
    {
        var first = seasons.Arrival(chance);
        var drifts = first + habit.StaysDays;
        Purchase? lastOnWeb = null;
        for (var day = first; day < ShopSeasons.Days && Reason is LeavingReason.None;)
        {
            var purchase = Buy(day);
            lastOnWeb = purchase.IsOnWeb ? purchase : lastOnWeb;
            var next = seasons.After(day, chance.Gamma(habit.Regularity) * habit.MeanPauseDays / habit.Regularity);
            LeaveAfter(purchase, drifts, next);
            LookAround(day, next);
            day = next;
        }

        if (lastOnWeb is not null && KnownAtLast is { } both)
        {
            var last = history.FindLastIndex(request => request is RecordOrder { Order.Channel: Purchases.WebChannel, Order.Customer: not null });
            history[last] = new RecordOrder(lastOnWeb.Order with { Customer = both }) { Origin = Origin.History };
        }
    }

    private Purchase Buy(int day)
    {
        var isOnWeb = chance.Happens(habit.WebShare);
        if (isOnWeb && chance.Happens(0.7))
        {
            history.Add(facts.Visit(KnownAs.Web, day, 17.5));
        }

        var purchase = isOnWeb
            ? purchases.OnWeb(day, person, KnownAs.Web, habit, number)
            : purchases.AtTill(day, person, KnownAs.Till, habit, number);
        history.Add(new RecordOrder(purchase.Order) { Origin = Origin.History });
        if (!isOnWeb && chance.Happens(UnknownPerKnown))
        {
            var unknown = purchases.AtTill(day, null, null, habit, number).Order;
            history.Add(new RecordOrder(unknown with { Number = unknown.Number + "A" }) { Origin = Origin.History });
        }

        if (isOnWeb && purchase.Order.State is OrderState.Sold && facts.Delivery(KnownAs.Web, purchase) is { } delivery)
        {
            history.Add(delivery);
        }

        var isSad = purchase.LateDays > 0 || purchase.WasCurt;
        if (purchase.Order.State is OrderState.Sold && chance.Happens(isSad ? 0.22 : 0.03)
            && facts.Review(isOnWeb ? KnownAs.Web : KnownAs.Till, purchase, person.Language, isSad) is { } review)
        {
            history.Add(review);
        }

        return purchase;
    }

    /// <summary>Decides whether the customer comes back on the day foreseen.</summary>
    private void LeaveAfter(Purchase purchase, double drifts, int next)
    {
        var reason =
            habit.IsOnlyCurious ? LeavingReason.OnlyCurious
            : purchase.LateDays > 0 && chance.Happens(0.3) ? LeavingReason.LateParcel
            : purchase.WasRefused && chance.Happens(0.5) ? LeavingReason.RefusedParcel
            : purchase.WasCurt && chance.Happens(0.2) ? LeavingReason.CurtService
            : habit.CountsPennies && purchase.Day >= ShopSeasons.Days - Purchases.DearerDays && chance.Happens(0.12) ? LeavingReason.Price
            : next >= drifts ? LeavingReason.Drifted
            : LeavingReason.None;
        if (reason is not LeavingReason.None)
        {
            Reason = reason;
            LeftOn = seasons.First.Plus(purchase.Day);
        }
    }

    /// <summary>Now and then the customer looks at the web shop without buying.</summary>
    private void LookAround(int day, int next)
    {
        if (habit.WebShare > 0 && Reason is LeavingReason.None && next - day > 2 && chance.Happens(0.35))
        {
            var between = day + 1 + chance.Below(next - day - 1);
            if (between < ShopSeasons.Days)
            {
                history.Add(facts.Visit(KnownAs.Web, between, chance.Between(9, 22)));
            }
        }
    }
}
