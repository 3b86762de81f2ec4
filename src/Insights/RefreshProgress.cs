using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>How far computing everything has come on this node, how the last time went, and asking for it out of turn.</summary>
public sealed class RefreshProgress(Database database, TimeProvider clock)
{
    private volatile Told told = new(null, null, null);

    private volatile bool isAsked;

    /// <summary>What is being computed now; null while nothing is.</summary>
    public RefreshStep? Step => told.Step;

    /// <summary>When everything was last computed on this node; null before the first time since it started.</summary>
    public Instant? EndedAt => told.EndedAt;

    /// <summary>How long that took.</summary>
    public TimeSpan? Took => told.Took;

    /// <summary>Whether it was asked for out of turn and has not begun.</summary>
    public bool IsAsked => isAsked;

    /// <summary>Asks for everything to be computed as soon as it can begin, also where no fact has changed.</summary>
    public void Ask()
    {
        database.Write(transaction => RefreshMark.Set(transaction, Instant.Now(clock)));
        isAsked = true;
    }

    /// <summary>A step begins; what was asked for until the first one is answered by it.</summary>
    public void Begin(RefreshStep step)
    {
        isAsked &= step is not RefreshStep.Scores;
        told = told with { Step = step };
    }

    /// <summary>Nothing is computed any more.</summary>
    /// <param name="took">How long everything took; null when not everything was computed.</param>
    public void End(TimeSpan? took) => told = took is null ? told with { Step = null } : new Told(null, Instant.Now(clock), took);

    private sealed record Told(RefreshStep? Step, Instant? EndedAt, TimeSpan? Took);
}
