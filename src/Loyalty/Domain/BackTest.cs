using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Tries a programme on the orders that really were: as if it had been in force from the first day. Nothing is written.</summary>
/// <remarks>Orders count as they ended: what came back earned nothing. Members use nothing, for nobody knows what they would have used;
/// cost is therefore what is expected to be used. Conditions about customers are asked about them as they are known today.</remarks>
internal sealed class BackTest(CompiledProgramme programme, Business business, Day lastDay)
{
    private readonly Dictionary<string, RuleTotal> rules = [];

    private readonly Dictionary<string, UnitTotal> units = programme.Programme.Units.ToDictionary(unit => unit.Key, _ => new UnitTotal());

    private readonly Dictionary<(string Set, int Place), long> levels = [];

    /// <summary>Customers are played one after another: how much of a budget is used is right, who got it is not.</summary>
    private readonly SharedBook shared = new();

    /// <summary>Members so far.</summary>
    public long Members { get; private set; }

    /// <summary>Money returned by orders that name no order they belong to, in minor units: what those gave cannot be taken back.</summary>
    public long UnmatchedReturns { get; private set; }

    /// <summary>Orders so far.</summary>
    public long Orders { get; private set; }

    /// <summary>What each rule gave, by its key.</summary>
    public IReadOnlyDictionary<string, RuleTotal> Rules => rules;

    /// <summary>What was given of each kind of points.</summary>
    public IReadOnlyDictionary<string, UnitTotal> Units => units;

    /// <summary>How many members stand on each level on the last day.</summary>
    public IReadOnlyDictionary<(string Set, int Place), long> Levels => levels;

    /// <summary>Plays one customer's orders, in the order in which they were placed; answers what they would have now.</summary>
    public MemberOutcome Play(CustomerId customer, CriteriaSubject subject, IReadOnlyList<PastOrder> orders)
    {
        var book = new MemberBook(customer);
        var decision = new MemberDecision(business, new ProgrammeHistory([programme]), default, _ => subject);
        foreach (var (past, place) in WithReturns(orders).Select((past, place) => (past, place)))
        {
            PlayOrder(book, decision, past, place);
        }

        var end = new PointsLedger(book, programme.Programme, new PostingSource(0, default, lastDay));
        end.Settle(lastDay);
        Members++;
        var worth = 0m;
        foreach (var unit in programme.Programme.Units)
        {
            var left = book.Balance(unit.Key) + book.Balance(unit.Key, LedgerAccount.Pending);
            var total = units[unit.Key];
            total.Given += -book.Balance(unit.Key, LedgerAccount.Issued);
            total.Expired += book.Balance(unit.Key, LedgerAccount.Expired);
            total.Left += left;
            worth += unit.ToPoints(-book.Balance(unit.Key, LedgerAccount.Issued)) * (unit.Value ?? 0);
        }

        return new MemberOutcome(customer, worth, Stand(book));
    }

    /// <summary>Orders with everything that came back of them, also by orders of their own that name them. What names none is told apart.</summary>
    private List<PastOrder> WithReturns(IReadOnlyList<PastOrder> orders)
    {
        var returns = orders.Where(past => OtherReturn.IsOne(past.Order)).ToLookup(past => (past.Order.Source, past.Order.ReturnOf!), past => OtherReturn.Of(past.Order));
        var known = orders.Select(past => (past.Order.Source, past.Order.Number)).ToHashSet();
        UnmatchedReturns += orders.Where(past => OrderOccasion.Sold(past.Order) == 0 && !(OtherReturn.IsOne(past.Order) && known.Contains((past.Order.Source, past.Order.ReturnOf!))))
            .Sum(past => past.Order.Lines.Where(line => line.IsReturn).Sum(line => line.Value) + past.Order.Refunded);
        return [.. orders.Where(past => !OtherReturn.IsOne(past.Order))
            .Select(past => past with { Order = OtherReturn.Add(past.Order, returns[(past.Order.Source, past.Order.Number)]) })];
    }

    private void PlayOrder(MemberBook book, MemberDecision decision, PastOrder past, int place)
    {
        var day = business.Calendar.DayOf(past.Order.PlacedAt);
        var ledger = new PointsLedger(book, programme.Programme, new PostingSource(0, past.Order.PlacedAt, day, past.Id), shared: new SharedDraft(shared));
        ledger.Settle(day);
        var entry = decision.Entry(book, past.Order, place, programme, day);
        var points = new OrderPoints(ledger, programme, past.Order, entry, decision.Subject(book.Customer, past.Order, entry), day);
        foreach (var outcome in points.Judge(0))
        {
            var total = rules.TryGetValue(outcome.Rule.Key, out var known) ? known : rules[outcome.Rule.Key] = new RuleTotal();
            total.Add(outcome);
        }

        if (points.Decide().Refusal is null)
        {
            shared.Accept(ledger.Shared);
        }

        book.Orders.Clear();
        foreach (var set in programme.Programme.LevelSets)
        {
            book.Levels[set.Key] = LevelDecision.Decide(set, programme, book, book.Levels.GetValueOrDefault(set.Key), day);
        }

        Orders++;
    }

    private Dictionary<string, int> Stand(MemberBook book)
    {
        var places = new Dictionary<string, int>();
        foreach (var set in programme.Programme.LevelSets.Where(set => set.Levels.Count > 0))
        {
            var place = LevelDecision.Decide(set, programme, book, book.Levels.GetValueOrDefault(set.Key), lastDay).Place;
            places[set.Key] = place;
            levels[(set.Key, place)] = levels.GetValueOrDefault((set.Key, place)) + 1;
        }

        return places;
    }
}

/// <summary>An order that really was, as it ended.</summary>
internal sealed record PastOrder(OrderId Id, OrderInput Order);

/// <summary>What one customer would have.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Worth">What the given points are worth, in units of the business's currency.</param>
/// <param name="Places">The levels, by the ladder's key.</param>
internal sealed record MemberOutcome(CustomerId Customer, decimal Worth, IReadOnlyDictionary<string, int> Places);

/// <summary>What one rule gave over all orders.</summary>
internal sealed class RuleTotal
{
    /// <summary>Orders it gave something for.</summary>
    public long Orders { get; private set; }

    /// <summary>What it gave, in smallest parts.</summary>
    public long Points { get; private set; }

    /// <summary>Money it counted, in minor units.</summary>
    public long Money { get; private set; }

    /// <summary>How often it gave nothing, and why.</summary>
    public Dictionary<WhyNot, long> WhyNot { get; } = [];

    public void Add(RuleOutcome outcome)
    {
        if (outcome.WhyNot is { } why)
        {
            WhyNot[why] = WhyNot.GetValueOrDefault(why) + 1;
            return;
        }

        Orders++;
        Points += outcome.Points;
        Money += outcome.Money ?? 0;
    }
}

/// <summary>What became of one kind of points, in smallest parts.</summary>
internal sealed class UnitTotal
{
    public long Given { get; set; }

    public long Expired { get; set; }

    /// <summary>What could still be used on the last day, now or later.</summary>
    public long Left { get; set; }
}
