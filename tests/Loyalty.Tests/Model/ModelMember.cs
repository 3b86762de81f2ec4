namespace Regulars.Loyalty.Tests.Model;

/// <summary>A list of dated amounts: what the meaning of points says of one member, in the simplest words.</summary>
/// <remarks>Written from the published meaning of points alone; it shares no code with the program. Where the meaning leaves a
/// choice open, the choice is written here: of what is no longer used on an order, the last taken goes back first; a take-back takes the
/// newest lot of the order first, also what is pending or expired of it, then what would be spent first, and then is owed; points that would
/// pay more than an order costs are refused where they are told, and come back where the order is told again without a word of them.</remarks>
internal sealed class ModelMember
{
    private List<ModelLot> lots = [];

    private Dictionary<string, ModelOrder> orders = [];

    private Dictionary<Guid, (List<ModelPart> Parts, DateTimeOffset Ends)> holds = [];

    private Dictionary<long, List<ModelPart>> uses = [];

    private HashSet<long> undone = [];

    private long debt;

    private int lastLot;

    public long Balance => lots.Sum(lot => lot.Active) - debt;

    public long Pending => lots.Sum(lot => lot.Pending);

    public long Held => lots.Sum(lot => lot.Held);

    public long Owed => debt;

    public IReadOnlyCollection<ModelOrder> Orders => orders.Values;

    public IReadOnlyCollection<Guid> Holds => holds.Keys;

    public IReadOnlyCollection<long> Uses => uses.Keys;

    /// <summary>Does something to a copy; the copy counts when there is no refusal.</summary>
    public (ModelMember After, string? Refusal) Try(DateTimeOffset now, Func<ModelMember, string?> work)
    {
        var copy = new ModelMember
        {
            lots = lots.ConvertAll(lot => lot with { }),
            orders = orders.ToDictionary(order => order.Key, order => order.Value with { }),
            holds = new(holds),
            uses = new(uses),
            undone = [.. undone],
            debt = debt,
            lastLot = lastLot,
        };
        copy.Settle(now);
        return work(copy) is { } refusal ? (this, refusal) : (copy, null);
    }

    /// <summary>Everything as it is seen at a moment.</summary>
    public ModelMember At(DateTimeOffset now) => Try(now, _ => null).After;

    public string? Adjust(ModelTerms terms, long points, DateOnly today)
    {
        if (points < 0)
        {
            return Take(-points, (lot, part) => lot.Active -= part) is null ? "points.not_enough" : null;
        }

        Give(new ModelLot { Granted = points, Earned = today, From = today, Last = terms.LastDay(today) }, today);
        return null;
    }

    public string? Redeem(long version, long points)
    {
        if (Take(points, Spend) is not { } parts)
        {
            return "points.not_enough";
        }

        uses.Add(version, parts);
        return null;
    }

    public string? Undo(long version, DateOnly today)
    {
        if (!uses.TryGetValue(version, out var parts))
        {
            return "redemption.unknown";
        }

        if (!undone.Add(version))
        {
            return "redemption.undone";
        }

        GiveBack(parts, today);
        return null;
    }

    public string? Hold(Guid id, long points, DateTimeOffset ends)
    {
        if (Take(points, (lot, part) => (lot.Active, lot.Held) = (lot.Active - part, lot.Held + part)) is not { } parts)
        {
            return "points.not_enough";
        }

        holds.Add(id, (parts, ends));
        return null;
    }

    public string? Release(Guid id, DateOnly today)
    {
        if (!holds.Remove(id, out var hold))
        {
            return "hold.unknown";
        }

        Free(hold.Parts, today);
        return null;
    }

    public string? Capture(Guid id, long? wanted, long version, DateOnly today)
    {
        if (!holds.TryGetValue(id, out var hold))
        {
            return "hold.unknown";
        }

        var left = wanted ?? hold.Parts.Sum(part => part.Points);
        if (left <= 0 || left > hold.Parts.Sum(part => part.Points))
        {
            return "points.amount";
        }

        holds.Remove(id);
        uses.Add(version, []);
        foreach (var (lot, points) in hold.Parts)
        {
            var used = Math.Min(points, left);
            left -= used;
            Lot(lot).Held -= used;
            uses[version].Add(new ModelPart(lot, used));
            Free([new ModelPart(lot, points - used)], today);
        }

        return null;
    }

    /// <summary>Sends points away; answers what arrives, or nothing when there are too few.</summary>
    public string? Send(long points, List<ModelLot> sent)
    {
        if (Take(points, (lot, part) => lot.Active -= part) is not { } parts)
        {
            return "points.not_enough";
        }

        sent.AddRange(parts.Select(part => new ModelLot { Granted = part.Points, Earned = Lot(part.Lot).Earned, Last = Lot(part.Lot).Last }));
        return null;
    }

    public string? Receive(IEnumerable<ModelLot> sent, DateOnly today)
    {
        foreach (var lot in sent)
        {
            Give(lot with { From = today }, today);
        }

        return null;
    }

    /// <summary>Tells an order: what it now gives and uses against what it gave and used.</summary>
    public string? Tell(ToldOrder told, ModelTerms inForce, DateOnly today)
    {
        if (!orders.TryGetValue(told.Number, out var order))
        {
            orders.Add(told.Number, order = new ModelOrder(told.Number, told.Day, inForce));
        }

        var terms = order.Terms;
        order.Told = told;
        foreach (var (key, points) in told.Uses ?? order.InOrder.Select(use => (use.Key, use.Value.Told)))
        {
            if (!order.Uses.TryGetValue(key, out var use))
            {
                use = new ModelUse(points, []);
            }

            order.Uses[key] = use with { Told = points };
        }

        var wanted = order.Uses.Keys.ToDictionary(key => key, key => told.Uses?.Any(use => use.Key == key) is false ? 0 : told.Left(key, order.Uses[key].Told));
        if (told.Uses is null && wanted.TryGetValue(ToldOrder.Money, out var pays) && told.IsAlive)
        {
            wanted[ToldOrder.Money] = Math.Min(pays, (told.Sold - told.Returned) / terms.Cents);
        }

        var paid = wanted.Where(use => use.Key == ToldOrder.Money).Sum(use => use.Value * terms.Cents);
        if (told.IsAlive && paid > told.Sold - told.Returned)
        {
            return "points.too_much";
        }

        foreach (var (key, use) in order.InOrder)
        {
            order.Uses[key] = use with { Parts = Lessen(use.Parts, wanted[key], today) };
        }

        long[] gives = [told.IsAlive ? Math.Max(0, told.Sold - told.Returned - paid) / terms.PerCents * terms.Points : 0, told.IsAlive && told.Sold > told.Returned ? ModelTerms.Thanks : 0];
        for (var rule = 0; rule < gives.Length; rule++)
        {
            TakeBack(order, rule, order.Kept[rule] - gives[rule]);
        }

        foreach (var (key, use) in order.InOrder)
        {
            var more = wanted[key] - use.Parts.Sum(part => part.Points);
            if (more > 0 && Take(more, Spend) is not { } parts)
            {
                return "points.not_enough";
            }
            else if (more > 0)
            {
                order.Uses[key] = use with { Parts = [.. use.Parts, .. Taken] };
            }
        }

        ActivateWaiting(order, today);
        for (var rule = 0; rule < gives.Length; rule++)
        {
            if (gives[rule] > order.Kept[rule])
            {
                var from = told.State == "pending" ? (DateOnly?)null : order.Day.AddDays(terms.PendingDays);
                Give(new ModelLot { Granted = gives[rule] - order.Kept[rule], Earned = order.Day, From = from, Last = terms.LastDay(order.Day), Order = told.Number, Rule = rule }, today);
            }

            order.Kept[rule] = gives[rule];
        }

        foreach (var gone in order.Uses.Keys.Where(key => told.Uses?.Any(use => use.Key == key) is false).ToList())
        {
            order.Uses.Remove(gone);
        }

        return null;
    }

    private List<ModelPart> Taken { get; set; } = [];

    private static void Spend(ModelLot lot, long part) => lot.Active -= part;

    private ModelLot Lot(int number) => lots[number - 1];

    private void Settle(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var (id, hold) in holds.Where(hold => hold.Value.Ends <= now).ToList())
        {
            holds.Remove(id);
            Free(hold.Parts, today);
        }

        foreach (var lot in lots.Where(lot => lot.Pending > 0 && lot.From <= today).OrderBy(lot => lot.From))
        {
            Activate(lot);
        }

        lots.ForEach(lot => lot.Active = lot.Last < today ? lot.Expire(lot.Active) : lot.Active);
    }

    private void Give(ModelLot lot, DateOnly today)
    {
        var given = lot with { Number = ++lastLot };
        lots.Add(given);
        given.Pending = given.Granted;
        if (given.From <= today)
        {
            Activate(given);
        }
    }

    private void Activate(ModelLot lot)
    {
        var pays = Math.Min(debt, lot.Pending);
        debt -= pays;
        lot.Active += lot.Pending - pays;
        lot.Pending = 0;
    }

    private void ActivateWaiting(ModelOrder order, DateOnly today)
    {
        if (order.Told!.State != "sold")
        {
            return;
        }

        foreach (var lot in lots.Where(lot => lot.Order == order.Number && lot is { From: null, Pending: > 0 }))
        {
            lot.From = today.AddDays(order.Terms.PendingDays);
            if (lot.From <= today)
            {
                Activate(lot);
            }
        }
    }

    private IEnumerable<ModelLot> Usable() => lots.Where(lot => lot.Active > 0).OrderBy(lot => lot.Last ?? DateOnly.MaxValue).ThenBy(lot => lot.Earned).ThenBy(lot => lot.Number);

    private List<ModelPart>? Take(long points, Action<ModelLot, long> move)
    {
        if (Balance < points)
        {
            return null;
        }

        Taken = [];
        foreach (var lot in Usable().ToList())
        {
            var part = Math.Min(lot.Active, points);
            if (part > 0)
            {
                move(lot, part);
                Taken.Add(new ModelPart(lot.Number, part));
                points -= part;
            }
        }

        return Taken;
    }

    private void TakeBack(ModelOrder order, int rule, long points)
    {
        if (points <= 0)
        {
            return;
        }

        foreach (var lot in lots.Where(lot => lot.Order == order.Number && lot.Rule == rule).Reverse())
        {
            points -= lot.Lose(points);
        }

        foreach (var lot in Usable().ToList())
        {
            var part = Math.Min(lot.Active, points);
            lot.Active -= part;
            points -= part;
        }

        debt += order.Terms.MayOwe ? points : 0;
    }

    private List<ModelPart> Lessen(List<ModelPart> parts, long to, DateOnly today)
    {
        var kept = new List<ModelPart>();
        foreach (var part in parts)
        {
            var stays = Math.Min(part.Points, to);
            to -= stays;
            kept.Add(part with { Points = stays });
            GiveBack([part with { Points = part.Points - stays }], today);
        }

        return kept.FindAll(part => part.Points > 0);
    }

    private void GiveBack(IEnumerable<ModelPart> parts, DateOnly today)
    {
        foreach (var (number, points) in parts)
        {
            var lot = Lot(number);
            lot.Active += lot.Last < today ? lot.Expire(points) : points;
        }
    }

    private void Free(IReadOnlyList<ModelPart> parts, DateOnly today)
    {
        foreach (var (number, points) in parts)
        {
            Lot(number).Held -= points;
        }

        GiveBack(parts, today);
    }
}
