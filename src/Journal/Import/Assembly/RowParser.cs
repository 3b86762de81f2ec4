using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;
using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Assembly;

/// <summary>Reads the values of a row by the plan; a value that cannot be read rejects the row and says which.</summary>
internal sealed class RowParser
{
    private readonly RowColumns columns;
    private readonly NumberReader numbers;
    private readonly DateReader dates;
    private readonly StatusLookup statuses;
    private readonly Currency defaultCurrency;
    private readonly int defaultDigits;
    private readonly string? returnPrefix;
    private readonly TextPool texts = new();
    private readonly bool hasLines;
    private readonly int quantityColumn;
    private readonly int priceColumn;
    private readonly int valueColumn;
    private readonly (ColumnRole Role, int Column)[] amounts;

    public RowParser(ImportPlan plan, RowColumns columns)
    {
        this.columns = columns;
        numbers = new NumberReader(plan.DecimalSign);
        dates = new DateReader(plan.Dates.Order, plan.Calendar);
        statuses = new StatusLookup(plan.Mapping.Statuses);
        defaultCurrency = plan.DefaultCurrency;
        defaultDigits = defaultCurrency.Digits;
        returnPrefix = plan.Mapping.ReturnPrefix;
        quantityColumn = columns.Of(ColumnRole.Quantity);
        priceColumn = columns.Of(ColumnRole.UnitPrice);
        valueColumn = columns.Of(ColumnRole.LineValue);
        hasLines = priceColumn >= 0 || valueColumn >= 0;
        ReadOnlySpan<ColumnRole> roles =
        [
            ColumnRole.LineDiscount, ColumnRole.OrderDiscount, ColumnRole.OrderTotal, ColumnRole.OrderSubtotal,
            ColumnRole.OrderTotalWithShipping, ColumnRole.Shipping, ColumnRole.Refunded, ColumnRole.Rate,
        ];
        var present = new List<(ColumnRole, int)>();
        foreach (var role in roles)
        {
            if (columns.Has(role))
            {
                present.Add((role, columns.Of(role)));
            }
        }

        amounts = [.. present];
    }

    public DateReader Dates => dates;

    public TextPool Texts => texts;

    /// <summary>Reads a row; null when it is right, else why it is not.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">The order's number, empty where the file has none.</param>
    /// <param name="mayLackDate">Whether another row of the order has the date.</param>
    /// <param name="content">What the row says.</param>
    public RowFailure? Parse(RowReader row, ReadOnlySpan<char> number, bool mayLackDate, out RowContent content)
    {
        content = default;
        if (ParseDate(row, mayLackDate, ref content) is { } wrongDate)
        {
            return wrongDate;
        }

        ParseStatus(row, number, ref content);
        if (ParseCurrency(row, ref content) is { } wrongCurrency)
        {
            return wrongCurrency;
        }

        foreach (var (role, column) in amounts)
        {
            if (ParseAmount(row, role, column, ref content) is { } wrong)
            {
                return wrong;
            }
        }

        return hasLines ? ParseLine(row, ref content) : null;
    }

    private RowFailure? ParseDate(RowReader row, bool mayLackDate, ref RowContent content)
    {
        var text = columns.Date(row);
        var column = columns.Of(ColumnRole.LineDate) >= 0 ? columns.Of(ColumnRole.LineDate) : columns.Of(ColumnRole.OrderDate);
        switch (dates.TryRead(text, out var instant))
        {
            case DateOutcome.Read:
                content.Date = instant;
                return null;
            case DateOutcome.Empty:
                return mayLackDate ? null : new RowFailure(RowCodes.DateMissing, column);
            case DateOutcome.Absurd:
                return new RowFailure(RowCodes.DateAbsurd, column, text.ToString());
            default:
                return new RowFailure(RowCodes.DateUnreadable, column, text.ToString());
        }
    }

    private void ParseStatus(RowReader row, ReadOnlySpan<char> number, ref RowContent content)
    {
        var status = statuses.Find(Cells.Named(row, columns.Of(ColumnRole.Status)));
        var second = statuses.Find(Cells.Named(row, columns.Of(ColumnRole.SecondaryStatus)));
        if (second is not null && (status is null || (status == StatusMeaning.Sold && second is not (StatusMeaning.Sold or StatusMeaning.Pending))))
        {
            status = second;
        }

        content.Status = Cells.Named(row, columns.Of(ColumnRole.CancelledAt)).IsEmpty ? status : StatusMeaning.Cancelled;
        content.IsReturn = content.Status == StatusMeaning.Return
            || (returnPrefix is not null && number.Length > returnPrefix.Length && number.StartsWith(returnPrefix)
                && char.IsAsciiDigit(number[returnPrefix.Length]))
            || statuses.IsYes(Cells.Of(row, columns.Of(ColumnRole.ReturnMarker)));
    }

    private RowFailure? ParseCurrency(RowReader row, ref RowContent content)
    {
        var column = columns.Of(ColumnRole.Currency);
        var text = Cells.Named(row, column);
        if (text.IsEmpty)
        {
            return null;
        }

        if (text.SequenceEqual(defaultCurrency.Code))
        {
            content.Currency = defaultCurrency;
            return null;
        }

        var written = texts.Get(text);
        NumberText.Strip(written, out _, out var bySign);
        content.Currency = Currency.TryParse(bySign ?? written);
        return content.Currency is null ? new RowFailure(RowCodes.CurrencyUnknown, column, written) : null;
    }

    private RowFailure? ParseAmount(RowReader row, ColumnRole role, int column, ref RowContent content)
    {
        var text = Cells.Named(row, column);
        if (text.IsEmpty)
        {
            return null;
        }

        if (Read(text, column, out var amount) is { } wrong)
        {
            return wrong;
        }

        content.HasAmounts = true;
        switch (role)
        {
            case ColumnRole.LineDiscount:
                content.LineDiscount = Math.Abs(amount.Value);
                break;
            case ColumnRole.OrderDiscount:
                content.OrderDiscount = Math.Abs(amount.Value);
                break;
            case ColumnRole.OrderTotal:
                content.OrderTotal = amount.Value;
                break;
            case ColumnRole.OrderSubtotal:
                content.OrderSubtotal = amount.Value;
                break;
            case ColumnRole.OrderTotalWithShipping:
                content.OrderTotalWithShipping = amount.Value;
                break;
            case ColumnRole.Shipping:
                content.Shipping = amount.Value;
                break;
            case ColumnRole.Refunded:
                content.Refunded = Math.Abs(amount.Value);
                break;
            default:
                content.Rate = amount.Value > 0 ? amount.Value : null;
                break;
        }

        return null;
    }

    private RowFailure? ParseLine(RowReader row, ref RowContent content)
    {
        var quantity = new WrittenNumber(1, 0);
        var text = Cells.Named(row, quantityColumn);
        if (!text.IsEmpty && Read(text, quantityColumn, out quantity) is { } wrongQuantity)
        {
            return wrongQuantity;
        }

        if (quantity.IsZero)
        {
            return new RowFailure(RowCodes.QuantityZero, quantityColumn, text.ToString());
        }

        var price = Cells.Named(row, priceColumn);
        var value = valueColumn >= 0 ? Cells.Named(row, valueColumn) : default;
        var byValue = price.IsEmpty || (quantityColumn < 0 && !value.IsEmpty);
        text = byValue ? value : price;
        var column = byValue && valueColumn >= 0 ? valueColumn : priceColumn;
        if (text.IsEmpty)
        {
            return new RowFailure(RowCodes.AmountMissing, column);
        }

        if (Read(text, column, out var amount) is { } wrong)
        {
            return wrong;
        }

        var currency = content.Currency ?? defaultCurrency;
        if (!LineArithmetic.TryCompute(quantity, amount, byValue, content.IsReturn, currency,
            currency == defaultCurrency ? defaultDigits : currency.Digits, out var computed))
        {
            return new RowFailure(RowCodes.AmountAbsurd, column, text.ToString());
        }

        content.HasLine = true;
        content.Line = new OrderLineInput(
            Text(row, ColumnRole.ProductCode), Text(row, ColumnRole.ProductName), Text(row, ColumnRole.Category),
            computed.Quantity, computed.UnitPrice, computed.Value, computed.IsReturn,
            columns.Has(ColumnRole.Cost) || columns.Has(ColumnRole.UnitCost) ? Cost(row, computed.Quantity, currency) : null);
        return null;
    }

    private long? Cost(RowReader row, decimal quantity, Currency currency)
    {
        var ofLine = columns.Has(ColumnRole.Cost);
        var text = Cells.Named(row, columns.Of(ofLine ? ColumnRole.Cost : ColumnRole.UnitCost));
        return !text.IsEmpty && numbers.TryRead(text, out var cost) == NumberOutcome.Read
            && LineArithmetic.TryToMinor(Math.Abs(cost.Value) * (ofLine ? 1 : quantity), currency, out var minor)
            ? minor
            : null;
    }

    private string? Text(RowReader row, ColumnRole role)
    {
        var column = columns.Of(role);
        if (column < 0)
        {
            return null;
        }

        var text = Cells.Of(row, column);
        return text.IsEmpty ? null : texts.Get(text);
    }

    private RowFailure? Read(ReadOnlySpan<char> text, int column, out WrittenNumber number) => numbers.TryRead(text, out number) switch
    {
        NumberOutcome.Read => null,
        NumberOutcome.Absurd => new RowFailure(RowCodes.AmountAbsurd, column, text.ToString()),
        _ => new RowFailure(RowCodes.AmountUnreadable, column, text.ToString()),
    };
}
