namespace Regulars.Loyalty.Codes;

/// <summary>What has become of codes that fill a pool so far.</summary>
public sealed record CodeFilling
{
    /// <summary>Identifies it.</summary>
    public Guid Id { get; init; }

    /// <summary>The pool.</summary>
    public string Pool { get; init; } = "";

    /// <summary>How many codes were looked at, or made.</summary>
    public long Done { get; init; }

    /// <summary>How many there are.</summary>
    public long Total { get; init; }

    /// <summary>How many are new in the pool.</summary>
    public long Added { get; init; }

    /// <summary>How many lines have a code that the pool had, or that stood before in the same lines.</summary>
    public long Known { get; init; }

    /// <summary>Of these the first hundred.</summary>
    public IReadOnlyList<CodeLine> FirstKnown { get; init; } = [];

    /// <summary>Whether everything was looked at.</summary>
    public bool IsDone { get; init; }

    /// <summary>Whether it stopped before its end; the same again goes on.</summary>
    public bool HasFailed { get; init; }
}
