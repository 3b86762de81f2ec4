using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Assembly;

/// <summary>An order of which rows are still to come.</summary>
internal sealed class OpenOrder(string number, ulong key, int rows, string? refusal, bool mayLackDate)
{
    private OrderLineInput[] lines = new OrderLineInput[Math.Max(rows, 1)];
    private StatusMeaning?[]? meanings;
    private int count;

    public string Number { get; set; } = number;

    public ulong Key { get; } = key;

    /// <summary>The code by which every row of the order is rejected; null when the order is taken.</summary>
    public string? Refusal { get; } = refusal;

    /// <summary>Whether some row has the date, so that others need not.</summary>
    public bool MayLackDate { get; } = mayLackDate;

    public int RowsToCome { get; set; } = rows;

    public long FirstLine { get; private set; } = long.MaxValue;

    public long LastLine { get; private set; }

    public Instant? PlacedAt { get; private set; }

    public Instant? ChangedAt { get; set; }

    public decimal LineDiscounts { get; private set; }

    public decimal OrderDiscount { get; private set; }

    public decimal? OrderTotal { get; private set; }

    public decimal? OrderSubtotal { get; private set; }

    public decimal? OrderTotalWithShipping { get; private set; }

    public decimal Shipping { get; private set; }

    public decimal Refunded { get; private set; }

    public decimal? Rate { get; private set; }

    public Currency? Currency { get; private set; }

    public bool IsReturn { get; private set; }

    /// <summary>A bit for each meaning that a row's status had.</summary>
    public int Meanings { get; private set; }

    public bool HasContent { get; private set; }

    public OrderTexts Texts { get; } = new();

    public ReadOnlySpan<OrderLineInput> Lines => lines.AsSpan(0, count);

    /// <summary>Whether the row's currency is that of the rows before it.</summary>
    public bool Agrees(in RowContent row) => Currency is null || row.Currency is null || Currency == row.Currency;

    public void Add(in RowContent row, long firstLine, long lastLine)
    {
        HasContent = true;
        FirstLine = Math.Min(FirstLine, firstLine);
        LastLine = Math.Max(LastLine, lastLine);
        PlacedAt = row.Date is { } date && (PlacedAt is null || date < PlacedAt) ? date : PlacedAt;
        Currency ??= row.Currency;
        IsReturn |= row.IsReturn;
        Meanings |= row.Status is { } status ? 1 << (int)status : 0;
        if (row.HasAmounts)
        {
            AddAmounts(row);
        }

        if (row.HasLine)
        {
            AddLine(row.Line, row.Status);
        }
    }

    /// <summary>The lines that are sold or came back: all but those whose own status the order's state leaves behind.</summary>
    public OrderLineInput[] TakeLines(StatusMeaning chosen)
    {
        if (meanings is null || Meanings == 1 << (int)chosen || (Meanings & (Meanings - 1)) == 0)
        {
            return count == lines.Length ? lines : lines[..count];
        }

        var kept = new List<OrderLineInput>(count);
        for (var line = 0; line < count; line++)
        {
            if (meanings[line] is null || meanings[line] == chosen || meanings[line] == StatusMeaning.Return)
            {
                kept.Add(lines[line]);
            }
        }

        return [.. kept];
    }

    private void AddAmounts(in RowContent row)
    {
        LineDiscounts += row.HasLine && !row.Line.IsReturn ? row.LineDiscount ?? 0 : 0;
        OrderDiscount = Math.Max(OrderDiscount, row.OrderDiscount ?? 0);
        Shipping = Math.Max(Shipping, row.Shipping ?? 0);
        Refunded = Math.Max(Refunded, row.Refunded ?? 0);
        Rate = Largest(Rate, row.Rate);
        OrderTotal = Largest(OrderTotal, row.OrderTotal);
        OrderSubtotal = Largest(OrderSubtotal, row.OrderSubtotal);
        OrderTotalWithShipping = Largest(OrderTotalWithShipping, row.OrderTotalWithShipping);
    }

    private static decimal? Largest(decimal? left, decimal? right) => left is null || right > left ? right ?? left : left;

    private void AddLine(in OrderLineInput line, StatusMeaning? meaning)
    {
        if (count == lines.Length)
        {
            Array.Resize(ref lines, lines.Length * 2);
        }

        if (meaning is not null || meanings is not null)
        {
            meanings ??= new StatusMeaning?[lines.Length];
            if (meanings.Length < lines.Length)
            {
                Array.Resize(ref meanings, lines.Length);
            }

            meanings[count] = meaning;
        }

        lines[count++] = line;
    }
}
