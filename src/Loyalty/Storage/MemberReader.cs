using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Reads one member for who looks at them: their book as it would be decided about now.</summary>
internal sealed class MemberReader(Database database, BusinessStore businesses, ProgrammeStore programmes, CriteriaLanguage language, PointsClock pointsClock, TimeProvider clock)
{
    /// <summary>The member, with everything done that has become due and brought together from merged records; null for an unknown customer or
    /// without a programme.</summary>
    public Member? Find(CustomerId asked)
    {
        var (records, person, orders, newest) = (new List<CustomerId>(), default(CustomerId), 0L, 0);
        database.Scan(
            """
            SELECT record.customer_id, record.group_id, record.orders, (SELECT max(version) FROM programme)
            FROM customer asked JOIN customer record ON record.group_id = asked.group_id
            WHERE asked.customer_id = @asked AND asked.erased_at IS NULL
            """,
            row =>
            {
                records.Add(new CustomerId(row.Id(0)));
                (person, orders, newest) = (new CustomerId(row.Id(1)), orders + row.Long(2), row.OptionalInt(3) ?? 0);
            },
            new Dictionary<string, object> { ["asked"] = asked.Value });
        var business = businesses.Current;
        var now = Instant.Now(clock);
        var today = business.Calendar.DayOf(now);
        if (records.Count == 0 || programmes.Upto(newest) is not { } history || history.InForce(today) is not { } programme)
        {
            return null;
        }

        var book = Load(person, history, today);
        var ledger = new PointsLedger(book, programme.Programme, new PostingSource(0, now, today), pointsClock.ExpiryDay);
        ledger.Settle(today);
        foreach (var record in records.Where(record => record != person))
        {
            var other = Load(record, history, today);
            Gathering.Gather(new PointsLedger(other, programme.Programme, ledger.Source), ledger, today);
            book.CountOther(null, other);
        }

        foreach (var set in programme.Programme.LevelSets)
        {
            book.Levels[set.Key] = LevelDecision.Decide(set, programme, book, book.Levels.GetValueOrDefault(set.Key), today);
        }

        var asks = history.AskAboutCustomers || history.RewardsAskAboutCustomers;
        var shared = LoadShared(history);
        var decision = new MemberDecision(business, history, now, asked => asks ? language.Load(database, [asked])[0] : null, pointsClock.ExpiryDay, shared: shared);
        return new Member(book, programme, history, decision, shared, today, orders);
    }

    /// <summary>The record that stands for the person, and their name; null for nobody known.</summary>
    public MemberName? Person(CustomerId customer) => database.Query<(Guid Id, string? Name)>(
        "SELECT l.customer_id, l.name FROM customer c JOIN customer_list l ON l.customer_id = c.group_id WHERE c.customer_id = @customer AND c.erased_at IS NULL",
        new { customer = customer.Value }).Select(row => new MemberName(new CustomerId(row.Id), row.Name)).FirstOrDefault();

    /// <summary>Movements before a number, the newest first.</summary>
    public IReadOnlyList<PostingRow> Postings(CustomerId customer, long before, int most)
    {
        var history = programmes.Current();
        var rows = database.Query<PostingRow>(
            """
            SELECT posting AS Posting, at AS At, unit AS Unit, from_account AS "From", to_account AS "To", points AS Parts, lot AS Lot, reason AS Reason, order_id AS "Order", rule AS Rule, programme_version AS ProgrammeVersion,
                (SELECT min(r.reward) FROM redemption r WHERE r.customer_id = posting.customer_id AND r.fact_version = posting.fact_version AND r.unit = posting.unit) AS Reward
            FROM posting WHERE customer_id = @customer AND posting < @before ORDER BY posting DESC LIMIT @most
            """,
            new { customer = customer.Value, before, most });
        rows.ForEach(row => row.Amount = history.Of(Math.Max(1, row.ProgrammeVersion)).Programme.Unit(row.Unit)?.ToPoints(row.Parts) ?? row.Parts);
        return rows;
    }

    /// <summary>What moved by an order, the oldest first.</summary>
    public IReadOnlyList<PostingRow> PostingsOf(CustomerId customer, OrderId order)
    {
        var history = programmes.Current();
        var rows = database.Query<PostingRow>(
            """
            SELECT posting AS Posting, at AS At, unit AS Unit, from_account AS "From", to_account AS "To", points AS Parts, lot AS Lot, reason AS Reason, order_id AS "Order", rule AS Rule, programme_version AS ProgrammeVersion
            FROM posting WHERE customer_id = @customer AND order_id = @order ORDER BY posting
            """,
            new { customer = customer.Value, order = order.Value });
        rows.ForEach(row => row.Amount = history.Of(Math.Max(1, row.ProgrammeVersion)).Programme.Unit(row.Unit)?.ToPoints(row.Parts) ?? row.Parts);
        return rows;
    }

    private MemberBook Load(CustomerId customer, ProgrammeHistory history, Day today)
    {
        var book = new MemberBook(customer);
        var who = new { customer = customer.Value, since = today.Plus(-MemberLoader.OldestProgress).Number };
        // An account and its lots in one statement, so that they agree.
        database.Scan(
            """
            SELECT 0, last_lot, unit, issued, 0, CAST(NULL AS {int}), CAST(NULL AS {int}), CAST(NULL AS {id}), CAST(NULL AS {document}), 0,
                pending, active, held, spent, expired, revoked, transferred, last_posting, debt
            FROM points_account WHERE customer_id = @customer
            UNION ALL
            SELECT 1, lot, unit, granted, earned_day, active_day, last_day, order_id, rule, programme_version,
                pending, active, held, spent, expired, revoked, transferred, 0, 0
            FROM lot WHERE customer_id = @customer AND is_open = 1
            """,
            row =>
            {
                if (row.Int(0) == 1)
                {
                    var lot = MemberLoader.LotOf(row);
                    book.Lots.Add(lot.Number, lot);
                    return;
                }

                book.LastPosting = Math.Max(book.LastPosting, row.Long(17));
                book.LastLot = Math.Max(book.LastLot, row.Long(1));
                book.Accounts.Add(row.Text(2), [row.Long(3), row.Long(10), row.Long(11), row.Long(12), row.Long(13), row.Long(14), row.Long(15), row.Long(16), row.Long(18)]);
            },
            new Dictionary<string, object> { ["customer"] = customer.Value });

        foreach (var (id, unit, parts, endsAt) in book.Lots.Values.Any(lot => lot.Held > 0)
            ? database.Query<(Guid Id, string Unit, string Parts, long EndsAt)>("SELECT hold_id, unit, parts, ends_at FROM points_hold WHERE customer_id = @customer", who)
            : [])
        {
            book.Holds.Add(id, new Hold(id, unit, MemberLoader.Parts(parts), new Instant(endsAt)));
        }

        LoadSums(book, history, who);
        return book;
    }

    /// <summary>Limits that everybody shares, and one code of each pool that has any.</summary>
    private SharedBook LoadShared(ProgrammeHistory history)
    {
        var used = history.HaveStock || history.Budgets.Count > 0
            ? database.Query<(string Key, long Used)>("SELECT limit_key, used FROM shared_limit").ToDictionary(row => row.Key, row => row.Used)
            : [];
        var codes = history.Pools.Count > 0
            ? database.Query<string>("SELECT pool FROM code_pool WHERE codes_left > 0").ToDictionary(pool => pool, pool => new List<string> { pool })
            : [];
        return new SharedBook(used, codes);
    }

    private void LoadSums(MemberBook book, ProgrammeHistory history, object who)
    {
        if (history.HaveLimits)
        {
            foreach (var (rule, day, points, times) in database.Query<(string Rule, int Day, long Points, long Times)>(
                "SELECT rule, day, points, times FROM limit_use WHERE customer_id = @customer", who))
            {
                book.LimitUses.Add((rule, day), new LimitUse(points, times));
            }
        }

        LoadAchievements(book, history, who);
        if (!history.HaveLevels && !history.HaveAchievements)
        {
            return;
        }

        foreach (var (measure, day, amount) in database.Query<(string Measure, int Day, long Amount)>(
            "SELECT measure, day, amount FROM level_progress WHERE customer_id = @customer AND (day = 0 OR day >= @since)", who))
        {
            book.Progress.Add((measure, day), amount);
        }

        foreach (var (set, place, before, reached, check, earlier) in database.Query<(string Set, int Place, int Before, int Reached, int? Check, string? Earlier)>(
            "SELECT level_set, place, place_before, reached_day, check_day, earlier FROM level_standing WHERE customer_id = @customer", who))
        {
            book.Levels.Add(set, new LevelStanding(place, before, new Day(reached), check is { } day ? new Day(day) : null) { Earlier = LevelStanding.ReadEarlier(earlier) });
        }
    }

    private void LoadAchievements(MemberBook book, ProgrammeHistory history, object who)
    {
        if (!history.HaveAchievements)
        {
            return;
        }

        foreach (var row in database.Query<AchievementRow>(
            """
            SELECT achievement AS Key, period AS Period, is_held AS IsHeld, reached_day AS ReachedDay, programme_version AS ProgrammeVersion, lot AS Lot, badge AS Badge, order_id AS "Order"
            FROM achievement WHERE customer_id = @customer
            """,
            who))
        {
            book.Achievements.Add((row.Key, row.Period), row.ToAchievement());
        }

        if (history.AskWhenJoined && database.QueryFirst<long?>("SELECT created_at FROM customer WHERE customer_id = @customer", who) is { } joined)
        {
            book.JoinedOn = businesses.Current.Calendar.DayOf(new Instant(joined));
        }
    }

    private sealed record AchievementRow
    {
        public string Key { get; init; } = "";

        public int Period { get; init; }

        public int IsHeld { get; init; }

        public int ReachedDay { get; init; }

        public int ProgrammeVersion { get; init; }

        public long Lot { get; init; }

        public string? Badge { get; init; }

        public Guid? Order { get; init; }

        public Achievement ToAchievement() => new(Key, Period, new Day(ReachedDay), ProgrammeVersion)
        {
            IsHeld = IsHeld == 1,
            Lot = Lot,
            Badge = Badge,
            Order = Order is { } order ? new OrderId(order) : null,
        };
    }
}

/// <summary>Who somebody is.</summary>
internal sealed record MemberName(CustomerId Id, string? Name);

/// <summary>A member as of now.</summary>
/// <param name="Book">What they have.</param>
/// <param name="Programme">The programme in force.</param>
/// <param name="History">Every version of it.</param>
/// <param name="Decision">What decides about them.</param>
/// <param name="Shared">Limits that everybody shares.</param>
/// <param name="Today">The present day.</param>
/// <param name="Orders">How many purchases they have.</param>
internal sealed record Member(MemberBook Book, CompiledProgramme Programme, ProgrammeHistory History, MemberDecision Decision, SharedBook Shared, Day Today, long Orders)
{
    /// <summary>Whether a reward can be had now, points aside.</summary>
    public bool CanTake(Reward reward) =>
        new RewardOffer(Programme, Book, new SharedDraft(Shared)).Refuse(reward, Decision.Subject(Book, Programme), Today, "") is null;

    /// <summary>Where they stand in the challenges that are for them.</summary>
    public IReadOnlyList<ChallengeStanding> Challenges() => Challenges(Book);

    /// <summary>What an order would bring them besides the points of rules, were it told now.</summary>
    public Foresight Foresee(OrderInput order) => History.HaveAchievements && Decision.Foresee(Book, order, Orders) is { } effects
        ? Foresight.Of(effects, History, Challenges(), Challenges(effects.Ledger.Book))
        : Foresight.Nothing;

    private IReadOnlyList<ChallengeStanding> Challenges(MemberBook book)
    {
        var subject = Decision.Subject(Book, Programme);
        return ChallengeStanding.Of(book, Programme, challenge => Programme.For(challenge, Today)?.Holds(subject) != false, Today);
    }

    /// <summary>The milestones that stand, the newest first.</summary>
    public IReadOnlyList<Achievement> Milestones() =>
        [.. Book.Achievements.Values.Where(reached => reached is { IsHeld: true, IsChallenge: false }).OrderByDescending(reached => reached.On).ThenByDescending(reached => reached.Period)];
}

/// <summary>A posting as it is stored.</summary>
public sealed record PostingRow
{
    public long Posting { get; init; }

    public long At { get; init; }

    public string Unit { get; init; } = "";

    public int From { get; init; }

    public int To { get; init; }

    public long Parts { get; init; }

    /// <summary>The number of points.</summary>
    public decimal Amount { get; set; }

    public long Lot { get; init; }

    public int Reason { get; init; }

    public Guid? Order { get; init; }

    public string? Rule { get; init; }

    /// <summary>The reward for which points of this kind went; null where none did.</summary>
    public string? Reward { get; init; }

    public int ProgrammeVersion { get; init; }
}
