namespace Regulars.Transparency;

/// <summary>Either a value or a refusal with its reason.</summary>
/// <remarks>The default value is a refusal without a reason.</remarks>
public readonly record struct Outcome<T>
{
    private static readonly Refusal Nothing = new("nothing", "There is no value.");

    private readonly bool isGiven;
    private readonly T? value;
    private readonly Refusal? refusal;

    private Outcome(bool isGiven, T? value, Refusal? refusal)
    {
        this.isGiven = isGiven;
        this.value = value;
        this.refusal = refusal;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsGiven => isGiven;

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal => isGiven ? null : refusal ?? Nothing;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => isGiven ? value! : throw new InvalidOperationException(Refusal!.Sentence);

    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(true, value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(false, default, refusal);
}
