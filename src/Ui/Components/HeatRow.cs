namespace Regulars.Ui;

/// <summary>One row of a heat table.</summary>
/// <param name="Title">The heading of the row, such as a month.</param>
/// <param name="Size">How large the row's group is, as it is written; null when not told.</param>
/// <param name="Cells">The cells, from the left; fewer than headings where nothing can be known yet.</param>
public sealed record HeatRow(string Title, string? Size, IReadOnlyList<HeatCell> Cells);

/// <summary>One cell of a heat table.</summary>
/// <param name="Value">What decides the colour; null for a cell without colour.</param>
/// <param name="Written">The number as it is written.</param>
/// <param name="Detail">More about it, shown when it is pointed at.</param>
public sealed record HeatCell(double? Value, string Written, string? Detail = null);
