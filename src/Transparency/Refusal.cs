namespace Regulars.Transparency;

/// <summary>Why there is no answer, or why a text, a proof or a tree is not accepted: an expected outcome that the caller handles, not a
/// fault of the caller.</summary>
/// <param name="Code">A stable, dotted code such as <c>note.signature_wrong</c>; never changes once published.</param>
/// <param name="Sentence">One English sentence: what was wrong and, where it can be told, at which place.</param>
public sealed record Refusal(string Code, string Sentence);
