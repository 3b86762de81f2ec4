using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Values;

namespace Regulars.Journal.Import.Recognition;

/// <summary>The pass over the whole file that decides what no single row can: forms, statuses, and the rows of each order.</summary>
internal sealed class FilePass
{
    private static readonly ColumnRole[] NumberRoles =
    [
        ColumnRole.Quantity, ColumnRole.UnitPrice, ColumnRole.LineValue, ColumnRole.OrderTotal, ColumnRole.OrderSubtotal,
        ColumnRole.OrderTotalWithShipping, ColumnRole.OrderDiscount, ColumnRole.LineDiscount, ColumnRole.Cost,
        ColumnRole.UnitCost, ColumnRole.Refunded, ColumnRole.Shipping,
    ];

    private readonly RowColumns columns;
    private readonly int[] numberColumns;
    private readonly bool storeInKey;

    public FilePass(RowColumns columns, bool storeInKey)
    {
        this.columns = columns;
        this.storeInKey = storeInKey;
        numberColumns = [.. NumberRoles.Select(columns.Of).Where(column => column >= 0)];
        Tally = new OrderTally(columns.Identities.Select(identity => identity.Kind));
        Statuses = [new(), new()];
    }

    public OrderTally Tally { get; }

    public DateEvidence Dates { get; } = new();

    public NumberEvidence Numbers { get; } = new();

    public StatusCount[] Statuses { get; }

    public StatusCount Currencies { get; } = new();

    public long Rows { get; private set; }

    public long Malformed { get; private set; }

    public long NotText { get; private set; }

    public long WithoutCustomer { get; private set; }

    public string? FirstFault { get; private set; }

    public void Run(RowReader reader, int rowsBeforeData)
    {
        for (var skipped = 0; skipped < rowsBeforeData; skipped++)
        {
            reader.Read();
        }

        while (reader.Read())
        {
            if (RowColumns.IsBlank(reader))
            {
                continue;
            }

            Rows++;
            if (columns.Fault(reader) is { } fault)
            {
                Malformed++;
                NotText += fault == RowCodes.NotText ? 1 : 0;
                FirstFault ??= fault;
                continue;
            }

            Take(reader);
        }
    }

    private void Take(RowReader row)
    {
        var date = columns.Date(row);
        if (!date.IsEmpty)
        {
            Dates.Add(date);
        }

        foreach (var column in numberColumns)
        {
            Numbers.Add(Cells.Of(row, column));
        }

        Statuses[0].Add(Cells.Of(row, columns.Of(ColumnRole.Status)));
        Statuses[1].Add(Cells.Of(row, columns.Of(ColumnRole.SecondaryStatus)));
        Currencies.Add(Cells.Of(row, columns.Of(ColumnRole.Currency)));
        TakeOrder(row, !date.IsEmpty);
    }

    private void TakeOrder(RowReader row, bool hasDate)
    {
        var slot = -1;
        var number = columns.OrderNumber(row);
        if (!number.IsEmpty)
        {
            slot = Tally.Add(OrderTally.KeyOf(number, storeInKey ? Cells.Named(row, columns.Of(ColumnRole.Store)) : default), hasDate);
        }

        var named = false;
        foreach (var (kind, column) in columns.Identities)
        {
            var identity = RowColumns.Identity(row, kind, column);
            if (identity.IsEmpty)
            {
                continue;
            }

            named = true;
            if (slot >= 0)
            {
                Tally.AddCustomer(slot, kind, identity);
            }
        }

        WithoutCustomer += named ? 0 : 1;
    }
}

/// <summary>Counts the different values of a column that has few.</summary>
internal sealed class StatusCount
{
    private readonly Dictionary<string, long> counts = [];
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public StatusCount() => lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Whether the column has more values than states could be.</summary>
    public bool HasTooMany { get; private set; }

    public void Add(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || HasTooMany)
        {
            return;
        }

        if (value.Length > 100 || counts.Count > ImportLimits.Statuses)
        {
            HasTooMany = true;
            return;
        }

        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(lookup, value, out _)++;
    }
}
