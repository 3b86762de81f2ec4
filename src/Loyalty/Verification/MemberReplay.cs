using System.Globalization;
using System.Text.Json;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Log;
using Regulars.Storage;

namespace Regulars.Loyalty.Verification;

/// <summary>Everything stored of one customer's points, and what of it does not follow from the postings.</summary>
internal sealed partial class MemberReplay(Guid customer, IReadOnlyDictionary<int, Programme> programmes, Currency currency)
{
    private static readonly string[] Accounts = ["issued", "pending", "active", "held", "spent", "expired", "revoked", "transferred", "debt"];

    private readonly List<Posting> postings = [];

    private readonly List<(string Unit, long[] Numbers)> accounts = [];

    private readonly Dictionary<long, LotRow> lots = [];

    private readonly List<(Guid Order, string Document)> orders = [];

    private readonly List<(Guid Hold, string Unit, string Parts)> holds = [];

    private readonly List<RedemptionRow> redemptions = [];

    private readonly List<CodeRow> codes = [];

    private readonly List<TransactionRow> transactions = [];

    public Guid Customer { get; } = customer;

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes one row of the customer.</summary>
    public void Take(RowReader row)
    {
        switch (row.Int(1))
        {
            case 0:
                var source = new PostingSource(
                    row.Long(15), new Instant(row.Long(16)), new Day(row.Int(17)), row.OptionalId(5) is { } order ? new OrderId(order) : null, row.Text(4) is { Length: > 0 } rule ? rule : null, row.Int(14));
                postings.Add(new Posting(
                    row.Long(2), row.Text(3), (LedgerAccount)row.Int(9), (LedgerAccount)row.Int(10), row.Long(11), row.Long(12), (PostingReason)row.Int(13), source));
                break;
            case 1:
                accounts.Add((row.Text(3), [.. Enumerable.Range(9, 11).Select(row.Long)]));
                break;
            case 2:
                lots.Add(row.Long(2), new LotRow(row.Text(3), row.Text(4), row.OptionalId(5), [.. Enumerable.Range(9, 9).Select(row.Long)]));
                break;
            case 3:
                orders.Add((row.Id(5), row.Text(4)));
                break;
            case 4:
                holds.Add((row.Id(5), row.Text(3), row.Text(4)));
                break;
            case 5:
                redemptions.Add(new RedemptionRow(row.Long(2), row.Int(9), row.Text(3), row.Long(10), row.Int(11) == 1, row.Text(4), row.Text(8), row.Int(12)));
                break;
            case 11:
                achievements.Add(new AchievementRow(row.Text(4), row.Int(9), row.Int(10) == 1, row.Int(12), row.Long(2)));
                break;
            case 12:
                steps.Add(new StepRow(row.Long(2), row.Text(4), row.Int(9), row.Long(10), row.Text(8), row.Int(11)));
                break;
            case 13:
                progress.Add((row.Text(4), row.Int(9)), row.Long(10));
                break;
            case 14:
                gifts.Add(new GiftReplayRow(row.Long(2), row.Text(3), row.Text(4), new Day(row.Int(9)), row.Long(10), row.Long(11), row.Int(12) == 1));
                break;
            case 7:
                codes.Add(new CodeRow(row.Text(3), row.Long(2), row.Int(9), row.Int(10)));
                break;
            default:
                transactions.Add(new TransactionRow(row.Long(2), row.Long(9), row.Bytes(6), row.IsNull(7) ? null : row.Bytes(7)));
                break;
        }
    }

    /// <summary>The first row that does not agree; null when all do. What the customer uses of shared limits is added to these.</summary>
    public LedgerFault? Find(SharedReplay shared)
    {
        try
        {
            var fault = FindInPostings() ?? FindInTransactions() ?? FindInAccounts() ?? FindInLots() ?? FindInOrders() ?? FindInHolds() ?? FindInRedemptions() ?? FindInCodes() ?? FindInChallenges() ?? FindInGifts();
            if (fault is null)
            {
                Count(shared);
            }

            return fault;
        }
        catch (JsonException unreadable)
        {
            return Fault("order_points, points_hold, redemption", unreadable.Path ?? "", "document", unreadable.Message, "JSON");
        }
    }

    private LedgerFault? FindInPostings()
    {
        for (var i = 0; i < postings.Count; i++)
        {
            var posting = postings[i];
            var row = Text(posting.Number);
            if (posting.Number != i + 1)
            {
                return Fault("posting", Text(i + 1), "posting", row, Text(i + 1));
            }

            if (posting.Points <= 0)
            {
                return Fault("posting", row, "points", Text(posting.Points), "> 0");
            }

            if (posting.From == posting.To || !Enum.IsDefined(posting.From) || !Enum.IsDefined(posting.To))
            {
                return Fault("posting", row, "to_account", Text((int)posting.To), $"≠ {Text((int)posting.From)}, 0…8");
            }
        }

        return null;
    }

    /// <summary>Every posting belongs to one transaction of the log, which is committed to it as it was written.</summary>
    private LedgerFault? FindInTransactions()
    {
        var next = 1L;
        foreach (var transaction in transactions)
        {
            if (transaction.First != next || transaction.Last < next || transaction.Last > postings.Count)
            {
                return Fault("ledger_transaction", Text(next), "posting", $"{Text(transaction.First)}…{Text(transaction.Last)}", $"{Text(next)}…");
            }

            var moved = postings.GetRange((int)next - 1, (int)(transaction.Last - next) + 1);
            if (transaction.Salt is { } salt && LedgerStatement.Commit(salt, LedgerStatement.Write(new CustomerId(Customer), moved)) is var entry && !entry.AsSpan().SequenceEqual(transaction.Entry))
            {
                return Fault("ledger_transaction", Text(next), "entry", Convert.ToHexStringLower(transaction.Entry), Convert.ToHexStringLower(entry));
            }

            next = transaction.Last + 1;
        }

        return next - 1 == postings.Count ? null : Fault("ledger_transaction", Text(next), "posting", "–", Text(next));
    }

    private LedgerFault? FindInAccounts()
    {
        var replayed = postings.Select(posting => posting.Unit).Concat(accounts.Select(account => account.Unit)).Distinct().ToDictionary(unit => unit, _ => new long[Accounts.Length]);
        foreach (var posting in postings)
        {
            replayed[posting.Unit][(int)posting.From] -= posting.Points;
            replayed[posting.Unit][(int)posting.To] += posting.Points;
        }

        foreach (var (unit, expected) in replayed)
        {
            if (accounts.FirstOrDefault(account => account.Unit == unit).Numbers is not { } found)
            {
                return Fault("points_account", unit, "unit", "–", unit);
            }

            for (var account = 0; account < Accounts.Length; account++)
            {
                if (found[account] != expected[account])
                {
                    return Fault("points_account", unit, Accounts[account], Text(found[account]), Text(expected[account]));
                }
            }
        }

        return Newest("last_posting", 9, postings.Count) ?? Newest("last_lot", 10, lots.Count == 0 ? 0 : lots.Keys.Max());
    }

    /// <summary>The customer's newest number is the largest that any of their accounts knows.</summary>
    private LedgerFault? Newest(string column, int place, long expected) =>
        accounts.Count > 0 && accounts.Max(account => account.Numbers[place]) is var found && found != expected
            ? Fault("points_account", accounts[0].Unit, column, Text(found), Text(expected))
            : null;

    private LedgerFault? FindInLots()
    {
        var replayed = new Dictionary<long, (Posting Issued, long[] Parts)>();
        foreach (var posting in postings.Where(posting => posting.Lot > 0))
        {
            if (!replayed.TryGetValue(posting.Lot, out var lot))
            {
                replayed.Add(posting.Lot, lot = (posting, new long[Accounts.Length]));
            }

            lot.Parts[(int)posting.From] -= posting.Points;
            lot.Parts[(int)posting.To] += posting.Points;
        }

        foreach (var (number, (issued, parts)) in replayed)
        {
            if (!lots.TryGetValue(number, out var lot))
            {
                return Fault("lot", Text(number), "lot", "–", Text(number));
            }

            // What paid a debt was used.
            parts[(int)LedgerAccount.Spent] += parts[(int)LedgerAccount.Debt];
            if (FindInLot(number, lot, issued, parts) is { } fault)
            {
                return fault;
            }
        }

        return lots.Keys.FirstOrDefault(number => !replayed.ContainsKey(number)) is var unknown and > 0 ? Fault("lot", Text(unknown), "lot", Text(unknown), "–") : null;
    }

    private LedgerFault? FindInLot(long number, LotRow lot, Posting issued, long[] parts)
    {
        (string Column, string Found, string Expected)[] columns =
        [
            ("unit", lot.Unit, issued.Unit),
            ("rule", lot.Rule, issued.Source.Rule ?? ""),
            ("order_id", lot.Order?.ToString() ?? "", (issued.Source.Order?.Value ?? OrderOfFriend(lot))?.ToString() ?? ""),
            ("granted", Text(lot.Numbers[0]), Text(-parts[(int)LedgerAccount.Issued])),
            .. Enumerable.Range(1, 7).Select(account => (Accounts[account], Text(lot.Numbers[account]), Text(parts[account]))),
            ("is_open", Text(lot.Numbers[8]), parts[1] + parts[2] + parts[3] > 0 ? "1" : "0"),
        ];
        return columns.FirstOrDefault(column => column.Found != column.Expected) is { Column: not null } wrong
            ? Fault("lot", Text(number), wrong.Column, wrong.Found, wrong.Expected)
            : null;
    }

    /// <summary>The points for whoever brought a friend name the friend's order, which is none of their own.</summary>
    private static Guid? OrderOfFriend(LotRow lot) => lot.Rule == ReferralTerms.RuleKey ? lot.Order : null;

    private LedgerFault Fault(string table, string row, string column, string found, string expected) => new(Customer, table, row, column, found, expected);

    /// <summary>Numbers: granted, pending, active, held, spent, expired, revoked, transferred, is_open.</summary>
    private sealed record LotRow(string Unit, string Rule, Guid? Order, long[] Numbers);

    private sealed record RedemptionRow(long FactVersion, int Number, string Unit, long Points, bool IsUndone, string Parts, string Reward, int ProgrammeVersion);

    private sealed record TransactionRow(long First, long Last, byte[] Entry, byte[]? Salt);
}
