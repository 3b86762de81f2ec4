using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Reading;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Assembly;

/// <summary>Turns an order whose rows are all read into what intake takes.</summary>
internal sealed class OrderCompletion(ImportPlan plan, CustomerRecords customers)
{
    private readonly Dictionary<ulong, int> equalRows = [];

    public OrderInput Complete(OpenOrder order)
    {
        var currency = order.Currency ?? plan.DefaultCurrency;
        var meaning = Choose(order.Meanings);
        var lines = plan.RowIsLine && order.Lines.Length > 0 ? order.TakeLines(meaning) : [TotalLine(order, currency)];
        var discount = lines.Any(line => !line.IsReturn) ? Discount(order, lines, currency) : 0;
        var state = meaning == StatusMeaning.Return ? OrderState.Sold : (OrderState)(int)meaning;
        var texts = order.Texts;
        var customer = customers.Of(texts);
        return new OrderInput
        {
            Source = plan.Mapping.Source,
            Number = plan.HasOrderNumbers ? order.Number : DerivedNumber(order, customer, lines),
            PlacedAt = order.PlacedAt!.Value,
            ChangedAt = order.ChangedAt,
            State = state,
            Currency = currency,
            Rate = order.Rate ?? 1,
            Discount = discount,
            Refunded = state == OrderState.Sold ? Refunded(order, lines, discount, currency) : 0,
            ReturnOf = texts[ColumnRole.ReturnOf],
            Store = texts[ColumnRole.Store] ?? plan.Mapping.Store,
            Channel = texts[ColumnRole.Channel],
            Staff = texts[ColumnRole.Staff],
            Country = texts[ColumnRole.Country],
            Payment = texts[ColumnRole.Payment],
            Customer = customer,
            Lines = lines,
        };
    }

    /// <summary>The state of an order whose rows have several: what was sold of it makes it sold.</summary>
    private static StatusMeaning Choose(int meanings)
    {
        ReadOnlySpan<StatusMeaning> precedence =
        [
            StatusMeaning.Sold, StatusMeaning.Refunded, StatusMeaning.Pending, StatusMeaning.Refused, StatusMeaning.Cancelled,
            StatusMeaning.Return,
        ];
        foreach (var meaning in precedence)
        {
            if ((meanings & (1 << (int)meaning)) != 0)
            {
                return meaning;
            }
        }

        return StatusMeaning.Sold;
    }

    /// <summary>The one line of an order of which only its total is known.</summary>
    private static OrderLineInput TotalLine(OpenOrder order, Currency currency)
    {
        var total = order.OrderSubtotal is { } subtotal && order.OrderTotal is null ? subtotal
            : order.OrderTotal ?? (order.OrderTotalWithShipping - order.Shipping) ?? 0;
        LineArithmetic.TryToMinor(Math.Abs(total), currency, out var value);
        return new OrderLineInput(null, null, null, 1, Math.Abs(total), value, order.IsReturn || total < 0);
    }

    /// <summary>The discounts that bring the lines to the order's own total where it has one; else all of them.</summary>
    private static long Discount(OpenOrder order, OrderLineInput[] lines, Currency currency)
    {
        var ofOrder = Minor(order.OrderDiscount, currency);
        var ofLines = Minor(order.LineDiscounts, currency);
        if (order.Lines.Length == 0)
        {
            // A total is what remains after discounts, a subtotal what was there before them.
            return order.OrderTotal is null && order.OrderSubtotal is not null ? ofOrder : 0;
        }

        if (ofOrder + ofLines == 0 || (order.OrderTotal is null && order.OrderSubtotal is null))
        {
            return ofOrder + ofLines;
        }

        var sold = lines.Where(line => !line.IsReturn).Sum(line => line.Value);
        var expected = order.OrderTotal is { } total ? Minor(total, currency) : Minor(order.OrderSubtotal!.Value, currency) - ofOrder;
        ReadOnlySpan<long> possible = [ofOrder + ofLines, ofOrder, ofLines, 0];
        foreach (var discount in possible)
        {
            if (sold - discount == expected)
            {
                return discount;
            }
        }

        return ofOrder + ofLines;
    }

    private static long Refunded(OpenOrder order, OrderLineInput[] lines, long discount, Currency currency)
    {
        if (order.Refunded == 0)
        {
            return 0;
        }

        var value = lines.Where(line => !line.IsReturn).Sum(line => line.Value) - discount;
        return Math.Clamp(Minor(order.Refunded, currency), 0, Math.Max(0, value));
    }

    private static long Minor(decimal amount, Currency currency) =>
        LineArithmetic.TryToMinor(amount, currency, out var minor) ? minor : 0;

    /// <summary>A number for a row that has none: the same row gives the same number whenever it is imported.</summary>
    private string DerivedNumber(OpenOrder order, CustomerInput? customer, OrderLineInput[] lines)
    {
        var placed = order.PlacedAt!.Value;
        var hash = TextHash.Of(plan.Mapping.Source);
        hash = TextHash.Join(hash, unchecked((ulong)placed.Microseconds));
        foreach (var identity in customer?.Identities ?? [])
        {
            hash = TextHash.Join(hash, TextHash.Of(identity.Value));
        }

        foreach (var line in lines)
        {
            hash = TextHash.Join(hash, unchecked((ulong)(line.IsReturn ? -line.Value : line.Value)));
            hash = TextHash.Join(hash, TextHash.Of(line.Product ?? line.ProductName));
        }

        var ordinal = equalRows.GetValueOrDefault(hash) + 1;
        equalRows[hash] = ordinal;
        return $"{plan.Calendar.DayOf(placed).Date:yyyyMMdd}-{hash:x16}-{ordinal}";
    }
}
