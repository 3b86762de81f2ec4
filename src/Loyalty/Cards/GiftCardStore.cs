using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Cards;

/// <summary>Gift cards and their ledger. Each change is one transaction under the lock of its card, and is done once for its key.</summary>
internal sealed class GiftCardStore(Database database, BusinessStore businesses, GiftCardKeys keys, PointsClock pointsClock, TimeProvider clock)
{
    private const int ExpiringAtOnce = 200;

    private const string Columns =
        "c.card_id AS Id, c.last_four AS LastFour, c.currency AS Currency, c.issued AS Issued, c.balance AS Balance, c.spent AS Spent, c.expired AS Expired, c.last_posting AS LastPosting, c.last_day AS LastDay, c.is_blocked AS IsBlocked";

    private Day Today => businesses.Current.Calendar.DayOf(Instant.Now(clock));

    /// <summary>The day as of which cards expire: a clock that jumped ahead is not believed.</summary>
    private Day ExpiryDay => pointsClock.ExpiryDay is { } believed && believed < Today ? believed : Today;

    /// <summary>Sells a card.</summary>
    /// <param name="amount">What it is worth, in minor units.</param>
    /// <param name="code">Its code; null: one is made.</param>
    /// <param name="lastDay">The last day on which it can be used; null: without end.</param>
    /// <param name="by">Who sells it.</param>
    /// <param name="key">The request's key.</param>
    public Result<(string Code, CardState State)> Issue(long amount, string? code, Day? lastDay, string by, RequestKey key)
    {
        var plain = MadeCode.Plain(code ?? keys.CodeFor(key));
        var done = database.Write(transaction => KeyedRequests.Once(transaction, keys.Seal(key), Instant.Now(clock), () => Issue(transaction, plain, amount, lastDay, by)));
        return done.Refusal is { } refusal ? refusal : (plain, done.Value);
    }

    /// <summary>Pays with a card.</summary>
    public Result<CardState> Pay(string code, long amount, string? reference, string by, RequestKey key) => Move(code, key, by, reference, card => card.Pay(amount, ExpiryDay));

    /// <summary>Gives back to a card what was paid with it.</summary>
    public Result<CardState> Refund(string code, long amount, string? reference, string by, RequestKey key) => Move(code, key, by, reference, card => card.Refund(amount, ExpiryDay));

    /// <summary>Lets nobody pay with a card, or lets them again. Told twice it changes nothing.</summary>
    public Result<CardState> Block(string code, bool isBlocked, string by) => database.Write(transaction =>
    {
        if (Find(transaction, code) is not { } card)
        {
            return (Result<CardState>)Unknown;
        }

        transaction.Execute(
            "UPDATE gift_card SET is_blocked = @blocked, blocked_at = @at, blocked_by = @by WHERE card_id = @Id AND is_blocked <> @blocked",
            new { blocked = isBlocked ? 1 : 0, at = Instant.Now(clock).Microseconds, by, card.Id });
        return CardState.Of(card with { IsBlocked = isBlocked ? 1 : 0 });
    });

    /// <summary>A card and its movements, the newest first; null for a code of none.</summary>
    public (CardState State, IReadOnlyList<CardMovement> Movements)? Read(string code)
    {
        var card = database.QueryFirst<GiftCard>($"SELECT {Columns} FROM gift_card_lookup k JOIN gift_card c ON c.card_id = k.card_id WHERE k.code_hash = @hash", new { hash = keys.Hash(code) });
        if (card is null)
        {
            return null;
        }

        var movements = database.Query<CardMovement>(
            """
            SELECT posting AS Posting, at AS At, amount AS Amount, reason AS Reason, reference AS Reference FROM gift_card_posting WHERE card_id = @Id ORDER BY posting DESC LIMIT 200
            """,
            new { card.Id });
        return (CardState.Of(card.Due(ExpiryDay) is { } due ? card.After(due) : card), movements);
    }

    /// <summary>Expires what was not used in time; answers of how many cards.</summary>
    public int ExpireDue(Func<bool> goOn)
    {
        var expired = 0;
        while (goOn())
        {
            var today = ExpiryDay;
            var due = database.Query<Guid>("SELECT card_id FROM gift_card WHERE balance > 0 AND last_day < @today ORDER BY last_day, card_id LIMIT @most", new { today = today.Number, most = ExpiringAtOnce });
            foreach (var id in due)
            {
                database.Write(transaction =>
                {
                    var card = transaction.QueryFirst<GiftCard>($"SELECT {Columns} FROM gift_card c WHERE c.card_id = @id {{for_update}}", new { id })!;
                    return card.Due(today) is { } posting ? Post(transaction, card, posting, "regulars", null) : card;
                });
            }

            expired += due.Count;
            if (due.Count < ExpiringAtOnce)
            {
                break;
            }
        }

        return expired;
    }

    private static readonly Refusal Unknown = new("gift_card.unknown", "There is no such card.", "code");

    private Result<CardState> Issue(WriteTransaction transaction, string code, long amount, Day? lastDay, string by)
    {
        var now = Instant.Now(clock);
        var card = new GiftCard { Id = Uuid.New(clock), LastFour = code[^4..], Currency = businesses.Current.Currency.Code, LastDay = lastDay?.Number };
        if (transaction.QueryFirst<int?>(
            "INSERT INTO gift_card_lookup (code_hash, card_id) VALUES (@hash, @Id) ON CONFLICT (code_hash) DO NOTHING RETURNING 1", new { hash = keys.Hash(code), card.Id }) is null)
        {
            return new Refusal("gift_card.known", "There is a card with this code. Choose another, or let one be made.", "code");
        }

        transaction.Execute(
            """
            INSERT INTO gift_card (card_id, last_four, currency, issued, balance, spent, expired, last_posting, last_day, is_blocked, issued_at, issued_by)
            VALUES (@Id, @LastFour, @Currency, 0, 0, 0, 0, 0, @LastDay, 0, @at, @by)
            """,
            new { card.Id, card.LastFour, card.Currency, card.LastDay, at = now.Microseconds, by });
        return CardState.Of(Post(transaction, card, new CardPosting(CardAccount.Issued, CardAccount.Card, amount, CardReason.Issued), by, null));
    }

    private Result<CardState> Move(string code, RequestKey key, string by, string? reference, Func<GiftCard, Result<CardPosting>> decide) => database.Write(transaction =>
        KeyedRequests.Once(transaction, keys.Seal(key), Instant.Now(clock), () =>
        {
            if (Find(transaction, code) is not { } card)
            {
                return (Result<CardState>)Unknown;
            }

            var decided = decide(card);
            return decided.Refusal is { } refusal ? refusal : CardState.Of(Post(transaction, card, decided.Value, by, reference));
        }));

    private GiftCard? Find(WriteTransaction transaction, string code) =>
        transaction.QueryFirst<Guid?>("SELECT card_id FROM gift_card_lookup WHERE code_hash = @hash", new { hash = keys.Hash(code) }) is { } id
            ? transaction.QueryFirst<GiftCard>($"SELECT {Columns} FROM gift_card c WHERE c.card_id = @id {{for_update}}", new { id })
            : null;

    private GiftCard Post(WriteTransaction transaction, GiftCard card, CardPosting posting, string by, string? reference)
    {
        var after = card.After(posting);
        transaction.Execute(
            """
            INSERT INTO gift_card_posting (card_id, posting, at, from_account, to_account, amount, reason, reference, moved_by)
            VALUES (@Id, @LastPosting, @at, @from, @to, @Amount, @reason, @reference, @by)
            """,
            new { after.Id, after.LastPosting, at = Instant.Now(clock).Microseconds, from = (int)posting.From, to = (int)posting.To, posting.Amount, reason = (int)posting.Reason, reference, by });
        transaction.Execute(
            "UPDATE gift_card SET issued = @Issued, balance = @Balance, spent = @Spent, expired = @Expired, last_posting = @LastPosting WHERE card_id = @Id",
            new { after.Issued, after.Balance, after.Spent, after.Expired, after.LastPosting, after.Id });
        return after;
    }
}

/// <summary>What is told of a card.</summary>
/// <param name="LastFour">The last four letters of its code.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Balance">What can be paid with it, in minor units.</param>
/// <param name="Issued">What it was sold for.</param>
/// <param name="Spent">What was paid with it.</param>
/// <param name="Expired">What was not used in time.</param>
/// <param name="IsBlocked">Whether nobody may pay with it.</param>
/// <param name="LastDay">The last day on which it can be used.</param>
public sealed record CardState(string LastFour, string Currency, long Balance, long Issued, long Spent, long Expired, bool IsBlocked, Day? LastDay)
{
    internal static CardState Of(GiftCard card) => new(
        card.LastFour, card.Currency, card.Balance, -card.Issued, card.Spent, card.Expired, card.IsBlocked == 1, card.LastDay is { } last ? new Day(last) : null);
}

/// <summary>A movement of a card as it is stored.</summary>
internal sealed record CardMovement
{
    public long Posting { get; init; }

    public long At { get; init; }

    public long Amount { get; init; }

    public int Reason { get; init; }

    public string? Reference { get; init; }
}
