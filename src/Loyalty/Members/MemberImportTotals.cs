using Regulars.Kernel;

namespace Regulars.Loyalty.Members;

/// <summary>What is recognised of a file of members before anything is written.</summary>
public sealed record MemberPreview
{
    /// <summary>The columns as they are headed, with what each holds; null for one that is not read.</summary>
    public IReadOnlyList<MemberColumnFound> Columns { get; init; } = [];

    /// <summary>Rows of the file.</summary>
    public long Rows { get; init; }

    /// <summary>Rows whose member is known already.</summary>
    public long Found { get; init; }

    /// <summary>Rows whose member becomes known by the import.</summary>
    public long New { get; init; }

    /// <summary>Rows that will not be taken.</summary>
    public long Rejected { get; init; }

    /// <summary>The first of these.</summary>
    public IReadOnlyList<RejectedMember> FirstRejected { get; init; } = [];

    /// <summary>The points of the file by their kind.</summary>
    public IReadOnlyList<MemberUnitTotal> Units { get; init; } = [];

    /// <summary>Why the file cannot be read; null where it can.</summary>
    public Refusal? Refusal { get; init; }
}

/// <summary>A column of a file of members.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Column">What it holds; null: it is not read.</param>
public sealed record MemberColumnFound(string Heading, MemberColumn? Column);

/// <summary>The points of one kind in a file: those in the file are those not taken and those in the ledger.</summary>
/// <param name="Unit">The key of the kind of points.</param>
/// <param name="InFile">Every balance of the file that could be read.</param>
/// <param name="Rejected">Of these, those of rows that were not taken.</param>
/// <param name="InLedger">What the ledger has by this file, summed from its postings; null before the end.</param>
public sealed record MemberUnitTotal(string Unit, decimal InFile, decimal Rejected, decimal? InLedger)
{
    /// <summary>What is missing in the ledger, or too much if below zero; zero when all is right.</summary>
    public decimal Difference => InFile - Rejected - (InLedger ?? 0);
}

/// <summary>What an import of members came to.</summary>
public sealed record MemberImportTotals
{
    /// <summary>Rows read.</summary>
    public long Rows { get; init; }

    /// <summary>Rows that were taken.</summary>
    public long Taken { get; init; }

    /// <summary>Rows that were not.</summary>
    public long Rejected { get; init; }

    /// <summary>Lines of which the ledger has something else than the file.</summary>
    public long Differing { get; init; }

    /// <summary>The points by their kind.</summary>
    public IReadOnlyList<MemberUnitTotal> Units { get; init; } = [];
}

/// <summary>One import of members.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="FileName">The name that its owner knows.</param>
/// <param name="State">preview, running, done or failed.</param>
/// <param name="LinesDone">The last line that is durable.</param>
/// <param name="Preview">What was recognised.</param>
/// <param name="Totals">What it came to so far.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="StartedBy">Who began it.</param>
public sealed record MemberImportRun(
    Guid Id, string FileName, string State, long LinesDone, MemberPreview Preview, MemberImportTotals Totals, Instant StartedAt, string StartedBy);
