using System.Text.Json;
using Regulars.Kernel;

namespace Regulars.Insights.Segments;

/// <summary>A segment that somebody built of a condition.</summary>
public sealed class SavedSegment
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>What people call it; no two have the same.</summary>
    public string Name { get; init; } = "";

    /// <summary>The condition as JSON.</summary>
    public string Written { get; init; } = "{}";

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>How many were in it when it was last counted; null before the first time.</summary>
    public long? Members { get; init; }

    /// <summary>When that was, in microseconds since 1970.</summary>
    public long? CountedAt { get; init; }

    /// <summary>The condition.</summary>
    public JsonElement Criteria => JsonElement.Parse(Written);
}

/// <summary>How many were in a segment at the end of a day, and how many had come and gone since it was counted before.</summary>
/// <param name="Day">The day.</param>
/// <param name="Members">In it at the end of the day.</param>
/// <param name="Joined">Came into it on the day.</param>
/// <param name="Departed">Left it on the day.</param>
public sealed record SegmentDay(Day Day, long Members, long Joined, long Departed);

/// <summary>How many members two segments share.</summary>
/// <param name="Segment">The other segment.</param>
/// <param name="Shared">Members of both.</param>
public sealed record SegmentOverlap(SavedSegment Segment, long Shared);
