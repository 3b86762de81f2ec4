using Regulars.Kernel;

namespace Regulars.Loyalty.Liability;

/// <summary>Revenue from sales that gave points: a part of each price is deferred and recognised as the points are used (IFRS 15, B39–B41).</summary>
internal static class DeferredRevenue
{
    /// <summary>Splits a price between the goods and the points given with them, in proportion to their stand-alone prices.</summary>
    /// <param name="price">What was paid, which is the stand-alone price of the goods.</param>
    /// <param name="points">The points that were given.</param>
    /// <param name="value">What a point is worth, in units of the currency.</param>
    /// <param name="expectedRedemption">The share of points that is expected to be used, 0 to 1.</param>
    /// <param name="currency">The currency; both parts are rounded to its minor unit and sum to the price.</param>
    public static (decimal Now, decimal Deferred) Split(decimal price, decimal points, decimal value, decimal expectedRedemption, Currency currency)
    {
        var standAlone = points * value * expectedRedemption;
        var now = price + standAlone == 0 ? 0 : Round(price * price / (price + standAlone), currency);
        return (now, price - now);
    }

    /// <summary>What is to be recognised now: of everything deferred, the share of the points used so far among those expected to be used at all, less what was recognised before.</summary>
    /// <param name="deferred">Everything that was deferred for the points.</param>
    /// <param name="used">The points used so far.</param>
    /// <param name="expected">The points expected to be used at all, as estimated now; never fewer than are used.</param>
    /// <param name="recognised">What was recognised before.</param>
    /// <param name="currency">The currency; the answer is rounded to its minor unit.</param>
    public static decimal Recognise(decimal deferred, decimal used, decimal expected, decimal recognised, Currency currency) =>
        used <= 0 ? -recognised : Round(deferred * used / Math.Max(used, expected), currency) - recognised;

    private static decimal Round(decimal amount, Currency currency) => decimal.Round(amount, currency.Digits, MidpointRounding.ToEven);
}
