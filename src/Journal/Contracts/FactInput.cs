using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>Something that happened between the business and a customer, other than an order.</summary>
public sealed record FactInput
{
    /// <summary>What happened, by a registered kind such as <c>visit</c> or <c>review.written</c>; at most 60 characters.</summary>
    public required string Kind { get; init; }

    /// <summary>The connected system that tells it; at most 100 characters.</summary>
    public required string Source { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>To whom it happened.</summary>
    public required CustomerInput Customer { get; init; }

    /// <summary>Where; null when not said.</summary>
    public string? Store { get; init; }

    /// <summary>By which channel; null when not said.</summary>
    public string? Channel { get; init; }

    /// <summary>Who of the staff took part; null when not said.</summary>
    public string? Staff { get; init; }

    /// <summary>The amount it is about, in minor units of <see cref="Currency"/>; null when none.</summary>
    public long? Amount { get; init; }

    /// <summary>The currency of the amount; null: the business's.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Units of the business's currency for one unit of <see cref="Currency"/>.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>Everything else as a JSON object, at most 16 KiB; erased with the customer. Null when there is nothing.</summary>
    public string? Content { get; init; }
}
