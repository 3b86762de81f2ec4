using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What follows for one customer from one change: pure, on a copy of the book.</summary>
/// <param name="business">The business.</param>
/// <param name="programmes">The programmes by their versions.</param>
/// <param name="now">The moment of the transaction.</param>
/// <param name="traits">What conditions know of customers; null where none was loaded.</param>
/// <param name="expiry">The day as of which points expire, where the clock is not believed; null: the present day.</param>
/// <param name="named">The orders that returns name; null: none is known.</param>
/// <param name="shared">Limits that everybody shares; null: nothing is used of any, and there are no codes.</param>
internal sealed class MemberDecision(
    Business business,
    ProgrammeHistory programmes,
    Instant now,
    Func<CustomerId, CriteriaSubject?> traits,
    Day? expiry = null,
    INamedOrders? named = null,
    SharedBook? shared = null)
{
    private readonly SharedBook shared = shared ?? new SharedBook();

    private readonly Day today = business.Calendar.DayOf(now);

    /// <summary>Decides. Null when nothing follows.</summary>
    /// <param name="book">The customer's book.</param>
    /// <param name="change">The change.</param>
    /// <param name="wasKnown">Whether the order was known before.</param>
    /// <param name="others">The books of the other records of the same person; asked for facts about points, for orders that use them, and for returns.</param>
    public ParticipantDecision? Decide(MemberBook book, RecordedChange change, bool wasKnown, IReadOnlyList<MemberBook> others)
    {
        if (change.Origin is Origin.History)
        {
            return null;
        }

        if (programmes.InForce(today) is not { } present)
        {
            return change.Fact is { } told && PointsCommands.Concern(told.Kind) ? ParticipantDecision.Refused(PointsRefusals.NoProgramme) : null;
        }

        var source = new PostingSource(change.Version, now, today, change.OrderId, null, present.Programme.Version);
        var ledger = new PointsLedger(book.Copy(), present.Programme, source, expiry, new SharedDraft(shared));
        ledger.Settle(today);
        var effects = new MemberEffects(ledger, book);
        foreach (var other in others)
        {
            // What is brought together is no part of the order that it is used on.
            var record = new PointsLedger(other.Copy(), present.Programme, source with { Order = null }, expiry, ledger.Shared);
            record.Settle(today);
            if (change.Fact is not null || change.Order is { Points.Count: > 0 })
            {
                Gathering.Gather(record, ledger.Apart(present.Programme), today);
            }

            effects.Gathered.Add(new MemberEffects(record, other));
        }

        var rewards = new RewardUses(programmes, present, effects, traits(change.Customer) ?? new CriteriaSubject(change.Customer), business.Calendar, now);
        var challenges = new ChallengeDecision(programmes, effects, today);
        var done = change switch
        {
            { Order: { } order, OrderId: { } id } => DecideOrder(effects, challenges, order, id, change, wasKnown),
            { Fact: { } fact } when PointsCommands.Concern(fact.Kind) => new PointsCommands(present, programmes, effects, rewards, today, now).Decide(fact, change.Version),
            { Fact: { } fact } => DecideFact(effects, challenges, present, fact, change),
            _ => null,
        };
        if (done is { } refusal)
        {
            return ParticipantDecision.Refused(refusal);
        }

        challenges.Decide();
        // What is only foreseen has no place in the book, and needs none.
        if (change.Facts.Count > 0 || change.Version == 0)
        {
            Exchange(effects, present, rewards);
        }
        else
        {
            effects.NeedsFact = IsExchangeDue(ledger, present);
        }

        foreach (var set in present.Programme.LevelSets)
        {
            ledger.Book.Levels[set.Key] = LevelDecision.Decide(set, present, ledger.Book, ledger.Book.Levels.GetValueOrDefault(set.Key), today);
        }

        return effects.HasAny ? new ParticipantDecision(effects, LoyaltyAnswer.Write(ledger, present.Programme, book, effects)) { Facts = effects.Facts } : null;
    }

    /// <summary>What would follow from an order that is told now for the first time, decided on a copy. Null where nothing would, or where it would be refused.</summary>
    public MemberEffects? Foresee(MemberBook book, OrderInput order, long ordersBefore) => Decide(
        book, new RecordedChange(book.Customer, Origin.Live, 0, ordersBefore, []) { Order = order, OrderId = new OrderId(Guid.Empty) }, wasKnown: false, [])?.Effects as MemberEffects;

    /// <summary>Does what has become due of one member by itself. Null when nothing has.</summary>
    /// <returns>What was done; or that it is to be done by a fact, because a use of points follows from it, which needs its place in the book.</returns>
    public (MemberEffects Effects, bool NeedsFact)? Settle(MemberBook book)
    {
        if (programmes.InForce(today) is not { } present)
        {
            return null;
        }

        var ledger = new PointsLedger(book.CopyLedger(), present.Programme, new PostingSource(0, now, today, null, null, present.Programme.Version), expiry);
        ledger.Settle(today);
        return ledger.Postings.Count == 0 ? null : (new MemberEffects(ledger, book), IsExchangeDue(ledger, present));
    }

    private static bool IsExchangeDue(PointsLedger ledger, CompiledProgramme present) =>
        present.Programme.Units.Any(unit => unit.ExchangeAt is { } at && ledger.Book.Balance(unit.Key) >= unit.ToParts(at));

    /// <summary>The order's entry as it would be judged now, for what it would give.</summary>
    public OrderEntry Entry(MemberBook book, OrderInput order, long ordersBefore)
    {
        var day = business.Calendar.DayOf(order.PlacedAt);
        return Entry(book, order, ordersBefore, programmes.InForce(day) ?? programmes.InForce(today)!, today);
    }

    /// <summary>The same by a given version, on a given day.</summary>
    public OrderEntry Entry(MemberBook book, OrderInput order, long ordersBefore, CompiledProgramme programme, Day asOf)
    {
        var day = business.Calendar.DayOf(order.PlacedAt);
        var levels = programme.Programme.LevelSets.Where(set => set.Levels.Count > 0).ToDictionary(
            set => set.Key, set => set.Levels[Math.Min(LevelDecision.Decide(set, programme, book, book.Levels.GetValueOrDefault(set.Key), asOf).Place, set.Levels.Count - 1)]);
        return new OrderEntry
        {
            ProgrammeVersion = programme.Programme.Version,
            Day = day,
            IsFirst = ordersBefore == 0,
            Levels = levels.ToDictionary(level => level.Key, level => level.Value.Key),
            Multiplier = levels.Values.Select(level => level.Multiplier).DefaultIfEmpty(1).Max(),
        };
    }

    /// <summary>What conditions of rewards are asked about a customer.</summary>
    public CriteriaSubject Subject(MemberBook book, CompiledProgramme programme) =>
        RewardUses.Subject(traits(book.Customer) ?? new CriteriaSubject(book.Customer), programme, book, today);

    /// <summary>What conditions are asked about an order.</summary>
    public CriteriaSubject Subject(CustomerId customer, OrderInput order, OrderEntry entry)
    {
        var subject = traits(customer) is { } known ? known.Copy() : new CriteriaSubject(customer);
        subject.Add(new OrderTraits(order, business.Calendar.Local(order.PlacedAt), entry.IsFirst, entry.Levels));
        return subject;
    }

    private Refusal? DecideOrder(MemberEffects effects, ChallengeDecision challenges, OrderInput order, OrderId id, RecordedChange change, bool wasKnown)
    {
        var (book, key) = (effects.Ledger.Book, id.ToString());
        var records = effects.Gathered.Prepend(effects).ToList();
        var original = OtherReturn.IsOne(order) ? named?.Find(records.ConvertAll(record => record.Before.Customer), order) : null;
        var formerly = records.SelectMany(record => record.Before.Orders, (record, known) => (Record: record, known.Key, Entry: known.Value))
            .FirstOrDefault(known => known.Entry.OtherReturns.ContainsKey(key));
        var isWithdrawn = formerly.Entry is not null && formerly.Key != original?.Id;
        if (isWithdrawn && named?.Find(formerly.Key) is { } former)
        {
            // It was a return of another order and is so no more: what it took back there is given again.
            var others = formerly.Entry!.OtherReturns.Where(other => other.Key != key).ToDictionary();
            if (DecideOther(effects, challenges, formerly.Record, former, change, formerly.Entry with { OtherReturns = others }) is { } refusal)
            {
                return refusal;
            }
        }

        if (original is not null && records.Find(record => record.Before.Customer == original.Customer) is { } owner && owner.Ledger.Book.Orders.GetValueOrDefault(original.Id) is { } returned)
        {
            var others = new Dictionary<string, OtherReturn>(returned.OtherReturns) { [key] = OtherReturn.Of(order) };
            return DecideOther(effects, challenges, owner, original, change, returned with { OtherReturns = others });
        }

        var entry = book.Orders.GetValueOrDefault(id);
        if (entry is null && wasKnown && !isWithdrawn)
        {
            // It was told before there was a programme, or as history: it earns nothing.
            return null;
        }

        return DecideOrder(effects, challenges, order, id, change, entry ?? Entry(book, order, change.OrdersBefore));
    }

    /// <summary>Decides an order that a return names, in the person's record that has it.</summary>
    private Refusal? DecideOther(MemberEffects effects, ChallengeDecision challenges, MemberEffects owner, NamedOrder order, RecordedChange change, OrderEntry entry)
    {
        if (owner == effects)
        {
            return DecideOrder(effects, challenges, order.Order, order.Id, change, entry);
        }

        var before = owner.Ledger.Book.Copy();
        var counted = new ChallengeDecision(programmes, owner, today);
        if (DecideOrder(owner, counted, order.Order, order.Id, change, entry) is { } refusal)
        {
            return refusal;
        }

        counted.Decide();
        effects.Referred = owner.Referred ?? effects.Referred;
        effects.Ledger.Book.CountOther(before, owner.Ledger.Book);
        return null;
    }

    private Refusal? DecideOrder(MemberEffects effects, ChallengeDecision challenges, OrderInput told, OrderId id, RecordedChange change, OrderEntry entry)
    {
        var book = effects.Ledger.Book;
        var order = OtherReturn.Add(told, entry.OtherReturns.Values);
        var programme = programmes.Of(entry.ProgrammeVersion);
        var ledger = effects.Ledger.For(programme.Programme, id);
        var subject = Subject(book.Customer, order, entry);
        var points = new OrderPoints(ledger, programme, order, entry, subject, today);
        var decided = points.Decide();
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        effects.Referred = points.Referred ?? effects.Referred;

        book.Orders[id] = challenges.Count(programme, order, decided.Value, book.Orders.ContainsKey(id), subject);
        if (decided.Value.IsCounted != entry.IsCounted)
        {
            new MilestoneDecision(programmes, effects, today).Order(programme, id, decided.Value.IsCounted, change.OrdersBefore);
        }

        effects.ChangedOrders.Add(id);
        return null;
    }

    private Refusal? DecideFact(MemberEffects effects, ChallengeDecision challenges, CompiledProgramme present, FactInput fact, RecordedChange change)
    {
        var isChallenged = programmes.IsChallenged(fact.Kind);
        if (!isChallenged && !present.Programme.Rules.Any(rule => rule.On == fact.Kind))
        {
            return null;
        }

        var day = business.Calendar.DayOf(fact.OccurredAt);
        var programme = programmes.InForce(day) ?? present;
        var subject = traits(change.Customer) ?? new CriteriaSubject(change.Customer);
        if (isChallenged)
        {
            challenges.Count(programme, fact.Kind, change.Facts[0].Amount, day, change.Version, subject);
        }

        new FactPoints(effects.Ledger, programme, today).Decide(fact.Kind, change.Facts[0].Amount, day, subject);
        return null;
    }

    /// <summary>Exchanges points for rewards where the programme does so by itself; what cannot be had now is exchanged when it can.</summary>
    private static void Exchange(MemberEffects effects, CompiledProgramme present, RewardUses rewards)
    {
        foreach (var unit in present.Programme.Units.Where(unit => unit.ExchangeAt is > 0 && unit.ExchangeReward is not null))
        {
            var points = unit.ToParts(unit.ExchangeAt!.Value);
            for (var exchanged = 0; exchanged < MostExchanges && effects.Ledger.Book.Balance(unit.Key) >= points; exchanged++)
            {
                if (present.Programme.Reward(unit.ExchangeReward!) is { } reward && rewards.Refuse(reward, "") is not null)
                {
                    break;
                }

                var parts = effects.Ledger.Take(unit.Key, points, LedgerAccount.Spent, PostingReason.Exchanged)!;
                rewards.Take(effects.Ledger.Source.FactVersion, effects.Redemptions.Count + 1, unit.Key, unit.ExchangeReward, parts);
            }
        }
    }

    private const int MostExchanges = 100;
}

/// <summary>What a decision changed of one customer's book.</summary>
/// <param name="ledger">The movements, and the book after them.</param>
/// <param name="before">The book before.</param>
internal sealed class MemberEffects(PointsLedger ledger, MemberBook before)
{
    private readonly List<Redemption> redemptions = [];

    public PointsLedger Ledger { get; } = ledger;

    public MemberBook Before { get; } = before;

    public HashSet<OrderId> ChangedOrders { get; } = [];

    /// <summary>What was brought together from other records of the same person.</summary>
    public List<MemberEffects> Gathered { get; } = [];

    public IReadOnlyCollection<Redemption> Redemptions => redemptions;

    public List<PointsSent> Sent { get; } = [];

    public Guid? NewHold { get; set; }

    /// <summary>Whether an exchange of points waits for a fact of its own, for the change has none and thus no place in the book.</summary>
    public bool NeedsFact { get; set; }

    /// <summary>What was done to an allowance.</summary>
    public AllowanceChange? Allowance { get; private set; }

    /// <summary>The ledgers of the person's records, first the one that stands for the person.</summary>
    public IEnumerable<PointsLedger> Ledgers => Gathered.Select(record => record.Ledger).Prepend(Ledger);

    /// <summary>Facts that follow.</summary>
    public List<FollowingFact> Facts { get; } = [];

    /// <summary>What a fact other than an order counted for challenges.</summary>
    public List<ChallengeStep> Steps { get; } = [];

    /// <summary>What was given as a surprise, or held out.</summary>
    public List<Gift> Gifts { get; } = [];

    /// <summary>What was reached or undone.</summary>
    public HashSet<(string Key, int Period)> ChangedAchievements { get; } = [];

    /// <summary>What the customer's order brings to who brought them.</summary>
    public ReferralNews? Referred { get; set; }

    /// <summary>Notes a use of points, or that it was undone.</summary>
    public void Add(Redemption redemption)
    {
        redemptions.Add(redemption);
        Ledger.Book.Redemptions[(redemption.FactVersion, redemption.Number)] = redemption;
    }

    /// <summary>Notes that something was reached, or undone.</summary>
    public void Add(Achievement achievement)
    {
        Ledger.Book.Achievements[(achievement.Key, achievement.Period)] = achievement;
        ChangedAchievements.Add((achievement.Key, achievement.Period));
    }

    /// <summary>Notes what was done to an allowance. It is now that of the record that stands for the person.</summary>
    public void Change(AllowanceChange change)
    {
        foreach (var record in Ledgers)
        {
            record.Book.Allowances.Remove(change.After.Id);
        }

        Ledger.Book.Allowances.Add(change.After.Id, change.After);
        Allowance = change;
    }

    public bool HasAny => Gathered.Any(record => record.HasAny) || Steps.Count > 0 || Gifts.Count > 0 || ChangedAchievements.Count > 0 || Ledger.Postings.Count > 0 || ChangedOrders.Count > 0 || Redemptions.Count > 0 || Ledger.Book.Referral != Before.Referral || Ledger.ChangedLots.Count > 0
        || Ledger.Book.Levels.Any(level => Before.Levels.GetValueOrDefault(level.Key) != level.Value);
}

/// <summary>Points on their way to another customer.</summary>
internal sealed record PointsSent(CustomerId To, string Unit, IReadOnlyList<ReceivedLot> Lots);
