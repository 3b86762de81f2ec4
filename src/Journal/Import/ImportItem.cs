using Regulars.Journal.Contracts;

namespace Regulars.Journal.Import;

/// <summary>One thing that reading a file gives: a whole order, or a row that was rejected.</summary>
/// <param name="Ordinal">Its place in the sequence, from zero; the same in every reading of the same file and plan.</param>
/// <param name="FirstLine">The first line of the file that belongs to it, from one.</param>
/// <param name="LastLine">The last line of the file that belongs to it.</param>
/// <param name="Order">The order; null when the item is a rejection.</param>
/// <param name="Rejection">The rejection; null when the item is an order.</param>
public readonly record struct ImportItem(
    long Ordinal, long FirstLine, long LastLine, OrderInput? Order, RejectedRow? Rejection);

/// <summary>A row that was not taken, with what would make it right.</summary>
/// <param name="Line">The number of its line, from one.</param>
/// <param name="Code">A stable code such as <c>import.date_unreadable</c>; the texts of its reason and cure are in
/// Texts/import-rows.json under the code and <c>.reason</c> or <c>.cure</c>.</param>
/// <param name="Column">The heading of the column that is wrong; null when it is the whole row.</param>
/// <param name="Value">What was found, shortened; empty when nothing was.</param>
/// <param name="Arguments">What fills the places of both texts: the column, the value, then what the code adds.</param>
/// <param name="RawLine">The line as it is written, shortened when very long.</param>
public sealed record RejectedRow(
    long Line, string Code, string? Column, string Value, IReadOnlyList<string> Arguments, string RawLine);
