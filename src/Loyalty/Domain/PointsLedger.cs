using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Moves points in a copy of a book. Every movement is a posting; nothing else changes a balance.</summary>
/// <param name="book">The copy.</param>
/// <param name="programme">The version of the programme in whose name points move.</param>
/// <param name="source">What the movements follow from.</param>
/// <param name="expiry">Points expire as of this day where it is before the present one: while a clock that jumped ahead is not believed. Null: as of the present day.</param>
/// <param name="shared">What the decision changes of limits that everybody shares; null where none is looked at.</param>
internal sealed class PointsLedger(MemberBook book, Programme programme, PostingSource source, Day? expiry = null, SharedDraft? shared = null)
{
    private List<Posting> postings = [];

    private HashSet<long> changedLots = [];

    private HashSet<Guid> changedHolds = [];

    public MemberBook Book { get; } = book;

    /// <summary>What is changed of limits that everybody shares.</summary>
    public SharedDraft Shared { get; } = shared ?? new SharedDraft(new SharedBook());

    public PostingSource Source { get; } = source with { ProgrammeVersion = programme.Version };

    /// <summary>The same ledger, in the name of another version of the programme, and of an order.</summary>
    public PointsLedger For(Programme version, OrderId? order = null) =>
        new(Book, version, Source with { Order = order ?? Source.Order }, expiry, Shared) { postings = postings, changedLots = changedLots, changedHolds = changedHolds };

    /// <summary>The same ledger for what belongs to no order, whatever it follows from.</summary>
    public PointsLedger Apart(Programme version) =>
        new(Book, version, Source with { Order = null }, expiry, Shared) { postings = postings, changedLots = changedLots, changedHolds = changedHolds };

    public IReadOnlyList<Posting> Postings => postings;

    public IReadOnlySet<long> ChangedLots => changedLots;

    /// <summary>Reservations that were made, ended, or hold something else than before.</summary>
    public IReadOnlySet<Guid> ChangedHolds => changedHolds;

    /// <summary>Does what has become due: reservations end, pending points become active, active ones expire, each on its day.</summary>
    public void Settle(Day today)
    {
        foreach (var hold in Book.Holds.Values.Where(hold => hold.EndsAt <= Source.At).ToList())
        {
            Release(hold, today);
        }

        foreach (var lot in Due(lot => lot.Pending > 0 && lot.ActiveFrom <= today, lot => lot.ActiveFrom!.Value))
        {
            Activate(lot, today);
        }

        foreach (var lot in Due(lot => lot.Active > 0 && IsExpired(lot, today), lot => lot.LastDay!.Value))
        {
            Move(lot, LedgerAccount.Active, LedgerAccount.Expired, lot.Active, PostingReason.Expired);
        }
    }

    /// <summary>Lots in the order of their days.</summary>
    private List<Lot> Due(Func<Lot, bool> isDue, Func<Lot, Day> on)
    {
        List<Lot> due = [];
        foreach (var lot in Book.Lots.Values)
        {
            if (isDue(lot))
            {
                due.Add(lot);
            }
        }

        if (due.Count > 1)
        {
            due.Sort((a, b) => on(a).CompareTo(on(b)) is not 0 and var order ? order : a.Number.CompareTo(b.Number));
        }

        return due;
    }

    /// <summary>Gives points: a new lot. What is active pays what is owed first.</summary>
    /// <param name="unit">The kind of points.</param>
    /// <param name="points">How many, in smallest parts.</param>
    /// <param name="earnedOn">The day they are earned: expiry counts from it.</param>
    /// <param name="activeFrom">The day from which they can be used; null: when the order is settled.</param>
    /// <param name="today">The present day.</param>
    /// <param name="rule">The rule that gives them.</param>
    /// <param name="reason">Why.</param>
    public Lot Give(PointUnit unit, long points, Day earnedOn, Day? activeFrom, Day today, string? rule, PostingReason reason) => Give(
        new Lot(++Book.LastLot, unit.Key, points, earnedOn)
        {
            LastDay = unit.LastDay(earnedOn),
            ActiveFrom = activeFrom,
            Order = Source.Order,
            Rule = rule,
            ProgrammeVersion = programme.Version,
        },
        today,
        reason);

    /// <summary>Gives the points of a lot that is told whole, such as one that came from another customer.</summary>
    public Lot Give(Lot lot, Day today, PostingReason reason)
    {
        Book.Lots.Add(lot.Number, lot);
        var isActive = lot.ActiveFrom <= today;
        Move(lot, LedgerAccount.Issued, isActive ? LedgerAccount.Active : LedgerAccount.Pending, lot.Granted, reason);
        if (isActive)
        {
            PayDebt(lot.Number);
        }

        return Book.Lots[lot.Number];
    }

    /// <summary>Makes the pending points of a lot usable.</summary>
    public void Activate(Lot lot, Day today)
    {
        var activated = lot with { ActiveFrom = lot.ActiveFrom ?? today };
        Book.Lots[lot.Number] = activated;
        Move(activated, LedgerAccount.Pending, LedgerAccount.Active, activated.Pending, PostingReason.Activated);
        PayDebt(lot.Number);
    }

    /// <summary>Notes from which day on pending points can be used.</summary>
    public void ActivateFrom(Lot lot, Day day)
    {
        Book.Lots[lot.Number] = lot with { ActiveFrom = day };
        changedLots.Add(lot.Number);
    }

    /// <summary>Moves active points: those that expire soonest, then the oldest. Null, and nothing moved, when there are too few.</summary>
    public IReadOnlyList<LotPart>? Take(string unit, long points, LedgerAccount to, PostingReason reason)
    {
        if (Book.Balance(unit) < points)
        {
            return null;
        }

        var parts = new List<LotPart>();
        foreach (var lot in Usable(unit).ToList())
        {
            var part = Math.Min(lot.Active, points - parts.Sum(taken => taken.Points));
            if (part == 0)
            {
                break;
            }

            Move(lot, LedgerAccount.Active, to, part, reason);
            parts.Add(new LotPart(lot.Number, part));
        }

        return parts;
    }

    /// <summary>Gives used points back into the lots they came from. What has expired meanwhile comes back as expired.</summary>
    /// <returns>How many of them came back as expired.</returns>
    public long GiveBack(IReadOnlyList<LotPart> parts, LedgerAccount from, Day today, PostingReason reason)
    {
        var expired = 0L;
        foreach (var part in parts.Where(part => part.Points > 0))
        {
            var lot = Book.Lots[part.Lot];
            var isExpired = IsExpired(lot, today);
            Move(lot, from, isExpired ? LedgerAccount.Expired : LedgerAccount.Active, part.Points, reason);
            expired += isExpired ? part.Points : 0;
        }

        return expired;
    }

    /// <summary>Takes points back: from the given lots first, the newest first, also what has expired of them; then from whatever is active; what is left is owed.</summary>
    public void TakeBack(PointUnit unit, long points, IEnumerable<Lot> own)
    {
        foreach (var number in own.OrderByDescending(lot => lot.Number).Select(lot => lot.Number).ToList())
        {
            foreach (var account in (LedgerAccount[])[LedgerAccount.Pending, LedgerAccount.Active, LedgerAccount.Expired])
            {
                points -= TakeFrom(number, account, points);
            }
        }

        foreach (var number in Usable(unit.Key).Select(lot => lot.Number).ToList())
        {
            points -= TakeFrom(number, LedgerAccount.Active, points);
        }

        if (points > 0 && unit.MayOwe)
        {
            Post(unit.Key, LedgerAccount.Debt, LedgerAccount.Revoked, points, 0, PostingReason.TakenBack);
        }
    }

    /// <summary>Moves active points of one lot to another customer.</summary>
    public void Send(Lot lot, long points) => Move(lot, LedgerAccount.Active, LedgerAccount.Transferred, points, PostingReason.Sent);

    /// <summary>Moves a debt from one record of a person to another.</summary>
    public void HandOverDebt(string unit, long points, LedgerAccount from, LedgerAccount to) =>
        Post(unit, from, to, points, 0, to is LedgerAccount.Debt ? PostingReason.Sent : PostingReason.Received);

    /// <summary>Reserves active points; null, and nothing moved, when there are too few.</summary>
    public Hold? Reserve(Guid id, string unit, long points, Instant endsAt)
    {
        if (Take(unit, points, LedgerAccount.Held, PostingReason.Held) is not { } parts)
        {
            return null;
        }

        var hold = new Hold(id, unit, parts, endsAt);
        Book.Holds.Add(id, hold);
        changedHolds.Add(id);
        return hold;
    }

    /// <summary>Uses reserved points, as many as are wanted; the others are free again, or stay reserved.</summary>
    public IReadOnlyList<LotPart> Capture(Hold hold, long points, Day today, bool keepsOthers = false)
    {
        var used = new List<LotPart>();
        var free = new List<LotPart>();
        foreach (var part in hold.Parts)
        {
            var wanted = Math.Min(part.Points, points - used.Sum(taken => taken.Points));
            if (wanted > 0)
            {
                Move(Book.Lots[part.Lot], LedgerAccount.Held, LedgerAccount.Spent, wanted, PostingReason.Spent);
                used.Add(new LotPart(part.Lot, wanted));
            }

            free.Add(new LotPart(part.Lot, part.Points - wanted));
        }

        free.RemoveAll(part => part.Points == 0);
        if (keepsOthers && free.Count > 0)
        {
            Book.Holds[hold.Id] = hold with { Parts = free };
            changedHolds.Add(hold.Id);
            return used;
        }

        End(hold);
        GiveBack(free, LedgerAccount.Held, today, PostingReason.Released);
        return used;
    }

    /// <summary>Lets a reservation go to another record of the same person; answers the lots that it lies in there.</summary>
    public IReadOnlyList<Lot> SendHeld(Hold hold)
    {
        End(hold);
        foreach (var part in hold.Parts)
        {
            Move(Book.Lots[part.Lot], LedgerAccount.Held, LedgerAccount.Active, part.Points, PostingReason.Released);
            Send(Book.Lots[part.Lot], part.Points);
        }

        return [.. hold.Parts.Select(part => Book.Lots[part.Lot] with { Granted = part.Points })];
    }

    /// <summary>Takes a reservation from another record of the same person. What is owed is not paid by it: it was promised before.</summary>
    public Hold ReceiveHeld(Hold hold, IReadOnlyList<Lot> lots, Day today)
    {
        var parts = new List<LotPart>();
        foreach (var sent in lots)
        {
            var lot = new Lot(++Book.LastLot, sent.Unit, sent.Granted, sent.EarnedOn) { LastDay = sent.LastDay, ActiveFrom = today };
            Book.Lots.Add(lot.Number, lot);
            Move(lot, LedgerAccount.Issued, LedgerAccount.Active, lot.Granted, PostingReason.Received);
            Move(Book.Lots[lot.Number], LedgerAccount.Active, LedgerAccount.Held, lot.Granted, PostingReason.Held);
            parts.Add(new LotPart(lot.Number, lot.Granted));
        }

        var received = hold with { Parts = parts };
        Book.Holds.Add(hold.Id, received);
        changedHolds.Add(hold.Id);
        return received;
    }

    /// <summary>Ends a reservation without using it.</summary>
    public void Release(Hold hold, Day today)
    {
        End(hold);
        GiveBack(hold.Parts, LedgerAccount.Held, today, PostingReason.Released);
    }

    private bool IsExpired(Lot lot, Day today) => lot.LastDay < (expiry is { } day && day < today ? day : today);

    /// <summary>The lots that can be used, in the order in which they are.</summary>
    private IEnumerable<Lot> Usable(string unit) => Book.Lots.Values
        .Where(lot => lot.Unit == unit && lot.Active > 0)
        .OrderBy(lot => lot.LastDay?.Number ?? int.MaxValue).ThenBy(lot => lot.EarnedOn).ThenBy(lot => lot.Number);

    private void End(Hold hold)
    {
        Book.Holds.Remove(hold.Id);
        changedHolds.Add(hold.Id);
    }

    private long TakeFrom(long number, LedgerAccount account, long points)
    {
        var lot = Book.Lots[number];
        var part = Math.Min(lot.In(account), points);
        Move(lot, account, LedgerAccount.Revoked, part, PostingReason.TakenBack);
        return part;
    }

    private void PayDebt(long number)
    {
        var lot = Book.Lots[number];
        Move(lot, LedgerAccount.Active, LedgerAccount.Debt, Math.Min(lot.Active, -Book.Balance(lot.Unit, LedgerAccount.Debt)), PostingReason.DebtPaid);
    }

    private void Move(Lot lot, LedgerAccount from, LedgerAccount to, long points, PostingReason reason)
    {
        if (points <= 0)
        {
            return;
        }

        Book.Lots[lot.Number] = lot.Change(from, -points).Change(to, points);
        changedLots.Add(lot.Number);
        Post(lot.Unit, from, to, points, lot.Number, reason);
    }

    private void Post(string unit, LedgerAccount from, LedgerAccount to, long points, long lot, PostingReason reason)
    {
        if (!Book.Accounts.TryGetValue(unit, out var balances))
        {
            Book.Accounts.Add(unit, balances = new long[9]);
        }

        balances[(int)from] -= points;
        balances[(int)to] += points;
        postings.Add(new Posting(
            ++Book.LastPosting, unit, from, to, points, lot, reason, lot > 0 && Book.Lots[lot] is { Rule: { } rule } given ? Source with { Rule = rule, ProgrammeVersion = given.ProgrammeVersion } : Source));
    }
}
