namespace Regulars.Journal.Import;

/// <summary>The columns of a file in which no date or no amount was found: enough to name them by hand.</summary>
/// <param name="Mapping">The mapping as far as it is known; corrected, it is given back to recognition.</param>
/// <param name="Columns">The columns in the order of the file.</param>
public sealed record ImportOutline(ImportMapping Mapping, IReadOnlyList<RecognisedColumn> Columns);
