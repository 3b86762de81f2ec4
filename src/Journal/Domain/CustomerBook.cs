using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Domain;

/// <summary>What must be known of one customer to record their next fact. Changed only after a decision was accepted.</summary>
internal sealed class CustomerBook(CustomerId customer, CustomerId group, Instant createdAt)
{
    public CustomerId Customer { get; } = customer;

    /// <summary>The record this one is merged into, or itself.</summary>
    public CustomerId Group { get; set; } = group;

    /// <summary>When the record came to be.</summary>
    public Instant CreatedAt { get; } = createdAt;

    /// <summary>The place of the newest fact; 0 before the first.</summary>
    public long Version { get; set; }

    public long Orders { get; set; }

    public long Gross { get; set; }

    public long Returned { get; set; }

    public long Refused { get; set; }

    public long Cancelled { get; set; }

    public Day? FirstPurchase { get; set; }

    public Day? LastPurchase { get; set; }

    /// <summary>A purchase day may have gone: first and last are to be read again from the rollups.</summary>
    public bool HasLostPurchase { get; set; }

    public bool IsErased { get; set; }

    /// <summary>Takes what an order now adds, less what it added before.</summary>
    public void Apply(OrderFigures before, OrderFigures after)
    {
        // Sums that do not fit throw here, before anything is changed.
        var gross = Gross + Purchase(after) - Purchase(before);
        var returned = Returned + after.CountedReturn - before.CountedReturn;
        Gross = gross;
        Returned = returned;
        Orders += Count(after.IsPurchase) - Count(before.IsPurchase);
        Refused += Count(after.State is OrderState.Refused) - Count(before.State is OrderState.Refused);
        Cancelled += Count(after.State is OrderState.Cancelled) - Count(before.State is OrderState.Cancelled);
        HasLostPurchase |= before.IsPurchase && (!after.IsPurchase || after.Day != before.Day);
        if (after.IsPurchase)
        {
            FirstPurchase = FirstPurchase is { } first && first < after.Day ? first : after.Day;
            LastPurchase = LastPurchase is { } last && last > after.Day ? last : after.Day;
        }
    }

    private static int Count(bool holds) => holds ? 1 : 0;

    private static long Purchase(OrderFigures figures) => figures.IsPurchase ? figures.Gross : 0;
}
