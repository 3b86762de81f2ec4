using Regulars.Care.Counting;
using Regulars.Kernel;

namespace Regulars.Care.Obstacles;

/// <summary>Something that stands in customers' way.</summary>
public sealed class Obstacle
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Whether it was found in the facts rather than told by somebody.</summary>
    public bool IsFound { get; init; }

    /// <summary>The kind of hindrance by which it is counted; empty where it is not counted.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What it is about, such as <c>product:CU04</c>; empty for the whole kind.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The name of the product it is about; null where it is about none.</summary>
    public string? ProductName { get; init; }

    /// <summary>The moment of the journey, by the keys of <see cref="Journal.Contracts.JourneyMoments"/>.</summary>
    public string Moment { get; init; } = "";

    /// <summary>What people call it; empty for what was found.</summary>
    public string Title { get; init; } = "";

    /// <summary>What happens, in the words of who told it.</summary>
    public string About { get; init; } = "";

    /// <summary>Where it stands, by the keys of <see cref="ObstacleStates"/>.</summary>
    public string State { get; init; } = "";

    /// <summary>The account of who removes it; null when nobody does yet.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The owner's name.</summary>
    public string? Owner { get; init; }

    /// <summary>The number of the day until which it should be removed.</summary>
    public int? DueDay { get; init; }

    /// <summary>The number of the day on which it was removed.</summary>
    public int? RemovedDay { get; init; }

    /// <summary>The number of the last day on which the search found it.</summary>
    public int? SeenDay { get; init; }

    /// <summary>How often it came in the twelve weeks before it was last looked at.</summary>
    public long? Times { get; init; }

    /// <summary>How many customers it touched in that time.</summary>
    public long? Customers { get; init; }

    /// <summary>What these bought for in the year before, in minor units.</summary>
    public long? AtStake { get; init; }

    /// <summary>When it was opened, in microseconds.</summary>
    public long OpenedAt { get; init; }

    /// <summary>Who opened it.</summary>
    public string OpenedBy { get; init; } = "";

    /// <summary>Whether it is counted.</summary>
    internal bool IsCounted => HindranceKinds.All.Contains(Kind);

    /// <summary>The day on which it was removed.</summary>
    internal Day? Removed => RemovedDay is { } day ? new Day(day) : null;

    /// <summary>The day until which it should be removed.</summary>
    internal Day? Due => DueDay is { } day ? new Day(day) : null;
}

/// <summary>A change of an obstacle.</summary>
public sealed class ObstacleEntry
{
    /// <summary>When, in microseconds.</summary>
    public long At { get; init; }

    /// <summary>Who.</summary>
    public string By { get; init; } = "";

    /// <summary>The state after it.</summary>
    public string State { get; init; } = "";

    /// <summary>What was said.</summary>
    public string? Note { get; init; }
}
