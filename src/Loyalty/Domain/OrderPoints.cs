using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What an order, as it is told now, gives, uses, takes back and gives back: the difference to what it did before.</summary>
/// <remarks>What an order gave stays bound to the version of the programme that was in force on its day. That version is asked again
/// about what is left of the order; what it gives less than was kept is taken back, what it gives more is given.</remarks>
internal sealed class OrderPoints(PointsLedger ledger, CompiledProgramme programme, OrderInput order, OrderEntry before, CriteriaSubject subject, Day today)
{
    private MemberBook Book => ledger.Book;

    /// <summary>Whether the order is one that can still be sold or is.</summary>
    private bool IsAlive => order.State is OrderState.Sold or OrderState.Pending;

    /// <summary>Decides and moves the points; a refusal moves nothing that is kept, for the book is a copy.</summary>
    public Result<OrderEntry> Decide()
    {
        var wanted = Wanted();
        if (wanted.Refusal is { } unknown)
        {
            return unknown;
        }

        if (new OrderRewards(ledger, programme, before, subject, today).Change(wanted.Value) is { } notOffered)
        {
            return notOffered;
        }

        var used = GiveBack(wanted.Value);
        var outcomes = Judge(wanted.Value.Sum(use => use.Money));
        TakeBack(outcomes);
        if (Spend(used, wanted.Value, unit => !unit.PaysForItsOwnOrder) is { } tooFew)
        {
            return tooFew;
        }

        var given = Give(outcomes);
        if (Spend(used, wanted.Value, unit => unit.PaysForItsOwnOrder) is { } stillTooFew)
        {
            return stillTooFew;
        }

        CountReferral();
        return CountForLevels(before with { Given = given, Used = [.. used.Where(use => use.Points > 0 || use.Told > 0)] });
    }

    /// <summary>Every rule, asked about the order as it stands; and what a friend gets who was brought by somebody.</summary>
    public IReadOnlyList<RuleOutcome> Judge(long paidByPoints)
    {
        var outcomes = Rules(paidByPoints);
        return Book.Referral is { } referral && programme.Programme.Referrals is { FriendPoints: > 0 } terms && Counts(referral)
            ? [.. outcomes, Friend(terms)]
            : outcomes;
    }

    /// <summary>Whether the order is the one that counts for a referral, or may become it.</summary>
    private bool Counts(Referral referral) => referral.Order is { } counted ? counted == ledger.Source.Order : before.IsFirst && referral.State is ReferralState.Waiting;

    /// <summary>Whether so much is left of the order that a referral counts.</summary>
    private bool IsWorthReferral(ReferralTerms terms) =>
        order.State is OrderState.Sold && OrderOccasion.Sold(order) - OrderOccasion.Returned(order) >= Math.Max(1, programme.Currency.ToMinor(terms.MinimumOrder));

    private RuleOutcome Friend(ReferralTerms terms)
    {
        var unit = programme.Programme.Unit(terms.Unit)! with { PendingDays = terms.WindowDays };
        var rule = new EarningRule { Key = ReferralTerms.RuleKey, Points = terms.FriendPoints, IsMultipliedByLevel = false };
        return IsWorthReferral(terms)
            ? new RuleOutcome(rule, unit, unit.ToParts(terms.FriendPoints), null, 1, null, null, null)
            : new RuleOutcome(rule, unit, 0, null, 1, null, null, WhyNot.TooLittle);
    }

    private IReadOnlyList<RuleOutcome> Rules(long paidByPoints) => Earning.Judge(programme, new OrderOccasion
    {
        Day = before.Day,
        Subject = subject,
        Order = order,
        PaidByPoints = paidByPoints,
        Multiplier = before.Multiplier,
        Room = Room,
        Budget = (rule, unit) => (before.Given.GetValueOrDefault(rule.Key)?.Points ?? 0) + ledger.Shared.Left(SharedLimit.Budget(rule.Key), unit.ToParts(rule.Budget!.Value)),
    });

    /// <summary>An order told again keeps the room it had, as far as nothing else took it meanwhile; what it has it keeps.</summary>
    private long? Room(EarningRule rule, PointUnit unit)
    {
        var share = before.Given.GetValueOrDefault(rule.Key);
        var left = Limits.Room(Book, rule, unit, before.Day, share?.Points ?? 0);
        return share is null || left is null ? left : Math.Min(share.Room ?? long.MaxValue, Math.Max(share.Points, left.Value));
    }

    /// <summary>What should be used on the order: what was told, less what came back of it.</summary>
    private Result<IReadOnlyList<PointsUse>> Wanted()
    {
        var sold = OrderOccasion.Sold(order);
        var returned = OrderOccasion.Returned(order);
        var wanted = new List<PointsUse>();
        if (order.Points is not { } uses)
        {
            return AsBefore(sold, returned);
        }

        for (var place = 0; place < uses.Count; place++)
        {
            var told = Told(uses[place], $"points[{place}]");
            if (told.Refusal is { } refusal)
            {
                return refusal;
            }

            if (wanted.Exists(other => IsSame(other, told.Value)))
            {
                return new Refusal("points.twice", "The same use is told twice; tell it once with its whole number of points.", $"points[{place}]");
            }

            wanted.Add(Left(told.Value, sold, returned));
        }

        var paid = wanted.Sum(use => use.Money);
        return paid > Math.Max(0, sold - returned) && IsAlive
            ? new Refusal("points.too_much", "Points cannot pay more than the order costs.", "points")
            : wanted;
    }

    /// <summary>What is used where nothing is told of it: as before, and what would pay more than the order now costs comes back.</summary>
    private List<PointsUse> AsBefore(long sold, long returned)
    {
        var toPay = Math.Max(0, sold - returned);
        var wanted = new List<PointsUse>();
        foreach (var known in before.Used)
        {
            var use = Left(known, sold, returned);
            if (use.Money > toPay)
            {
                var unit = programme.Programme.Unit(use.Unit)!;
                var points = Math.Min(use.Points, unit.MostThatPay(toPay, programme.Currency));
                use = use with { Points = points, Money = unit.Pay(points, programme.Currency) };
            }

            toPay -= use.Money;
            wanted.Add(use);
        }

        return wanted;
    }

    private Result<PointsUse> Told(PointsUseInput use, string place)
    {
        var reward = use.Reward is { } key ? programme.Programme.Reward(key) : null;
        if (use.Reward is not null && reward is null)
        {
            return new Refusal("reward.unknown", $"There is no reward '{use.Reward}'.", $"{place}.reward");
        }

        if (programme.Programme.Unit(use.Unit ?? reward?.Unit) is not { } unit)
        {
            return new Refusal("points.unit_unknown", $"There are no points called '{use.Unit}'.", $"{place}.unit");
        }

        if (reward is null && unit.Value is null)
        {
            return new Refusal("points.do_not_pay", $"'{unit.Key}' cannot be used as money; name a reward.", place);
        }

        var points = use.Points ?? reward!.Cost;
        return !unit.Fits(points) || points <= 0
            ? new Refusal("points.amount", $"A number above zero with at most {unit.Scale} decimals.", $"{place}.points")
            : PointsRefusals.Price(programme.Programme, use.Reward, unit, points, $"{place}.points") is { } cheap ? cheap
            : new PointsUse(unit.Key, use.Reward, use.Line, unit.ToParts(points), 0, []) { Told = unit.ToParts(points) };
    }

    /// <summary>Points that paid come back in proportion to the money, a part of a point as a whole one, so that what stays never pays more than is left; those of a reward with its line, or with the whole order.</summary>
    private PointsUse Left(PointsUse use, long sold, long returned)
    {
        var unit = programme.Programme.Unit(use.Unit)!;
        var kept = !IsAlive || (sold > 0 && returned >= sold) ? 0
            : use.Reward is null ? sold == 0 ? use.Told : decimal.ToInt64(decimal.Floor((decimal)use.Told * (sold - returned) / sold))
            : IsReturned(use.Line) ? 0 : use.Told;
        return use with { Points = kept, Money = use.Reward is null ? unit.Pay(kept, programme.Currency) : 0 };
    }

    private bool IsReturned(int? line)
    {
        if (line is not { } place || place < 0 || place >= order.Lines.Count)
        {
            return false;
        }

        var product = order.Lines[place].Product ?? order.Lines[place].ProductName;
        var same = order.Lines.Where(other => (other.Product ?? other.ProductName) == product).ToList();
        return same.Where(other => other.IsReturn).Sum(other => other.Quantity) >= same.Where(other => !other.IsReturn).Sum(other => other.Quantity);
    }

    private static bool IsSame(PointsUse one, PointsUse other) => (one.Unit, one.Reward, one.Line) == (other.Unit, other.Reward, other.Line);

    /// <summary>Gives back what is no longer used, the last taken first. Answers what is used until now, in the order of what is wanted.</summary>
    private List<PointsUse> GiveBack(IReadOnlyList<PointsUse> wanted)
    {
        var used = new List<PointsUse>();
        foreach (var use in wanted)
        {
            var now = before.Used.FirstOrDefault(known => IsSame(known, use)) is { } known ? known : use with { Points = 0, Parts = [] };
            used.Add(Lessen(now, use.Points) with { Money = use.Money, Told = use.Told });
        }

        foreach (var gone in before.Used.Where(known => !wanted.Any(use => IsSame(known, use))))
        {
            Lessen(gone, 0);
        }

        return used;
    }

    private PointsUse Lessen(PointsUse use, long to)
    {
        var kept = new List<LotPart>();
        var back = new List<LotPart>();
        foreach (var part in use.Parts)
        {
            var stays = Math.Min(part.Points, Math.Max(0, to - kept.Sum(stayed => stayed.Points)));
            kept.Add(part with { Points = stays });
            back.Add(part with { Points = part.Points - stays });
        }

        ledger.GiveBack(back, LedgerAccount.Spent, today, PostingReason.GivenBack);
        return use with { Points = Math.Min(use.Points, to), Parts = [.. kept.Where(part => part.Points > 0)] };
    }

    private Refusal? Spend(List<PointsUse> used, IReadOnlyList<PointsUse> wanted, Func<PointUnit, bool> isNow)
    {
        for (var place = 0; place < used.Count; place++)
        {
            var unit = programme.Programme.Unit(used[place].Unit)!;
            var more = wanted[place].Points - used[place].Points;
            if (more <= 0 || !isNow(unit))
            {
                continue;
            }

            if (ledger.Take(unit.Key, more, LedgerAccount.Spent, PostingReason.Spent) is not { } parts)
            {
                return PointsRefusals.NotEnough(unit, Book.Balance(unit.Key), more, $"points[{place}]");
            }

            used[place] = used[place] with { Points = wanted[place].Points, Parts = [.. used[place].Parts, .. parts] };
        }

        return null;
    }

    private void TakeBack(IReadOnlyList<RuleOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            var less = before.Given.GetValueOrDefault(outcome.Rule.Key)?.Points - outcome.Points ?? 0;
            if (less > 0)
            {
                ledger.TakeBack(outcome.Unit, less, LotsOf(outcome.Rule.Key));
                Limits.Count(Book, outcome.Rule, before.Day, -less, outcome.Points == 0 ? -1 : 0);
                CountBudget(outcome.Rule, -less);
            }
        }
    }

    private Dictionary<string, RuleShare> Give(IReadOnlyList<RuleOutcome> outcomes)
    {
        SettleWaiting();
        var given = new Dictionary<string, RuleShare>();
        foreach (var outcome in outcomes)
        {
            var share = before.Given.GetValueOrDefault(outcome.Rule.Key);
            var more = outcome.Points - (share?.Points ?? 0);
            if (more > 0)
            {
                ledger.Give(outcome.Unit, more, before.Day, ActiveFrom(outcome.Unit, before.Day), today, outcome.Rule.Key, PostingReason.Earned);
                Limits.Count(Book, outcome.Rule, before.Day, more, share is { Points: > 0 } ? 0 : 1);
                CountBudget(outcome.Rule, more);
            }

            if (outcome.Points > 0 || share is not null)
            {
                given[outcome.Rule.Key] = new RuleShare(outcome.Points, outcome.Room);
            }
        }

        return given;
    }

    private void CountBudget(EarningRule rule, long points)
    {
        if (rule.Budget is not null)
        {
            ledger.Shared.Use(SharedLimit.Budget(rule.Key), points);
        }
    }

    /// <summary>An order that is settled now makes what waited for it usable, after the return window.</summary>
    private void SettleWaiting()
    {
        if (order.State is not OrderState.Sold)
        {
            return;
        }

        foreach (var lot in Book.Lots.Values.Where(lot => lot.Order == ledger.Source.Order && lot is { ActiveFrom: null, Pending: > 0 }).OrderBy(lot => lot.Number).ToList())
        {
            var day = today.Plus(programme.Programme.Unit(lot.Unit)!.PendingDays);
            if (day <= today)
            {
                ledger.Activate(lot, today);
            }
            else
            {
                ledger.ActivateFrom(lot, day);
            }
        }
    }

    private Day? ActiveFrom(PointUnit unit, Day earned) => order.State is OrderState.Pending ? null : earned.Plus(unit.PendingDays);

    private IEnumerable<Lot> LotsOf(string rule) => Book.Lots.Values.Where(lot => lot.Order == ledger.Source.Order && lot.Rule == rule);

    /// <summary>A friend's first order counts for who brought them; returned, it no longer does.</summary>
    private void CountReferral()
    {
        if (Book.Referral is not { } referral || programme.Programme.Referrals is not { } terms || !Counts(referral))
        {
            return;
        }

        var counts = IsWorthReferral(terms);
        if (counts && referral.State is (ReferralState.Waiting or ReferralState.Undone))
        {
            Book.Referral = referral with { State = ReferralState.Counted, Order = ledger.Source.Order };
            Referred = News(isTakenBack: false);
        }
        else if (!counts && referral.State is ReferralState.Counted)
        {
            Book.Referral = referral with { State = ReferralState.Undone };
            Referred = News(isTakenBack: true);
        }

        ReferralNews News(bool isTakenBack) => new(
            referral.Referrer, ledger.Source.Order!.Value, programme.Programme.Unit(terms.Unit)!.Key, terms.ReferrerPoints, today.Plus(terms.WindowDays), isTakenBack);
    }

    /// <summary>What the order brings to who brought the customer; null: nothing.</summary>
    public ReferralNews? Referred { get; private set; }

    /// <summary>Notes what the order now counts for levels.</summary>
    private OrderEntry CountForLevels(OrderEntry entry)
    {
        var isSold = order.State is OrderState.Sold;
        var left = isSold ? OrderOccasion.Sold(order) - OrderOccasion.Returned(order) : 0;
        var money = Math.Max(0, left - entry.Used.Sum(use => use.Money));
        var points = !isSold ? [] : entry.Given
            .Where(share => share.Key != ReferralTerms.RuleKey)
            .GroupBy(share => programme.Programme.Unit(programme.Programme.Rules.First(rule => rule.Key == share.Key).Unit)!.Key)
            .ToDictionary(shares => shares.Key, shares => shares.Sum(share => share.Value.Points));
        foreach (var unit in points.Keys.Union(entry.CountedPoints.Keys).ToList())
        {
            Book.Count("points:" + unit, entry.Day, points.GetValueOrDefault(unit) - entry.CountedPoints.GetValueOrDefault(unit));
        }

        Book.Count("money", entry.Day, money - entry.Money);
        Book.Count("orders", entry.Day, (left > 0 ? 1 : 0) - (entry.IsCounted ? 1 : 0));
        return entry with { Money = money, IsCounted = left > 0, CountedPoints = points };
    }
}
