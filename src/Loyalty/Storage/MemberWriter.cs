using System.Security.Cryptography;
using System.Text.Json;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Log;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Gathers what was decided for many members, and writes it in set statements.</summary>
internal sealed class MemberWriter
{
    private static readonly RowShape<(CustomerId Customer, Posting Posting)> Postings = new RowShape<(CustomerId Customer, Posting Posting)>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("posting", row => row.Posting.Number)
        .Long("fact_version", row => row.Posting.Source.FactVersion)
        .Long("at", row => row.Posting.Source.At.Microseconds)
        .Int("day", row => row.Posting.Source.Day.Number)
        .Text("unit", row => row.Posting.Unit)
        .Int("from_account", row => (int)row.Posting.From)
        .Int("to_account", row => (int)row.Posting.To)
        .Long("points", row => row.Posting.Points)
        .Long("lot", row => row.Posting.Lot)
        .Int("reason", row => (int)row.Posting.Reason)
        .OptionalId("order_id", row => row.Posting.Source.Order?.Value)
        .Text("rule", row => row.Posting.Source.Rule)
        .Int("programme_version", row => row.Posting.Source.ProgrammeVersion);

    private static readonly RowShape<(CustomerId Customer, Lot Lot)> Lots = new RowShape<(CustomerId Customer, Lot Lot)>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("lot", row => row.Lot.Number)
        .Text("unit", row => row.Lot.Unit)
        .Long("granted", row => row.Lot.Granted)
        .Int("earned_day", row => row.Lot.EarnedOn.Number)
        .OptionalInt("active_day", row => row.Lot.ActiveFrom?.Number)
        .OptionalInt("last_day", row => row.Lot.LastDay?.Number)
        .OptionalId("order_id", row => row.Lot.Order?.Value)
        .Text("rule", row => row.Lot.Rule)
        .Int("programme_version", row => row.Lot.ProgrammeVersion)
        .Int("is_open", row => row.Lot.IsOpen ? 1 : 0)
        .Long("pending", row => row.Lot.Pending)
        .Long("active", row => row.Lot.Active)
        .Long("held", row => row.Lot.Held)
        .Long("spent", row => row.Lot.Spent)
        .Long("expired", row => row.Lot.Expired)
        .Long("revoked", row => row.Lot.Revoked)
        .Long("transferred", row => row.Lot.Transferred);

    private static readonly RowShape<(MemberBook Book, string Unit)> Accounts = new RowShape<(MemberBook Book, string Unit)>()
        .Id("customer_id", row => row.Book.Customer.Value)
        .Text("unit", row => row.Unit)
        .Long("last_posting", row => row.Book.LastPosting)
        .Long("last_lot", row => row.Book.LastLot)
        .Long("issued", row => row.Book.Balance(row.Unit, LedgerAccount.Issued))
        .Long("pending", row => row.Book.Balance(row.Unit, LedgerAccount.Pending))
        .Long("active", row => row.Book.Balance(row.Unit, LedgerAccount.Active))
        .Long("held", row => row.Book.Balance(row.Unit, LedgerAccount.Held))
        .Long("spent", row => row.Book.Balance(row.Unit, LedgerAccount.Spent))
        .Long("expired", row => row.Book.Balance(row.Unit, LedgerAccount.Expired))
        .Long("revoked", row => row.Book.Balance(row.Unit, LedgerAccount.Revoked))
        .Long("transferred", row => row.Book.Balance(row.Unit, LedgerAccount.Transferred))
        .Long("debt", row => row.Book.Balance(row.Unit, LedgerAccount.Debt));

    private static readonly RowShape<(CustomerId Customer, OrderId Order, OrderEntry Entry)> Orders = new RowShape<(CustomerId Customer, OrderId Order, OrderEntry Entry)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("order_id", row => row.Order.Value)
        .Text("document", row => JsonSerializer.Serialize(row.Entry, LoyaltyJson.Default.OrderEntry));

    private static readonly RowShape<(CustomerId Customer, Hold Hold)> Holds = new RowShape<(CustomerId Customer, Hold Hold)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("hold_id", row => row.Hold.Id)
        .Text("unit", row => row.Hold.Unit)
        .Text("parts", row => Write(row.Hold.Parts))
        .Long("ends_at", row => row.Hold.EndsAt.Microseconds);

    private static readonly RowShape<(CustomerId Customer, Guid Hold)> HoldKeys = new RowShape<(CustomerId Customer, Guid Hold)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("hold_id", row => row.Hold);

    private static readonly RowShape<(CustomerId Customer, Allowance Allowance)> Allowances = new RowShape<(CustomerId Customer, Allowance Allowance)>()
        .Id("allowance_id", row => row.Allowance.Id)
        .Id("customer_id", row => row.Customer.Value)
        .Text("unit", row => row.Allowance.Unit)
        .Long("points", row => row.Allowance.Points)
        .Long("taken", row => row.Allowance.Taken)
        .Long("ends_at", row => row.Allowance.EndsAt.Microseconds);

    private static readonly RowShape<(CustomerId Customer, Redemption Redemption)> Redemptions = new RowShape<(CustomerId Customer, Redemption Redemption)>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("fact_version", row => row.Redemption.FactVersion)
        .Int("number", row => row.Redemption.Number)
        .Text("unit", row => row.Redemption.Unit)
        .Text("reward", row => row.Redemption.Reward)
        .Long("points", row => row.Redemption.Points)
        .Text("parts", row => Write(row.Redemption.Parts))
        .Int("is_undone", row => row.Redemption.IsUndone ? 1 : 0)
        .Int("is_fulfilled", row => row.Redemption.IsFulfilled ? 1 : 0)
        .Long("taken_at", row => row.Redemption.TakenAt.Microseconds)
        .OptionalInt("last_day", row => row.Redemption.LastDay?.Number)
        .Int("programme_version", row => row.Redemption.ProgrammeVersion);

    private static readonly RowShape<((CustomerId Customer, string Name, int Day) Key, long First, long Second)> Sums = new RowShape<((CustomerId Customer, string Name, int Day) Key, long First, long Second)>()
        .Id("customer_id", row => row.Key.Customer.Value)
        .Text("name", row => row.Key.Name)
        .Int("day", row => row.Key.Day)
        .Long("first", row => row.First)
        .Long("second", row => row.Second);

    private static readonly RowShape<(CustomerId Customer, string Set, LevelStanding Standing)> Standings = new RowShape<(CustomerId Customer, string Set, LevelStanding Standing)>()
        .Id("customer_id", row => row.Customer.Value)
        .Text("level_set", row => row.Set)
        .Int("place", row => row.Standing.Place)
        .Int("place_before", row => row.Standing.Before)
        .Int("reached_day", row => row.Standing.ReachedOn.Number)
        .OptionalInt("check_day", row => row.Standing.CheckOn?.Number)
        .Text("earlier", row => row.Standing.EarlierText());

    private static readonly RowShape<TransactionRow> Transactions = new RowShape<TransactionRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("posting", row => row.First)
        .Long("last_posting", row => row.Last)
        .Bytes("entry", row => row.Entry)
        .Bytes("salt", row => row.Salt);

    private static readonly RowShape<(CustomerId Customer, Referral Referral, long At)> Referrals = new RowShape<(CustomerId Customer, Referral Referral, long At)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("referrer_id", row => row.Referral.Referrer.Value)
        .Int("state", row => (int)row.Referral.State)
        .OptionalId("order_id", row => row.Referral.Order?.Value)
        .Long("accepted_at", row => row.At);

    private readonly Dictionary<CustomerId, (CustomerId Customer, Referral Referral, long At)> referrals = [];

    private readonly List<TransactionRow> transactions = [];

    private readonly List<(CustomerId Customer, Posting Posting)> postings = [];

    /// <summary>Changed lots as they are now, and as they are stored; null: they are not.</summary>
    private readonly Dictionary<(CustomerId Customer, long Lot), (Lot Now, Lot? Stored)> lots = [];

    private readonly Dictionary<CustomerId, MemberBook> books = [];

    private readonly HashSet<(CustomerId Customer, string Unit)> units = [];

    private readonly Dictionary<(CustomerId Customer, OrderId Order), OrderEntry> orders = [];

    private readonly Dictionary<(CustomerId Customer, Guid Hold), Hold?> holds = [];

    private readonly Dictionary<Guid, (CustomerId Customer, Allowance Allowance)> allowances = [];

    private readonly Dictionary<(CustomerId Customer, long Version, int Number), Redemption> redemptions = [];

    private readonly Dictionary<(CustomerId Customer, string Name, int Day), (long Points, long Times)> limits = [];

    private readonly Dictionary<(CustomerId Customer, string Name, int Day), long> progress = [];

    private readonly Dictionary<(CustomerId Customer, string Set), LevelStanding> levels = [];

    private readonly AchievementWriter achievements = new();

    private readonly PointsSums sums = new();

    /// <summary>Takes in what was decided for one member.</summary>
    public void Add(MemberEffects effects)
    {
        var book = effects.Ledger.Book;
        var customer = book.Customer;
        books[customer] = book;
        if (effects.Ledger.Postings is { Count: > 0 } moved)
        {
            var salt = RandomNumberGenerator.GetBytes(LedgerStatement.SaltSize);
            transactions.Add(new TransactionRow(
                customer, moved[0].Number, moved[^1].Number, LedgerStatement.Commit(salt, LedgerStatement.Write(customer, moved)), salt));
        }

        foreach (var posting in effects.Ledger.Postings)
        {
            postings.Add((customer, posting));
            units.Add((customer, posting.Unit));
        }

        foreach (var lot in effects.Ledger.ChangedLots)
        {
            var stored = lots.TryGetValue((customer, lot), out var earlier) ? earlier.Stored : effects.Before.Lots.GetValueOrDefault(lot);
            lots[(customer, lot)] = (book.Lots[lot], stored);
        }

        foreach (var order in effects.ChangedOrders)
        {
            orders[(customer, order)] = book.Orders[order];
        }

        foreach (var hold in effects.Ledger.ChangedHolds)
        {
            holds[(customer, hold)] = book.Holds.GetValueOrDefault(hold);
        }

        if (effects.Allowance is { After: { } allowance })
        {
            allowances[allowance.Id] = (customer, allowance);
        }

        foreach (var redemption in effects.Redemptions)
        {
            redemptions[(customer, redemption.FactVersion, redemption.Number)] = redemption;
        }

        if (book.Referral is { } referral && referral != effects.Before.Referral)
        {
            referrals[customer] = (customer, referral, effects.Ledger.Source.At.Microseconds);
        }

        achievements.Add(effects);
        sums.Add(effects);
        AddSums(effects.Before, book);
    }

    /// <summary>Sums are written as differences: of old days a book does not know what is stored.</summary>
    private void AddSums(MemberBook before, MemberBook after)
    {
        foreach (var ((rule, day), use) in after.LimitUses)
        {
            var was = before.LimitUses.GetValueOrDefault((rule, day));
            if (was != use)
            {
                var sum = limits.GetValueOrDefault((after.Customer, rule, day));
                limits[(after.Customer, rule, day)] = (sum.Points + use.Points - was.Points, sum.Times + use.Times - was.Times);
            }
        }

        foreach (var ((measure, day), amount) in after.Progress)
        {
            var was = before.Progress.GetValueOrDefault((measure, day));
            if (was != amount)
            {
                progress[(after.Customer, measure, day)] = progress.GetValueOrDefault((after.Customer, measure, day)) + amount - was;
            }
        }

        foreach (var (set, standing) in after.Levels)
        {
            if (before.Levels.GetValueOrDefault(set) != standing)
            {
                levels[(after.Customer, set)] = standing;
            }
        }
    }

    public void Write(WriteTransaction transaction)
    {
        WriteLedger(transaction);
        WriteUses(transaction);
        WriteSums(transaction);
        achievements.Write(transaction);
        sums.Write(transaction);
    }

    private void WriteLedger(WriteTransaction transaction)
    {
        transaction.Write(
            """
            INSERT INTO posting (customer_id, posting, fact_version, at, day, unit, from_account, to_account, points, lot, reason, order_id, rule, programme_version)
            SELECT rows.customer_id, rows.posting, rows.fact_version, rows.at, rows.day, rows.unit, rows.from_account, rows.to_account, rows.points, rows.lot, rows.reason, rows.order_id, rows.rule, rows.programme_version FROM {rows}
            """,
            Postings,
            postings);
        transaction.Write(
            """
            INSERT INTO ledger_transaction (customer_id, posting, last_posting, entry, salt)
            SELECT rows.customer_id, rows.posting, rows.last_posting, rows.entry, rows.salt FROM {rows}
            """,
            Transactions,
            transactions);
        var changed = lots.ToLookup(lot => IsIndexedAlike(lot.Value), lot => (lot.Key.Customer, lot.Value.Now));
        transaction.Write(
            """
            UPDATE lot SET pending = rows.pending, active = rows.active, held = rows.held, spent = rows.spent, expired = rows.expired, revoked = rows.revoked, transferred = rows.transferred
            FROM {rows} WHERE lot.customer_id = rows.customer_id AND lot.lot = rows.lot
            """,
            Lots,
            [.. changed[true]]);
        transaction.Write(
            """
            INSERT INTO lot (customer_id, lot, unit, granted, earned_day, active_day, last_day, order_id, rule, programme_version, is_open, pending, active, held, spent, expired, revoked, transferred)
            SELECT rows.customer_id, rows.lot, rows.unit, rows.granted, rows.earned_day, rows.active_day, rows.last_day, rows.order_id, rows.rule, rows.programme_version, rows.is_open, rows.pending, rows.active, rows.held, rows.spent, rows.expired, rows.revoked, rows.transferred
            FROM {rows} WHERE true
            ON CONFLICT (customer_id, lot) DO UPDATE SET
                active_day = excluded.active_day, is_open = excluded.is_open, pending = excluded.pending, active = excluded.active, held = excluded.held,
                spent = excluded.spent, expired = excluded.expired, revoked = excluded.revoked, transferred = excluded.transferred
            """,
            Lots,
            [.. changed[false]]);
        transaction.Write(
            """
            INSERT INTO points_account (customer_id, unit, last_posting, last_lot, issued, pending, active, held, spent, expired, revoked, transferred, debt)
            SELECT rows.customer_id, rows.unit, rows.last_posting, rows.last_lot, rows.issued, rows.pending, rows.active, rows.held, rows.spent, rows.expired, rows.revoked, rows.transferred, rows.debt
            FROM {rows} WHERE true
            ON CONFLICT (customer_id, unit) DO UPDATE SET
                last_posting = excluded.last_posting, last_lot = excluded.last_lot, issued = excluded.issued, pending = excluded.pending, active = excluded.active,
                held = excluded.held, spent = excluded.spent, expired = excluded.expired, revoked = excluded.revoked, transferred = excluded.transferred, debt = excluded.debt
            """,
            Accounts,
            [.. units.Select(row => (books[row.Customer], row.Unit))]);
    }

    /// <summary>Whether no index of lots can tell the difference, so that none need be written.</summary>
    private static bool IsIndexedAlike((Lot Now, Lot? Stored) lot) =>
        lot is { Now: { IsOpen: true } now, Stored: { IsOpen: true } stored } && now.ActiveFrom == stored.ActiveFrom && now.Pending > 0 == stored.Pending > 0;

    private void WriteUses(WriteTransaction transaction)
    {
        transaction.Write(
            """
            INSERT INTO referral (customer_id, referrer_id, state, order_id, accepted_at)
            SELECT rows.customer_id, rows.referrer_id, rows.state, rows.order_id, rows.accepted_at FROM {rows} WHERE true
            ON CONFLICT (customer_id) DO UPDATE SET state = excluded.state, order_id = excluded.order_id
            """,
            Referrals,
            [.. referrals.Values]);
        transaction.Write(
            """
            INSERT INTO order_points (customer_id, order_id, document) SELECT rows.customer_id, rows.order_id, rows.document FROM {rows} WHERE true
            ON CONFLICT (customer_id, order_id) DO UPDATE SET document = excluded.document
            """,
            Orders,
            [.. orders.Select(order => (order.Key.Customer, order.Key.Order, order.Value))]);
        transaction.Write(
            """
            INSERT INTO points_hold (customer_id, hold_id, unit, parts, ends_at)
            SELECT rows.customer_id, rows.hold_id, rows.unit, rows.parts, rows.ends_at FROM {rows} WHERE true
            ON CONFLICT (customer_id, hold_id) DO UPDATE SET parts = excluded.parts
            """,
            Holds,
            [.. holds.Where(hold => hold.Value is not null).Select(hold => (hold.Key.Customer, hold.Value!))]);
        transaction.Write(
            "DELETE FROM points_hold WHERE (customer_id, hold_id) IN (SELECT rows.customer_id, rows.hold_id FROM {rows})",
            HoldKeys,
            [.. holds.Where(hold => hold.Value is null).Select(hold => hold.Key)]);
        transaction.Write(
            """
            INSERT INTO allowance_lookup (allowance_id, customer_id, unit, points, taken, ends_at)
            SELECT rows.allowance_id, rows.customer_id, rows.unit, rows.points, rows.taken, rows.ends_at FROM {rows} WHERE true
            ON CONFLICT (allowance_id) DO UPDATE SET customer_id = excluded.customer_id, taken = excluded.taken
            """,
            Allowances,
            [.. allowances.Values]);
        transaction.Write(
            """
            INSERT INTO redemption (customer_id, fact_version, number, unit, reward, points, parts, is_undone, is_fulfilled, taken_at, last_day, programme_version)
            SELECT rows.customer_id, rows.fact_version, rows.number, rows.unit, rows.reward, rows.points, rows.parts, rows.is_undone, rows.is_fulfilled, rows.taken_at, rows.last_day, rows.programme_version FROM {rows} WHERE true
            ON CONFLICT (customer_id, fact_version, number) DO UPDATE SET is_undone = excluded.is_undone, is_fulfilled = excluded.is_fulfilled
            """,
            Redemptions,
            [.. redemptions.Select(redemption => (redemption.Key.Customer, redemption.Value))]);
    }

    private void WriteSums(WriteTransaction transaction)
    {
        transaction.Write(
            """
            INSERT INTO limit_use (customer_id, rule, day, points, times) SELECT rows.customer_id, rows.name, rows.day, rows.first, rows.second FROM {rows} WHERE true
            ON CONFLICT (customer_id, rule, day) DO UPDATE SET points = limit_use.points + excluded.points, times = limit_use.times + excluded.times
            """,
            Sums,
            [.. limits.Select(limit => (limit.Key, limit.Value.Points, limit.Value.Times))]);
        transaction.Write(
            """
            INSERT INTO level_progress (customer_id, measure, day, amount) SELECT rows.customer_id, rows.name, rows.day, rows.first FROM {rows} WHERE true
            ON CONFLICT (customer_id, measure, day) DO UPDATE SET amount = level_progress.amount + excluded.amount
            """,
            Sums,
            [.. progress.Select(row => (row.Key, row.Value, 0L))]);
        transaction.Write(
            """
            INSERT INTO level_standing (customer_id, level_set, place, place_before, reached_day, check_day, earlier)
            SELECT rows.customer_id, rows.level_set, rows.place, rows.place_before, rows.reached_day, rows.check_day, rows.earlier FROM {rows} WHERE true
            ON CONFLICT (customer_id, level_set) DO UPDATE SET
                place = excluded.place, place_before = excluded.place_before, reached_day = excluded.reached_day, check_day = excluded.check_day, earlier = excluded.earlier
            """,
            Standings,
            [.. levels.Select(level => (level.Key.Customer, level.Key.Set, level.Value))]);
    }

    /// <summary>The postings of one decision, and the public commitment to them.</summary>
    private sealed record TransactionRow(CustomerId Customer, long First, long Last, byte[] Entry, byte[] Salt);

    private static string Write(IReadOnlyList<LotPart> parts) => JsonSerializer.Serialize(parts, LoyaltyJson.Default.IReadOnlyListLotPart);
}
