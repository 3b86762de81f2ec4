using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;

namespace Regulars.Journal.Intake;

/// <summary>The rows that intake writes, as they travel.</summary>
internal sealed record FactRow(
    CustomerId Customer,
    long Version,
    string Kind,
    Origin Origin,
    Instant OccurredAt,
    Day Day,
    Instant RecordedAt,
    IdentityKind? Identity,
    OrderPlace Place,
    OrderId? Order,
    string? Currency,
    decimal Rate,
    long? Amount,
    string? Content,
    string? RequestKey);

internal sealed record OrderRow(
    CustomerId Customer,
    OrderId Order,
    OrderInput Input,
    OrderFigures Figures,
    OrderPlace Place,
    byte[] Hash,
    long? Cost,
    string Document,
    bool IsNew);

internal sealed record AnonymousSaleRow(OrderInput Input, OrderFigures Figures, OrderPlace Place, byte[] Hash, string Document);

/// <summary>What an order is known by: its number in its source and store.</summary>
internal readonly record struct OrderNumber(int Source, int Store, string Number);

internal readonly record struct IdentityRow(CustomerId Customer, IdentityValue Identity, string Shown, int Source, Instant At);

internal readonly record struct DayKey(CustomerId Customer, Day Day, int Store, int Channel, int Country);

internal readonly record struct CategoryDayKey(CustomerId Customer, Day Day, int Category);

/// <summary>What one transaction adds to one row of a rollup.</summary>
internal sealed class RollupSums
{
    public long Orders { get; set; }

    public long Gross { get; set; }

    public long Returned { get; set; }

    public long Refused { get; set; }

    public long Cancelled { get; set; }
}

internal readonly record struct RequestRow(int Source, RequestKey Key, CustomerId? Customer, string Answer, Instant At);

internal readonly record struct ProposalRow(CustomerId Customer, CustomerId Other, IdentityKind Kind, Instant At);

internal sealed record ConsentRow(RecordConsent Consent, int Source, Instant At);
