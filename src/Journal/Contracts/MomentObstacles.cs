namespace Regulars.Journal.Contracts;

/// <summary>Tells of the obstacles that a module knows of at the key moments, so that the journey can show them.</summary>
public abstract class MomentObstacles
{
    /// <summary>How many are open at each moment of <see cref="JourneyMoments"/>; a moment without any may be missing.</summary>
    public abstract IReadOnlyDictionary<string, long> CountOpen();

    /// <summary>The page that lists the open ones of a moment.</summary>
    public abstract string AddressOf(string moment);

    /// <summary>The permission that the page asks for.</summary>
    public abstract string Permission { get; }
}
