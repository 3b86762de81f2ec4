using System.Globalization;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;
using Regulars.Journal.Import.Values;

namespace Regulars.Journal.Import.Assembly;

/// <summary>Gathers rows into orders and hands each order out, whole and once, when its last row was read.</summary>
internal sealed class OrderAssembler
{
    private const int ShownCharacters = 60;
    private const int KeptCharacters = 4000;

    private readonly ImportPlan plan;
    private readonly RowColumns columns;
    private readonly RowParser parser;
    private readonly OrderCompletion completion;
    private readonly (ColumnRole Role, int Column)[] textColumns;
    private readonly int[] attributeColumns;
    private readonly Dictionary<ulong, OpenOrder> open = [];
    private OpenOrder? current;
    private long ordinal;

    public OrderAssembler(ImportPlan plan)
    {
        this.plan = plan;
        columns = new RowColumns([.. plan.Columns.Select(column => column.Role)], plan.RowsMayEndEarly);
        parser = new RowParser(plan, columns);
        completion = new OrderCompletion(plan, new CustomerRecords(plan, columns, parser.Dates));
        textColumns = OrderTexts.ColumnsOf(columns);
        attributeColumns = [.. plan.Columns.Index().Where(one => one.Item.Role == ColumnRole.Attribute).Select(one => one.Index)];
    }

    /// <summary>What is ready to be handed out.</summary>
    public Queue<ImportItem> Ready { get; } = [];

    public void Take(RowReader row)
    {
        if (columns.Fault(row) is { } fault)
        {
            Reject(row, fault == RowCodes.ColumnsMissing || fault == RowCodes.ColumnsExtra
                ? new RowFailure(fault, -1, row.Count.ToString(CultureInfo.InvariantCulture))
                : new RowFailure(fault));
            return;
        }

        var number = columns.OrderNumber(row);
        if (!plan.HasOrderNumbers)
        {
            TakeInto(new OpenOrder("", 0, 1, null, mayLackDate: false), row, number);
            return;
        }

        if (number.IsEmpty)
        {
            Reject(row, new RowFailure(RowCodes.NumberMissing, columns.Of(ColumnRole.OrderNumber)));
            return;
        }

        TakeInto(OrderOf(row, number), row, number);
    }

    /// <summary>Hands out what is still open when the file is at its end.</summary>
    public void Finish()
    {
        foreach (var order in open.Values.OrderBy(order => order.FirstLine))
        {
            Complete(order);
        }

        open.Clear();
    }

    private void TakeInto(OpenOrder order, RowReader row, ReadOnlySpan<char> number)
    {
        order.RowsToCome--;
        var failure = order.Refusal is { } refusal
            ? new RowFailure(refusal, columns.Of(ColumnRole.OrderNumber), number.ToString())
            : LongIdentity(row) ?? parser.Parse(row, number, order.MayLackDate, out var content) ?? AddTo(order, row, content);
        if (failure is { } why)
        {
            Reject(row, why);
        }

        if (order.RowsToCome == 0)
        {
            if (plan.HasOrderNumbers)
            {
                open.Remove(order.Key);
                current = null;
            }

            Complete(order);
        }
    }

    private RowFailure? AddTo(OpenOrder order, RowReader row, in RowContent content)
    {
        if (!order.Agrees(content))
        {
            return new RowFailure(RowCodes.TwoCurrencies, columns.Of(ColumnRole.Currency), content.Currency?.Code);
        }

        order.Add(content, row.Line, row.Lines);
        order.Texts.Take(row, textColumns, columns, attributeColumns, parser.Texts);
        if (columns.Has(ColumnRole.ChangedAt)
            && parser.Dates.TryRead(Cells.Named(row, columns.Of(ColumnRole.ChangedAt)), out var changed) == DateOutcome.Read
            && (order.ChangedAt is null || changed > order.ChangedAt))
        {
            order.ChangedAt = changed;
        }

        return null;
    }

    private RowFailure? LongIdentity(RowReader row)
    {
        foreach (var (_, column) in columns.Identities)
        {
            if (Cells.Of(row, column).Length > ImportLimits.IdentityCharacters)
            {
                return new RowFailure(RowCodes.IdentityTooLong, column, Cells.Of(row, column).ToString());
            }
        }

        return null;
    }

    private OpenOrder OrderOf(RowReader row, ReadOnlySpan<char> number)
    {
        var store = plan.StoreIsInKey ? Cells.Named(row, columns.Of(ColumnRole.Store)) : default;
        if (current is not null && store.IsEmpty && number.SequenceEqual(current.Number))
        {
            return current;
        }

        var key = OrderTally.KeyOf(number, store);
        if (!open.TryGetValue(key, out var order))
        {
            var rows = plan.Tally.CountOf(key);
            var refusal = plan.Tally.HasTwoCustomers(key) ? RowCodes.TwoCustomers
                : rows > ImportLimits.LinesPerOrder ? RowCodes.OrderTooLong
                : number.Length > ImportLimits.OrderNumberCharacters ? RowCodes.NumberTooLong
                : null;
            order = new OpenOrder(number.ToString(), key, refusal is null ? rows : 1, refusal, plan.Tally.HasDate(key)) { RowsToCome = rows };
            open.Add(key, order);
        }

        current = order;
        return order;
    }

    private void Complete(OpenOrder order)
    {
        if (!order.HasContent)
        {
            return;
        }

        if (order.PlacedAt is null)
        {
            var rejected = new RejectedRow(
                order.FirstLine, RowCodes.DateMissing, Heading(columns.Of(ColumnRole.OrderDate)), "", ["", ""], order.Number);
            Ready.Enqueue(new ImportItem(ordinal++, order.FirstLine, order.LastLine, null, rejected));
            return;
        }

        Ready.Enqueue(new ImportItem(ordinal++, order.FirstLine, order.LastLine, completion.Complete(order), null));
    }

    private void Reject(RowReader row, RowFailure why)
    {
        var value = Shorten(why.Found ?? "", ShownCharacters);
        var heading = Heading(why.Column);
        var rejected = new RejectedRow(
            row.Line, why.Code, heading, value, [heading ?? "", value, columns.Width.ToString(CultureInfo.InvariantCulture)],
            Shorten(row.Raw, KeptCharacters));
        Ready.Enqueue(new ImportItem(ordinal++, row.Line, row.Line, null, rejected));
    }

    private string? Heading(int column) => column >= 0 ? plan.Columns[column].Heading : null;

    private static string Shorten(ReadOnlySpan<char> text, int length) =>
        text.Length <= length ? text.ToString() : string.Concat(text[..(length - 1)], "…");
}
