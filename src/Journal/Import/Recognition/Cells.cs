using System.Runtime.CompilerServices;
using Regulars.Journal.Import.Reading;

namespace Regulars.Journal.Import.Recognition;

/// <summary>Cells as they are meant: without the spaces around them, empty where the file writes that there is nothing.</summary>
internal static class Cells
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<char> Of(RowReader row, int column)
    {
        if (column < 0 || column >= row.Count)
        {
            return default;
        }

        var cell = row[column];
        return cell.IsEmpty || (IsPlain(cell[0]) && IsPlain(cell[^1])) ? cell : cell.Trim();
    }

    /// <summary>A cell that names something, where "null" and "-" name nothing.</summary>
    public static ReadOnlySpan<char> Named(RowReader row, int column)
    {
        var cell = Of(row, column);
        return cell.Length is > 0 and <= 4 && IsNothing(cell) ? default : cell;
    }

    public static bool IsNothing(ReadOnlySpan<char> text) => text.Length <= 4 && text is "-" or "—" or "–" or "null" or "NULL"
        or "Null" or "nan" or "NaN" or "NAN" or "None" or "none" or "N/A" or "n/a" or "#N/A" or "nil";

    /// <summary>A number that a table program made a fraction of: 17850.0 is 17850.</summary>
    public static ReadOnlySpan<char> WithoutFraction(ReadOnlySpan<char> text) =>
        text.Length > 2 && text[^1] == '0' && text[^2] == '.' && text[..^2].IndexOfAnyExceptInRange('0', '9') < 0 ? text[..^2] : text;

    /// <summary>Whether no cell of the row holds anything.</summary>
    public static bool AreAllEmpty(RowReader row)
    {
        if (row.Count == 0 || !Of(row, 0).IsEmpty)
        {
            return false;
        }

        for (var column = 1; column < row.Count; column++)
        {
            if (!Of(row, column).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(char letter) => letter > ' ' && letter < 127;
}
