using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Care.Counting;

/// <summary>Something that hindered a customer once.</summary>
/// <param name="Kind">What, by the keys of <see cref="HindranceKinds"/>.</param>
/// <param name="Subject">What it was about, such as <c>method:blik</c>; empty for the whole kind.</param>
/// <param name="Day">When.</param>
internal readonly record struct Hindrance(string Kind, string Subject, Day Day);

/// <summary>The kinds of hindrance that are counted. The name of one is the text <c>obstacles.kind.KEY</c>.</summary>
internal static class HindranceKinds
{
    /// <summary>A payment failed.</summary>
    public const string Payment = "payment";

    /// <summary>A basket was filled and left.</summary>
    public const string Basket = "basket";

    /// <summary>A parcel came late.</summary>
    public const string Delivery = "delivery";

    /// <summary>An order was refused.</summary>
    public const string Refusal = "refusal";

    /// <summary>A search found nothing.</summary>
    public const string Search = "search";

    /// <summary>A checkout was begun; not a hindrance, until no order follows.</summary>
    public const string Checkout = "checkout";

    /// <summary>A search, with or without result: among these are searches without result counted.</summary>
    public const string Searched = "searched";

    /// <summary>Orders of known customers, whatever became of them: among these is everything else counted.</summary>
    public const string Orders = "orders";

    /// <summary>The subject of a whole kind.</summary>
    public const string Whole = "";

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<string> All { get; } = [Payment, Basket, Delivery, Refusal, Search];

    /// <summary>The moment at which a kind hinders.</summary>
    public static string MomentOf(string kind) => kind switch
    {
        Payment or Basket => JourneyMoments.FirstOrder,
        Delivery => JourneyMoments.Delivery,
        Search => JourneyMoments.Discovery,
        _ => JourneyMoments.Problem,
    };
}
