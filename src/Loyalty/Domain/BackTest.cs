using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Tries a programme on the orders and other facts that really were: as if it had been in force from the first day. Nothing is written.</summary>
/// <remarks>Orders count as they ended: what came back earned nothing. Members use nothing, for nobody knows what they would have used;
/// cost is therefore what is expected to be used. Conditions about customers are asked about them as they are known today. A customer
/// became known with the first thing they did. Birthdays and anniversaries are not celebrated, for no fact tells them.</remarks>
internal sealed class BackTest(CompiledProgramme programme, Business business, Day lastDay)
{
    private readonly Dictionary<string, RuleTotal> rules = [];

    private readonly Dictionary<string, UnitTotal> units = programme.Programme.Units.ToDictionary(unit => unit.Key, _ => new UnitTotal());

    private readonly Dictionary<(string Set, int Place), long> levels = [];

    private readonly Dictionary<string, PrizeTotal> prizes = [];

    private readonly ProgrammeHistory history = new([programme]);

    /// <summary>Customers are played one after another: how much of a budget is used is right, who got it is not.</summary>
    private readonly SharedBook shared = new();

    /// <summary>Members so far.</summary>
    public long Members { get; private set; }

    /// <summary>Money returned by orders that name no order they belong to, in minor units: what those gave cannot be taken back.</summary>
    public long UnmatchedReturns { get; private set; }

    /// <summary>Orders so far.</summary>
    public long Orders { get; private set; }

    /// <summary>Facts other than orders that rules and challenges asked about, so far.</summary>
    public long Facts { get; private set; }

    /// <summary>What was reached of each challenge and milestone, by the key of its achievements.</summary>
    public IReadOnlyDictionary<string, PrizeTotal> Prizes => prizes;

    /// <summary>What each rule gave, by its key.</summary>
    public IReadOnlyDictionary<string, RuleTotal> Rules => rules;

    /// <summary>What was given of each kind of points.</summary>
    public IReadOnlyDictionary<string, UnitTotal> Units => units;

    /// <summary>How many members stand on each level on the last day.</summary>
    public IReadOnlyDictionary<(string Set, int Place), long> Levels => levels;

    /// <summary>Plays what one customer did, in the order in which it happened; answers what they would have now.</summary>
    public MemberOutcome Play(CustomerId customer, CriteriaSubject subject, IReadOnlyList<PastEvent> events)
    {
        var book = new MemberBook(customer) { JoinedOn = events.Count > 0 ? business.Calendar.DayOf(events[0].At) : null };
        var decision = new MemberDecision(business, history, default, _ => subject);
        var orders = WithReturns([.. events.OfType<PastOrder>()]);
        var place = 0;
        foreach (var past in orders.Concat<PastEvent>(events.OfType<PastFact>().Where(IsAskedAbout)).OrderBy(past => past.At))
        {
            if (past is PastOrder order)
            {
                PlayOrder(book, decision, order, place++);
            }
            else
            {
                PlayFact(book, subject, (PastFact)past);
            }
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

    private bool IsAskedAbout(PastFact fact) => programme.Programme.Rules.Any(rule => rule.On == fact.Kind) || history.IsChallenged(fact.Kind);

    private void PlayOrder(MemberBook book, MemberDecision decision, PastOrder past, int place)
    {
        var day = business.Calendar.DayOf(past.At);
        var effects = Begin(book, past, day, past.Id);
        var entry = decision.Entry(book, past.Order, place, programme, day);
        var subject = decision.Subject(book.Customer, past.Order, entry);
        var points = new OrderPoints(effects.Ledger, programme, past.Order, entry, subject, day);
        Note(points.Judge(0));
        var decided = points.Decide();
        if (decided.Refusal is null)
        {
            var challenges = new ChallengeDecision(history, effects, day);
            challenges.Count(programme, past.Order, decided.Value, wasJudged: false, subject);
            if (decided.Value.IsCounted)
            {
                new MilestoneDecision(history, effects, day).Order(programme, past.Id, counts: true, place);
            }

            End(effects, challenges, day);
        }

        book.Orders.Clear();
        Orders++;
    }

    private void PlayFact(MemberBook book, CriteriaSubject subject, PastFact past)
    {
        var day = business.Calendar.DayOf(past.At);
        var effects = Begin(book, past, day, null);
        var challenges = new ChallengeDecision(history, effects, day);
        challenges.Count(programme, past.Kind, past.Amount, day, 0, subject);
        Note(new FactPoints(effects.Ledger, programme, day).Decide(past.Kind, past.Amount, day, subject));
        End(effects, challenges, day);
        Facts++;
    }

    private MemberEffects Begin(MemberBook book, PastEvent past, Day day, OrderId? order)
    {
        var ledger = new PointsLedger(book, programme.Programme, new PostingSource(0, past.At, day, order), shared: new SharedDraft(shared));
        ledger.Settle(day);
        return new MemberEffects(ledger, book);
    }

    /// <summary>Gives the prizes of what is reached, and decides the levels.</summary>
    private void End(MemberEffects effects, ChallengeDecision challenges, Day day)
    {
        challenges.Decide();
        var book = effects.Ledger.Book;
        foreach (var reached in effects.ChangedAchievements.Select(key => book.Achievements[key]))
        {
            var total = prizes.TryGetValue(reached.Key, out var known) ? known : prizes[reached.Key] = new PrizeTotal();
            total.Add(reached, reached.Lot > 0 ? book.Lots[reached.Lot] : null);
        }

        shared.Accept(effects.Ledger.Shared);
        foreach (var set in programme.Programme.LevelSets)
        {
            book.Levels[set.Key] = LevelDecision.Decide(set, programme, book, book.Levels.GetValueOrDefault(set.Key), day);
        }
    }

    private void Note(IReadOnlyList<RuleOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            var total = rules.TryGetValue(outcome.Rule.Key, out var known) ? known : rules[outcome.Rule.Key] = new RuleTotal();
            total.Add(outcome);
        }
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

/// <summary>Something that really was.</summary>
/// <param name="At">When.</param>
internal abstract record PastEvent(Instant At);

/// <summary>An order, as it ended.</summary>
internal sealed record PastOrder(OrderId Id, OrderInput Order) : PastEvent(Order.PlacedAt);

/// <summary>A fact other than an order.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Amount">Its amount in minor units.</param>
internal sealed record PastFact(string Kind, Instant At, long? Amount) : PastEvent(At);

/// <summary>What one customer would have.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Worth">What the given points are worth, in units of the business's currency.</param>
/// <param name="Places">The levels, by the ladder's key.</param>
internal sealed record MemberOutcome(CustomerId Customer, decimal Worth, IReadOnlyDictionary<string, int> Places);

/// <summary>What one rule gave over all orders.</summary>
internal sealed class RuleTotal
{
    /// <summary>Orders or facts it gave something for.</summary>
    public long Times { get; private set; }

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

        Times++;
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

/// <summary>What was reached of one challenge or milestone, and given for it.</summary>
internal sealed class PrizeTotal
{
    /// <summary>How often it was reached.</summary>
    public long Times { get; private set; }

    /// <summary>The kind of points given for it; null where none were.</summary>
    public string? Unit { get; private set; }

    /// <summary>So many, in smallest parts.</summary>
    public long Points { get; private set; }

    public void Add(Achievement reached, Lot? lot)
    {
        Times += reached.IsHeld ? 1 : -1;
        if (lot is not null)
        {
            (Unit, Points) = (lot.Unit, Points + (reached.IsHeld ? lot.Granted : -lot.Granted));
        }
    }
}
