using Regulars.Kernel;

namespace Regulars.Loyalty.Cards;

/// <summary>The accounts of one gift card. What is moved leaves one and reaches another, so that together they are always 0.</summary>
internal enum CardAccount
{
    /// <summary>What was sold: never above zero.</summary>
    Issued = 0,

    /// <summary>What can be paid with.</summary>
    Card = 1,

    /// <summary>What was paid.</summary>
    Spent = 2,

    /// <summary>What was not used in time.</summary>
    Expired = 3,
}

/// <summary>Why money moved.</summary>
internal enum CardReason
{
    Issued = 0,
    Paid = 1,
    Refunded = 2,
    Expired = 3,
}

/// <summary>One movement of money between two accounts of a card; never changed.</summary>
/// <param name="From">The account that has less by it.</param>
/// <param name="To">The account that has more by it.</param>
/// <param name="Amount">In minor units; more than zero.</param>
/// <param name="Reason">Why.</param>
internal sealed record CardPosting(CardAccount From, CardAccount To, long Amount, CardReason Reason);

/// <summary>A gift card as it stands: what may be done with it, decided without I/O.</summary>
internal sealed record GiftCard
{
    public Guid Id { get; init; }

    /// <summary>The last four letters of its code: all of it that is kept.</summary>
    public string LastFour { get; init; } = "";

    public string Currency { get; init; } = "";

    /// <summary>Minus what was sold.</summary>
    public long Issued { get; init; }

    public long Balance { get; init; }

    public long Spent { get; init; }

    public long Expired { get; init; }

    public long LastPosting { get; init; }

    /// <summary>The number of the last day on which it can be used; null: without end.</summary>
    public int? LastDay { get; init; }

    /// <summary>1 while nobody may pay with it.</summary>
    public int IsBlocked { get; init; }

    /// <summary>What is due by itself on a day: what was not used in time expires. Null: nothing.</summary>
    public CardPosting? Due(Day today) => LastDay < today.Number && Balance > 0 ? new CardPosting(CardAccount.Card, CardAccount.Expired, Balance, CardReason.Expired) : null;

    /// <summary>Pays with it.</summary>
    public Result<CardPosting> Pay(long amount, Day today) => Refuse(amount, today) is { } refusal ? refusal
        : amount > Balance ? new Refusal("gift_card.not_enough", $"{amount} are wanted, and {Balance} are left.", "amount")
        : new CardPosting(CardAccount.Card, CardAccount.Spent, amount, CardReason.Paid);

    /// <summary>Gives back what was paid with it.</summary>
    public Result<CardPosting> Refund(long amount, Day today) => Refuse(amount, today) is { } refusal ? refusal
        : amount > Spent ? new Refusal("gift_card.refund_too_much", $"{amount} are to be given back, and {Spent} were paid.", "amount")
        : new CardPosting(CardAccount.Spent, CardAccount.Card, amount, CardReason.Refunded);

    /// <summary>The card after a movement.</summary>
    public GiftCard After(CardPosting posting) => (this with { LastPosting = LastPosting + 1 }).Change(posting.From, -posting.Amount).Change(posting.To, posting.Amount);

    private Refusal? Refuse(long amount, Day today) => amount <= 0 ? new Refusal("gift_card.amount", "An amount in minor units, above zero.", "amount")
        : IsBlocked == 1 ? new Refusal("gift_card.blocked", "This card is blocked.", "code")
        : LastDay < today.Number ? new Refusal("gift_card.expired", $"This card could be used until {new Day(LastDay.Value)}.", "code")
        : null;

    private GiftCard Change(CardAccount account, long amount) => account switch
    {
        CardAccount.Issued => this with { Issued = Issued + amount },
        CardAccount.Card => this with { Balance = Balance + amount },
        CardAccount.Spent => this with { Spent = Spent + amount },
        _ => this with { Expired = Expired + amount },
    };
}
