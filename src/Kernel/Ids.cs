namespace Regulars.Kernel;

/// <summary>Makes identifiers that sort by the time they were made (UUID version 7, RFC 9562).</summary>
public static class Uuid
{
    /// <summary>A new identifier that carries the clock's present millisecond.</summary>
    public static Guid New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return Guid.CreateVersion7(clock.GetUtcNow());
    }
}

/// <summary>Identifies one customer record for ever; the empty value identifies none.</summary>
public readonly record struct CustomerId(Guid Value)
{
    /// <summary>Reads an identifier in any of the usual spellings; null when it is not one.</summary>
    public static CustomerId? TryParse(string? text) => Guid.TryParse(text, out var value) ? new CustomerId(value) : null;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies one order of one customer; the empty value identifies none.</summary>
public readonly record struct OrderId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
