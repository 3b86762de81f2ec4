using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What is promised to who brings a friend, and to the friend.</summary>
public sealed record ReferralTerms
{
    /// <summary>Under this key the friend's order gives its points; no rule of a programme may have it.</summary>
    public const string RuleKey = "referral";

    /// <summary>The kind of points; null: the programme's first.</summary>
    public string? Unit { get; init; }

    /// <summary>Points for who brought the friend.</summary>
    public decimal ReferrerPoints { get; init; }

    /// <summary>Points for the friend.</summary>
    public decimal FriendPoints { get; init; }

    /// <summary>The friend's first order is worth at least so much, in units of the business's currency.</summary>
    public decimal MinimumOrder { get; init; }

    /// <summary>Days after the friend's order until the points can be used: the return window.</summary>
    public int WindowDays { get; init; } = 14;

    /// <summary>At most so many friends of one customer are rewarded in 30 days; more are held for review.</summary>
    public int MostInMonth { get; init; } = 20;
}

/// <summary>What became of a referral.</summary>
internal enum ReferralState
{
    /// <summary>The friend has not bought yet.</summary>
    Waiting = 0,

    /// <summary>Something looks like one person with two names: somebody of the staff decides.</summary>
    Review = 1,

    /// <summary>The friend's first order counts.</summary>
    Counted = 2,

    /// <summary>The order was returned, or the staff said no.</summary>
    Undone = 3,
}

/// <summary>That a customer was brought by another.</summary>
/// <param name="Referrer">Who brought them.</param>
/// <param name="State">What became of it.</param>
/// <param name="Order">The order that counts.</param>
internal sealed record Referral(CustomerId Referrer, ReferralState State, OrderId? Order);

/// <summary>What a friend's order brings to who brought them: points to give, or to take back.</summary>
/// <param name="To">Who brought the friend.</param>
/// <param name="Order">The friend's order.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">How many, by the version of the programme that judged the order.</param>
/// <param name="From">From which day on they can be used.</param>
/// <param name="IsTakenBack">Whether the order was returned.</param>
internal sealed record ReferralNews(CustomerId To, OrderId Order, string Unit, decimal Points, Day From, bool IsTakenBack);
