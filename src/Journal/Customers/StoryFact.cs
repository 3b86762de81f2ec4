using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Customers;

/// <summary>One fact with what is told beside it.</summary>
public sealed class StoryFact
{
    public Guid Customer { get; init; }

    public long Version { get; init; }

    public string Kind { get; init; } = "";

    public Origin Origin { get; init; }

    public long OccurredAt { get; init; }

    public long RecordedAt { get; init; }

    public long? Amount { get; init; }

    public Guid? OrderId { get; init; }

    public string? Content { get; init; }

    public string? Number { get; init; }

    public int? Lines { get; init; }

    public string? Store { get; init; }

    public string? Channel { get; init; }

    public string? Source { get; init; }

    public Instant At => new(OccurredAt);

    public StoryCursor Cursor => new(OccurredAt, Customer, Version);
}

/// <summary>An order as it is kept; amounts are minor units of the business's currency.</summary>
public sealed class StoredOrder
{
    public Guid Customer { get; init; }

    public Guid Id { get; init; }

    public string Number { get; init; } = "";

    public OrderState State { get; init; }

    public long PlacedAt { get; init; }

    public string Currency { get; init; } = "";

    public long Gross { get; init; }

    public long Discount { get; init; }

    public long Returned { get; init; }

    public int Lines { get; init; }

    public string? Payment { get; init; }

    public string? ReturnOf { get; init; }

    public string? Store { get; init; }

    public string? Channel { get; init; }

    public string? Staff { get; init; }

    public string? Country { get; init; }

    public string? Source { get; init; }

    public Instant At => new(PlacedAt);

    public StoryCursor Cursor => new(PlacedAt, Id, 0);
}

/// <summary>A line of an order; amounts are in the order's currency.</summary>
public sealed record StoredLine(string? Product, string? Name, decimal Quantity, decimal UnitPrice, long Value, bool IsReturn);

/// <summary>A place in a story: when, whose record, which of its facts.</summary>
public sealed record StoryCursor(long At, Guid Customer, long Version)
{
    /// <summary>Reads a cursor that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static StoryCursor? TryParse(string? text)
    {
        var parts = text?.Split('.');
        return parts is { Length: 3 } && long.TryParse(parts[0], out var at) && Guid.TryParseExact(parts[1], "N", out var customer)
            && long.TryParse(parts[2], out var version)
            ? new StoryCursor(at, customer, version)
            : null;
    }

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{At}.{Customer:N}.{Version}");
}
