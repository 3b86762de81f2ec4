using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Loads the books of the members a group of requests concerns, in a few set queries.</summary>
internal sealed class MemberLoader(WriteTransaction transaction, IntakeScope scope, ProgrammeHistory programmes)
{
    /// <summary>Progress older than this is only in the sum of all days: no period is longer.</summary>
    public const int OldestProgress = 366 * 6;

    private static readonly RowShape<CustomerId> Customers = new RowShape<CustomerId>().Id("customer_id", customer => customer.Value);

    private static readonly RowShape<(CustomerId Customer, int Since)> CustomersSince = new RowShape<(CustomerId Customer, int Since)>()
        .Id("customer_id", row => row.Customer.Value)
        .Int("since", row => row.Since);

    private static readonly RowShape<(CustomerId Customer, OrderId Order)> Orders = new RowShape<(CustomerId Customer, OrderId Order)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("order_id", row => row.Order.Value);

    private static readonly RowShape<(CustomerId Customer, long Lot)> LotKeys = new RowShape<(CustomerId Customer, long Lot)>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("lot", row => row.Lot);

    private static readonly RowShape<(CustomerId Customer, long Version, int Number)> Redemptions = new RowShape<(CustomerId Customer, long Version, int Number)>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("fact_version", row => row.Version)
        .Int("number", row => row.Number);

    private static readonly RowShape<Guid> AllowanceKeys = new RowShape<Guid>().Id("allowance_id", id => id);

    private const string LotColumns =
        "l.customer_id, l.lot, l.unit, l.granted, l.earned_day, l.active_day, l.last_day, l.order_id, l.rule, l.programme_version, l.pending, l.active, l.held, l.spent, l.expired, l.revoked, l.transferred";

    private readonly Dictionary<CustomerId, MemberBook> books = scope.Customers.ToDictionary(customer => customer, customer => new MemberBook(customer));

    public Dictionary<CustomerId, MemberBook> Load()
    {
        if (programmes.Newest == 0 || books.Count == 0)
        {
            return books;
        }

        LoadAccounts();
        LoadReferrals();
        LoadOrders();
        LoadRedemptions();
        LoadAchievements();
        LoadLots();
        LoadHolds();
        LoadAllowances();
        LoadLimits();
        LoadLevels();
        CountOthers();
        return books;
    }

    /// <summary>Only what is needed to do what has become due: accounts, open lots, reservations.</summary>
    public Dictionary<CustomerId, MemberBook> LoadLedgers()
    {
        if (programmes.Newest > 0 && books.Count > 0)
        {
            LoadAccounts();
            LoadOpenLots();
            LoadHolds();
        }

        return books;
    }

    private void LoadAccounts()
    {
        foreach (var (customer, unit, posting, lot, balances) in transaction.Read(
            """
            SELECT a.customer_id, a.unit, a.last_posting, a.last_lot, a.issued, a.pending, a.active, a.held, a.spent, a.expired, a.revoked, a.transferred, a.debt
            FROM {rows} CROSS JOIN points_account a WHERE a.customer_id = rows.customer_id
            """,
            Customers,
            scope.Customers,
            row => (Customer: new CustomerId(row.Id(0)), Unit: row.Text(1), Posting: row.Long(2), Lot: row.Long(3), Balances: Balances(row))))
        {
            var book = books[customer];
            book.LastPosting = Math.Max(book.LastPosting, posting);
            book.LastLot = Math.Max(book.LastLot, lot);
            book.Accounts.Add(unit, balances);
        }

        static long[] Balances(RowReader row)
        {
            var balances = new long[9];
            for (var account = 0; account < balances.Length; account++)
            {
                balances[account] = row.Long(account + 4);
            }

            return balances;
        }
    }

    private void LoadOrders()
    {
        foreach (var (customer, order, document) in transaction.Read(
            "SELECT o.customer_id, o.order_id, o.document FROM {rows} CROSS JOIN order_points o WHERE o.customer_id = rows.customer_id AND o.order_id = rows.order_id",
            Orders,
            scope.Orders,
            row => (new CustomerId(row.Id(0)), new OrderId(row.Id(1)), row.Text(2))))
        {
            books.GetValueOrDefault(customer)?.Orders.Add(order, JsonSerializer.Deserialize(document, LoyaltyJson.Default.OrderEntry)!);
        }
    }

    private void LoadReferrals()
    {
        if (!programmes.HaveReferrals)
        {
            return;
        }

        foreach (var (customer, referral) in transaction.Read(
            "SELECT r.customer_id, r.referrer_id, r.state, r.order_id FROM {rows} CROSS JOIN referral r WHERE r.customer_id = rows.customer_id",
            Customers,
            scope.Customers,
            row => (new CustomerId(row.Id(0)), new Referral(new CustomerId(row.Id(1)), (ReferralState)row.Int(2), row.IsNull(3) ? null : new OrderId(row.Id(3))))))
        {
            books[customer].Referral = referral;
        }
    }

    /// <summary>The orders of friends whose points are to be taken back here.</summary>
    private IEnumerable<(CustomerId Customer, OrderId Order)> FriendsOrders() => scope.Requests.OfType<RecordFact>()
        .Where(request => request is { IsOwn: true, Fact: { Kind: PointsFacts.FriendReturned, Customer.Id: not null } })
        .Select(request => (Customer: request.Fact.Customer.Id!.Value, PointsCommand.Read(request.Fact.Content)?.Order))
        .Where(row => row.Order is not null)
        .SelectMany(row => scope.RecordsOf(row.Customer).Where(books.ContainsKey).Select(record => (record, new OrderId(row.Order!.Value))));

    private void LoadRedemptions()
    {
        var wanted = scope.Requests.OfType<RecordFact>()
            .Where(request => request is { IsOwn: true, Fact: { Kind: PointsFacts.Undone or PointsFacts.Fulfilled or PointsFacts.Cancelled, Customer.Id: not null } })
            .Select(request => (Customer: request.Fact.Customer.Id!.Value, Command: PointsCommand.Read(request.Fact.Content)))
            .Select(named => (named.Customer, Version: named.Command?.Version ?? 0, Number: named.Command?.Number ?? 0))
            .Distinct().ToList();
        foreach (var (customer, redemption) in transaction.Read(
            """
            SELECT r.customer_id, r.fact_version, r.number, r.unit, r.reward, r.parts, r.is_undone, r.is_fulfilled, r.taken_at, r.last_day, r.programme_version
            FROM {rows} CROSS JOIN redemption r WHERE r.customer_id = rows.customer_id AND r.fact_version = rows.fact_version AND r.number = rows.number
            """,
            Redemptions,
            wanted,
            row => (new CustomerId(row.Id(0)), new Redemption(row.Long(1), row.Int(2), row.Text(3), row.OptionalText(4), Parts(row.Text(5)), row.Int(6) == 1)
            {
                IsFulfilled = row.Int(7) == 1,
                TakenAt = new Instant(row.Long(8)),
                LastDay = row.OptionalInt(9) is { } last ? new Day(last) : null,
                ProgrammeVersion = row.Int(10),
            })))
        {
            if (books.TryGetValue(customer, out var book))
            {
                book.Redemptions.Add((redemption.FactVersion, redemption.Number), redemption);
            }
        }
    }

    /// <summary>The open lots, those of orders that are told again, and those from which points came that may be given back.</summary>
    private void LoadLots()
    {
        LoadOpenLots();
        Add(transaction.Read(
            $"SELECT {LotColumns} FROM {{rows}} CROSS JOIN lot l WHERE l.customer_id = rows.customer_id AND l.order_id = rows.order_id", Orders, [.. scope.Orders, .. FriendsOrders()], ReadLot));
        var used = books.Values.SelectMany(book => book.Orders.Values.SelectMany(order => order.Used).SelectMany(use => use.Parts).Select(part => part.Lot)
            .Concat(book.Redemptions.Values.SelectMany(redemption => redemption.Parts).Select(part => part.Lot))
            .Concat(PrizesAtStake(book))
            .Where(lot => !book.Lots.ContainsKey(lot)).Select(lot => (book.Customer, lot))).Distinct().ToList();
        Add(transaction.Read(
            $"SELECT {LotColumns} FROM {{rows}} CROSS JOIN lot l WHERE l.customer_id = rows.customer_id AND l.lot = rows.lot", LotKeys, used, ReadLot));
    }

    private void LoadOpenLots() => Add(transaction.Read(
        $"SELECT {LotColumns} FROM {{rows}} CROSS JOIN lot l WHERE l.customer_id = rows.customer_id AND l.is_open = 1", Customers, scope.Customers, ReadLot));

    private void Add(List<(CustomerId Customer, Lot Lot)> lots)
    {
        foreach (var (customer, lot) in lots)
        {
            books.GetValueOrDefault(customer)?.Lots.TryAdd(lot.Number, lot);
        }
    }

    /// <summary>The points of what orders that are told again may undo.</summary>
    private static IEnumerable<long> PrizesAtStake(MemberBook book)
    {
        var counted = book.Orders.Values.SelectMany(order => order.Challenges?.Keys ?? []).ToHashSet();
        return book.Achievements.Values
            .Where(achievement => achievement is { IsHeld: true, Lot: > 0 })
            .Where(achievement => achievement.IsChallenge ? counted.Contains(achievement.Part) : achievement.Order is { } order && book.Orders.ContainsKey(order))
            .Select(achievement => achievement.Lot);
    }

    private void LoadAchievements()
    {
        if (!programmes.HaveAchievements)
        {
            return;
        }

        foreach (var (customer, reached) in transaction.Read(
            """
            SELECT a.customer_id, a.achievement, a.period, a.is_held, a.reached_day, a.programme_version, a.lot, a.badge, a.order_id
            FROM {rows} CROSS JOIN achievement a WHERE a.customer_id = rows.customer_id
            """,
            Customers,
            scope.Customers,
            row => (new CustomerId(row.Id(0)), new Achievement(row.Text(1), row.Int(2), new Day(row.Int(4)), row.Int(5))
            {
                IsHeld = row.Int(3) == 1,
                Lot = row.Long(6),
                Badge = row.OptionalText(7),
                Order = row.IsNull(8) ? null : new OrderId(row.Id(8)),
            })))
        {
            books[customer].Achievements.Add((reached.Key, reached.Period), reached);
        }

        if (programmes.AskWhenJoined)
        {
            foreach (var (customer, joined) in transaction.Read(
                "SELECT c.customer_id, c.created_at FROM {rows} CROSS JOIN customer c WHERE c.customer_id = rows.customer_id",
                Customers,
                scope.Customers,
                row => (new CustomerId(row.Id(0)), new Instant(row.Long(1)))))
            {
                books[customer].JoinedOn = scope.Business.Calendar.DayOf(joined);
            }
        }
    }

    private static (CustomerId Customer, Lot Lot) ReadLot(RowReader row) => (new CustomerId(row.Id(0)), LotOf(row));

    /// <summary>The lot in a row that begins with one more column, then: lot, unit, granted, earned_day, active_day, last_day, order_id, rule,
    /// programme_version, pending, active, held, spent, expired, revoked, transferred.</summary>
    internal static Lot LotOf(RowReader row) => new(row.Long(1), row.Text(2), row.Long(3), new Day(row.Int(4)))
    {
        ActiveFrom = row.OptionalInt(5) is { } active ? new Day(active) : null,
        LastDay = row.OptionalInt(6) is { } last ? new Day(last) : null,
        Order = row.IsNull(7) ? null : new OrderId(row.Id(7)),
        Rule = row.IsNull(8) ? null : row.Text(8),
        ProgrammeVersion = row.Int(9),
        Pending = row.Long(10),
        Active = row.Long(11),
        Held = row.Long(12),
        Spent = row.Long(13),
        Expired = row.Long(14),
        Revoked = row.Long(15),
        Transferred = row.Long(16),
    };

    private void LoadHolds()
    {
        var holding = books.Values.Where(book => book.Accounts.Values.Any(balances => balances[(int)LedgerAccount.Held] > 0)).Select(book => book.Customer).ToList();
        foreach (var (customer, hold) in transaction.Read(
            "SELECT h.customer_id, h.hold_id, h.unit, h.parts, h.ends_at FROM {rows} CROSS JOIN points_hold h WHERE h.customer_id = rows.customer_id",
            Customers,
            holding,
            row => (new CustomerId(row.Id(0)), new Hold(row.Id(1), row.Text(2), Parts(row.Text(3)), new Instant(row.Long(4))))))
        {
            books[customer].Holds.Add(hold.Id, hold);
        }
    }

    /// <summary>Those that requests name, whichever record of the person they were given to.</summary>
    private void LoadAllowances()
    {
        var named = scope.Requests.OfType<RecordFact>()
            .Where(request => request is { IsOwn: true, Fact.Kind: PointsFacts.Captured or PointsFacts.Released })
            .Select(request => PointsCommand.Read(request.Fact.Content)?.Hold).OfType<Guid>().Distinct().ToList();
        foreach (var (customer, allowance) in transaction.Read(
            "SELECT a.customer_id, a.allowance_id, a.unit, a.points, a.taken, a.ends_at FROM {rows} CROSS JOIN allowance_lookup a WHERE a.allowance_id = rows.allowance_id",
            AllowanceKeys,
            named,
            row => (new CustomerId(row.Id(0)), new Allowance(row.Id(1), row.Text(2), row.Long(3), row.Long(4), new Instant(row.Long(5))))))
        {
            books.GetValueOrDefault(customer)?.Allowances.Add(allowance.Id, allowance);
        }
    }

    private void LoadLimits()
    {
        if (!programmes.HaveLimits)
        {
            return;
        }

        foreach (var (customer, rule, day, use) in transaction.Read(
            "SELECT u.customer_id, u.rule, u.day, u.points, u.times FROM {rows} CROSS JOIN limit_use u WHERE u.customer_id = rows.customer_id",
            Customers,
            scope.Customers,
            row => (new CustomerId(row.Id(0)), row.Text(1), row.Int(2), new LimitUse(row.Long(3), row.Long(4)))))
        {
            books[customer].LimitUses.Add((rule, day), use);
        }
    }

    private void LoadLevels()
    {
        if (!programmes.HaveLevels && !programmes.HaveAchievements)
        {
            return;
        }

        var since = scope.Business.Calendar.DayOf(scope.Now).Plus(-OldestProgress).Number;
        foreach (var (customer, measure, day, amount) in transaction.Read(
            "SELECT p.customer_id, p.measure, p.day, p.amount FROM {rows} CROSS JOIN level_progress p WHERE p.customer_id = rows.customer_id AND (p.day = 0 OR p.day >= rows.since)",
            CustomersSince,
            [.. scope.Customers.Select(customer => (customer, since))],
            row => (new CustomerId(row.Id(0)), row.Text(1), row.Int(2), row.Long(3))))
        {
            books[customer].Progress.Add((measure, day), amount);
        }

        foreach (var (customer, set, standing) in transaction.Read(
            "SELECT s.customer_id, s.level_set, s.place, s.place_before, s.reached_day, s.check_day, s.earlier FROM {rows} CROSS JOIN level_standing s WHERE s.customer_id = rows.customer_id",
            Customers,
            scope.Customers,
            row => (new CustomerId(row.Id(0)), row.Text(1), new LevelStanding(row.Int(2), row.Int(3), new Day(row.Int(4)), row.OptionalInt(5) is { } check ? new Day(check) : null)
            {
                Earlier = LevelStanding.ReadEarlier(row.OptionalText(6)),
            })))
        {
            books[customer].Levels.Add(set, standing);
        }
    }

    /// <summary>What counts for levels and limits in the other records of the same persons.</summary>
    private void CountOthers()
    {
        foreach (var (record, person) in scope.Persons)
        {
            foreach (var other in person.Where(other => other != record))
            {
                books[record].CountOther(null, books[other]);
            }
        }
    }

    internal static IReadOnlyList<LotPart> Parts(string document) => JsonSerializer.Deserialize(document, LoyaltyJson.Default.IReadOnlyListLotPart)!;
}
