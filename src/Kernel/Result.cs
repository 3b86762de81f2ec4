namespace Regulars.Kernel;

/// <summary>An expected refusal: what was wrong, told by a stable code, where, and what would be right.</summary>
/// <param name="Code">A stable, dotted code such as <c>order.other_customer</c>; never changes once published.</param>
/// <param name="Detail">One English sentence for developers: what was wrong and what would be right.</param>
/// <param name="Place">The field or position that is meant, such as <c>lines[3].quantity</c>; null when it is the whole.</param>
public sealed record Refusal(string Code, string Detail, string? Place = null);

/// <summary>Either a value or an expected refusal.</summary>
public readonly record struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsAccepted => Refusal is null;

    /// <summary>The value; throws when it was refused.</summary>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException(Refusal.Detail);

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
