namespace Regulars.Care.Obstacles;

/// <summary>Where an obstacle stands, and what may follow. The name of a state is the text <c>obstacles.state.KEY</c>.</summary>
internal static class ObstacleStates
{
    /// <summary>Found or told, and not judged yet.</summary>
    public const string Reported = "reported";

    /// <summary>It is one, and shall be removed.</summary>
    public const string Accepted = "accepted";

    /// <summary>Somebody is removing it.</summary>
    public const string Removing = "removing";

    /// <summary>It is removed; what came since is watched.</summary>
    public const string Removed = "removed";

    /// <summary>Not worth it, for a reason.</summary>
    public const string Declined = "declined";

    /// <summary>It was found, nobody judged it, and it is not seen any more.</summary>
    public const string Faded = "faded";

    /// <summary>Every state, in the order of the work.</summary>
    public static IReadOnlyList<string> All { get; } = [Reported, Accepted, Removing, Removed, Declined, Faded];

    /// <summary>Whether it still stands in the way.</summary>
    public static bool IsOpen(string state) => state is Reported or Accepted or Removing;

    /// <summary>What people may make of it next.</summary>
    public static IReadOnlyList<string> After(string state) => state switch
    {
        Reported => [Accepted, Removing, Removed, Declined],
        Accepted => [Removing, Removed, Declined],
        Removing => [Removed, Accepted, Declined],
        _ => [Accepted],
    };
}
