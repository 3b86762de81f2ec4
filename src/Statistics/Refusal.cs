namespace Regulars.Statistics;

/// <summary>Why the data give no answer: an expected outcome that the caller handles, not a fault of the caller.</summary>
/// <param name="Code">A stable, dotted code such as <c>lifetime.too_few_customers</c>; never changes once published.</param>
/// <param name="Sentence">One English sentence: what was wrong and what would be right.</param>
public sealed record Refusal(string Code, string Sentence);
