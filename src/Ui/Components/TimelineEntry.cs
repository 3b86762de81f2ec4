using Regulars.Kernel;

namespace Regulars.Ui;

/// <summary>Something that happened, in the reader's language.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Title">What happened.</param>
/// <param name="Detail">More about it; null when that is all.</param>
/// <param name="Tone">Whether it was good.</param>
/// <param name="Href">Its page; null when it has none.</param>
public sealed record TimelineEntry(Instant At, string Title, string? Detail = null, Tone Tone = Tone.Plain, string? Href = null)
{
    /// <summary>What belongs to it and can be opened beneath it: the words of the link and the address of the part.</summary>
    public (string Words, string Href)? Opens { get; init; }
}
