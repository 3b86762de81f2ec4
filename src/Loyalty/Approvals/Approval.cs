using Regulars.Kernel;

namespace Regulars.Loyalty.Approvals;

/// <summary>Points that somebody wants to give or take, and what a second person said to it.</summary>
public sealed record Approval
{
    /// <summary>Identifies it.</summary>
    public Guid Id { get; init; }

    /// <summary>preview, waiting, approved (being applied), applied or rejected.</summary>
    public string State { get; init; } = "";

    /// <summary>The key of the kind of points.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How many in all, in smallest parts; below zero where they are taken.</summary>
    public long Parts { get; init; }

    /// <summary>Of how many customers.</summary>
    public long Members { get; init; }

    /// <summary>Why, in the words of who asked.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was asked for, in microseconds since 1970 UTC.</summary>
    public long AskedAt { get; init; }

    /// <summary>Who asked.</summary>
    public string AskedBy { get; init; } = "";

    /// <summary>Which person asked; null for what was asked when only the name was kept.</summary>
    public Guid? AskedByPerson { get; init; }

    /// <summary>When it was decided; null before.</summary>
    public long? DecidedAt { get; init; }

    /// <summary>Who decided; null before.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Decision { get; init; }

    /// <summary>The customer, where it is about one.</summary>
    public Guid? Customer { get; init; }

    /// <summary>Of how many customers it could not be applied, because it was refused.</summary>
    public long Refused { get; init; }

    /// <summary>Whether it is somebody's own: asked for by their account or by a key that they made.</summary>
    public bool IsOf(Caller caller) => (AskedByPerson, caller.Person) is ({ } asked, { } person) ? asked == person : AskedBy == caller.Name;
}

/// <summary>What is asked for.</summary>
/// <param name="Unit">The key of the kind of points.</param>
/// <param name="Members">Whose points, each once, and how many of each in smallest parts.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asks.</param>
/// <param name="Key">By which a repeat is known.</param>
internal sealed record ApprovalRequest(string Unit, IReadOnlyList<(CustomerId Customer, long Points)> Members, string Reason, Caller By, Journal.Contracts.RequestKey Key)
{
    /// <summary>waiting, or preview where whoever asks looks at it first.</summary>
    public string State { get; init; } = "waiting";
}
