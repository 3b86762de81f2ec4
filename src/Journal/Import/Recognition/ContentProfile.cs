using System.Buffers;
using Regulars.Journal.Import.Values;

namespace Regulars.Journal.Import.Recognition;

/// <summary>What the cells of one column look like in the first rows of a file.</summary>
internal sealed class ContentProfile
{
    private const int Shown = 3;
    private static readonly SearchValues<char> OfPhones = SearchValues.Create("0123456789+-() .");
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789., \u00A0\u202F\u2009'’");

    private readonly HashSet<string> distinct = [];
    private int filled;
    private int dates;
    private int emails;
    private int phones;
    private int numbers;
    private int fractions;
    private int names;
    private int counted;

    public List<string> Samples { get; } = [];

    public int Rows { get; private set; }

    public bool IsEmpty => filled == 0;

    public bool IsDate => Most(dates);

    public bool IsEmail => Most(emails);

    public bool IsPhone => Most(phones);

    public bool IsNumber => Most(numbers);

    public bool IsMoney => Most(numbers) && fractions * 5 > filled;

    public bool IsName => Most(names);

    public bool IsAlwaysFilled => filled == Rows;

    /// <summary>Whether the column merely counts the rows: 1, 2, 3 …</summary>
    public bool CountsRows => Rows > 1 && counted == Rows;

    public bool Repeats => filled > distinct.Count;

    public void Add(string cell)
    {
        Rows++;
        counted += cell == Rows.ToString() ? 1 : 0;
        var text = cell.AsSpan().Trim();
        if (text.IsEmpty || Cells.IsNothing(text))
        {
            return;
        }

        filled++;
        distinct.Add(cell);
        if (Samples.Count < Shown && !Samples.Contains(cell))
        {
            Samples.Add(cell.Length > 80 ? cell[..80] : cell);
        }

        var at = text.IndexOf('@');
        emails += at > 0 && text[at..].Contains('.') && !text.Contains(' ') ? 1 : 0;
        phones += IsPhoneNumber(text) ? 1 : 0;
        dates += LooksLikeDate(text) ? 1 : 0;
        names += text.Contains(' ') && !text.ContainsAnyInRange('0', '9') ? 1 : 0;
        var number = NumberText.Strip(text, out _, out _);
        if (!number.IsEmpty && !number.ContainsAnyExcept(OfNumbers) && char.IsAsciiDigit(number[^1]))
        {
            numbers++;
            fractions += number.ContainsAny('.', ',') ? 1 : 0;
        }
    }

    /// <summary>Whether what the column holds can be what the role asks for.</summary>
    public bool Fits(ColumnRole role) => IsEmpty || role switch
    {
        ColumnRole.OrderDate or ColumnRole.LineDate => Some(dates),
        ColumnRole.Quantity or ColumnRole.UnitPrice or ColumnRole.LineValue or ColumnRole.OrderTotal or ColumnRole.OrderSubtotal
            or ColumnRole.OrderTotalWithShipping or ColumnRole.OrderDiscount or ColumnRole.LineDiscount or ColumnRole.Shipping
            or ColumnRole.Cost or ColumnRole.UnitCost or ColumnRole.Refunded or ColumnRole.Rate => Some(numbers),
        ColumnRole.Email => emails * 5 > filled,
        ColumnRole.CustomerName or ColumnRole.FirstName or ColumnRole.LastName => !Most(numbers) && !Most(emails),
        ColumnRole.TimeOfDay => Samples.TrueForAll(sample => sample.Contains(':')),
        ColumnRole.Status => distinct.Count <= ImportLimits.Statuses,
        _ => true,
    };

    /// <summary>Whether the text is a telephone number: as many digits as one has, and what people write between.</summary>
    public static bool IsPhoneNumber(ReadOnlySpan<char> text)
    {
        if (text.Length is < 9 or > 22 || text.ContainsAnyExcept(OfPhones))
        {
            return false;
        }

        var digits = 0;
        foreach (var letter in text)
        {
            digits += char.IsAsciiDigit(letter) ? 1 : 0;
        }

        return digits is >= 9 and <= 15 && !text.Contains('.') && (text[0] is '+' or '(' or '0' or '3' or '4' or '7' or '8' || text.Contains(' ') || text.Contains('-'));
    }

    private static bool LooksLikeDate(ReadOnlySpan<char> text)
    {
        if (!DateScanner.TryScan(text, out var parts))
        {
            return false;
        }

        return parts.Shape switch
        {
            DateShape.Number => parts.Number is (> 20_000 and < 80_000) or (> 300_000_000 and < 4_200_000_000) or > 300_000_000_000,
            DateShape.Compact => parts.First is > 1900 and < 2300 && parts.Second is >= 1 and <= 12 && parts.Third is >= 1 and <= 31,
            DateShape.YearLast => parts.First is >= 1 and <= 31 && parts.Second is >= 1 and <= 31,
            _ => true,
        };
    }

    private bool Some(int count) => count * 4 >= filled;

    private bool Most(int count) => filled > 0 && count * 2 > filled;
}
