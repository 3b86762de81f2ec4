using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;

namespace Regulars.Journal.Import.Assembly;

/// <summary>What an order's rows say in words, of the order and of its customer; what a row leaves empty another may say.</summary>
internal sealed class OrderTexts
{
    private static readonly ColumnRole[] Kept =
    [
        ColumnRole.Country, ColumnRole.Store, ColumnRole.Channel, ColumnRole.Staff, ColumnRole.Payment, ColumnRole.ReturnOf,
        ColumnRole.CustomerName, ColumnRole.FirstName, ColumnRole.LastName, ColumnRole.City, ColumnRole.Language, ColumnRole.Birthday,
    ];

    private readonly string?[] texts = new string?[Enum.GetValues<ColumnRole>().Length];
    private readonly string?[] identities = new string?[8];
    private string?[]? attributeTexts;

    public string? this[ColumnRole role] => texts[(int)role];

    public string? this[IdentityKind kind] => identities[(int)kind];

    /// <summary>The custom attributes, in the order of their columns.</summary>
    public string?[]? Attributes => attributeTexts;

    /// <summary>The columns of the file that an order keeps.</summary>
    public static (ColumnRole Role, int Column)[] ColumnsOf(RowColumns columns) =>
        [.. Kept.Where(columns.Has).Select(role => (role, columns.Of(role)))];

    public void Take(RowReader row, (ColumnRole Role, int Column)[] columns, RowColumns roles, int[] attributes, TextPool pool)
    {
        foreach (var (role, column) in columns)
        {
            ref var kept = ref texts[(int)role];
            Keep(ref kept, Cells.Named(row, column), pool);
        }

        foreach (var (kind, column) in roles.Identities)
        {
            ref var kept = ref identities[(int)kind];
            Keep(ref kept, RowColumns.Identity(row, kind, column), pool);
        }

        for (var index = 0; index < attributes.Length; index++)
        {
            attributeTexts ??= new string?[attributes.Length];
            Keep(ref attributeTexts[index], Cells.Of(row, attributes[index]), pool);
        }
    }

    /// <summary>Keeps a text. Where rows disagree the lowest is kept, so that their order does not matter.</summary>
    private static void Keep(ref string? kept, ReadOnlySpan<char> text, TextPool pool)
    {
        if (text.IsEmpty || (kept is not null && text.SequenceEqual(kept)))
        {
            return;
        }

        if (kept is null || text.SequenceCompareTo(kept) < 0)
        {
            kept = pool.Get(text);
        }
    }
}
