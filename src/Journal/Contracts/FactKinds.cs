namespace Regulars.Journal.Contracts;

/// <summary>The kinds of fact that the Journal itself records.</summary>
public static class FactKinds
{
    /// <summary>An order was sold; its amount is the order's value.</summary>
    public const string OrderPlaced = "order.placed";

    /// <summary>An order is waiting to be paid or handled.</summary>
    public const string OrderPending = "order.pending";

    /// <summary>The value of a sold order changed; the amount is the difference.</summary>
    public const string OrderAmended = "order.amended";

    /// <summary>Something came back; the amount is its value.</summary>
    public const string OrderReturned = "order.returned";

    /// <summary>The customer refused an order.</summary>
    public const string OrderRefused = "order.refused";

    /// <summary>An order was cancelled.</summary>
    public const string OrderCancelled = "order.cancelled";

    /// <summary>Consent was given.</summary>
    public const string ConsentGranted = "consent.granted";

    /// <summary>Consent was withdrawn.</summary>
    public const string ConsentWithdrawn = "consent.withdrawn";

    /// <summary>Two records were taken for one person.</summary>
    public const string CustomerMerged = "customer.merged";

    /// <summary>A merge was undone.</summary>
    public const string CustomerUnmerged = "customer.unmerged";

    /// <summary>The person was forgotten.</summary>
    public const string CustomerErased = "customer.erased";

    /// <summary>How the kinds begin that only modules of Regulars record.</summary>
    private static readonly string[] OwnBeginnings = ["points.", "level.", "reward.", "referral.", "challenge.", "milestone.", "badge.", "gift.", "experiment."];

    /// <summary>Whether only Regulars itself records the kind; the facts door refuses it.</summary>
    public static bool IsReserved(string kind) => Reserved.Contains(kind) || Array.Exists(OwnBeginnings, beginning => kind.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Kinds that only the Journal writes.</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>
    {
        OrderPlaced, OrderPending, OrderAmended, OrderReturned, OrderRefused, OrderCancelled,
        ConsentGranted, ConsentWithdrawn, CustomerMerged, CustomerUnmerged, CustomerErased,
    };
}
