namespace Regulars.Journal.Contracts;

/// <summary>The key moments of a customer's journey. The name of one is the text <c>journey.moment.KEY</c>.</summary>
public static class JourneyMoments
{
    /// <summary>The customer comes to know the shop: a first visit, or an identity that is known before any order.</summary>
    public const string Discovery = "discovery";

    /// <summary>The first purchase.</summary>
    public const string FirstOrder = "first_order";

    /// <summary>A parcel arrives.</summary>
    public const string Delivery = "delivery";

    /// <summary>Something goes wrong: a refusal, a cancellation, a return, a complaint, a late parcel.</summary>
    public const string Problem = "problem";

    /// <summary>The second purchase.</summary>
    public const string Repeat = "repeat";

    /// <summary>The customer tells others: an advice, a shared post, a referral.</summary>
    public const string Referral = "referral";

    /// <summary>Every moment, in the order of the journey.</summary>
    public static IReadOnlyList<string> All { get; } = [Discovery, FirstOrder, Delivery, Problem, Repeat, Referral];
}
