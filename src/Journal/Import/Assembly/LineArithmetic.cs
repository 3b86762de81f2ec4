using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Assembly;

/// <summary>A line as it counts: its quantity positive, its sign told by whether it came back.</summary>
internal readonly record struct ComputedLine(decimal Quantity, decimal UnitPrice, long Value, bool IsReturn);

/// <summary>The arithmetic of a line: value = quantity × unit price, rounded half to even to minor units.</summary>
internal static class LineArithmetic
{
    private const long LargestMinor = 10_000_000_000_000;

    private static readonly long[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>Computes a line; false when the value is beyond what a line can be worth.</summary>
    /// <param name="quantity">As written; negative came back.</param>
    /// <param name="amount">As written: the price of one, or the value of all.</param>
    /// <param name="isValue">Whether the amount is the value of all.</param>
    /// <param name="isReturn">Whether the row or its document is marked as a return.</param>
    /// <param name="currency">The currency of the amount.</param>
    /// <param name="currencyDigits">The digits of its minor unit.</param>
    /// <param name="line">The line.</param>
    public static bool TryCompute(
        WrittenNumber quantity, WrittenNumber amount, bool isValue, bool isReturn, Currency currency, int currencyDigits,
        out ComputedLine line)
    {
        var count = quantity.Value;
        var price = amount.Value;
        if (isValue)
        {
            // A negative amount is a return; so is one beside a negative quantity, whatever its own sign.
            isReturn |= count < 0 || price < 0;
            price = Math.Abs(price);
            count = Math.Abs(count);
            var fits = TryToMinor(price, currency, out var whole);
            line = new ComputedLine(count, count == 1 ? price : price / count, whole, isReturn);
            return fits;
        }

        if (count < 0)
        {
            isReturn = true;
            count = -count;
        }
        else if (isReturn && price < 0)
        {
            price = -price;
        }

        if (!TryMultiply(quantity, amount, currencyDigits, out var value))
        {
            var fits = TryToMinor(count * price, currency, out value);
            line = new ComputedLine(count, price, value, isReturn);
            return fits;
        }

        value = price < 0 ? -Math.Abs(value) : Math.Abs(value);
        line = new ComputedLine(count, price, value, isReturn);
        return Math.Abs(value) <= LargestMinor;
    }

    /// <summary>The product in minor units by whole numbers alone; false when they are too large for it.</summary>
    private static bool TryMultiply(WrittenNumber quantity, WrittenNumber price, int currencyDigits, out long minor)
    {
        minor = 0;
        if (Math.Abs(quantity.Digits) > int.MaxValue || Math.Abs(price.Digits) > int.MaxValue)
        {
            return false;
        }

        minor = quantity.Digits * price.Digits;
        var scale = quantity.Scale + price.Scale - currencyDigits;
        if (scale is < -3 or > 8 || (scale < 0 && Math.Abs(minor) > LargestMinor))
        {
            return false;
        }

        for (; scale < 0; scale++)
        {
            minor *= 10;
        }

        if (scale > 0)
        {
            var unit = PowersOfTen[scale];
            var (whole, rest) = Math.DivRem(minor, unit);
            var twice = 2 * Math.Abs(rest);
            minor = twice > unit || (twice == unit && (whole & 1) != 0) ? whole + Math.Sign(rest) : whole;
        }

        return true;
    }

    /// <summary>Rounds half to even to minor units; false beyond a hundred thousand million units.</summary>
    public static bool TryToMinor(decimal amount, Currency currency, out long minor)
    {
        var fits = Math.Abs(amount) <= LargestMinor;
        minor = fits ? currency.ToMinor(amount) : 0;
        return fits && Math.Abs(minor) <= LargestMinor;
    }
}
