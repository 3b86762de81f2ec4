using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Domain;

/// <summary>What one order adds to every sum, in the business's currency. The difference of two of them is what a change adds.</summary>
internal sealed record OrderFigures
{
    /// <summary>The figures of an order that is not there: zero.</summary>
    public static readonly OrderFigures None = new() { State = OrderState.Pending };

    public required OrderState State { get; init; }

    public Day Day { get; init; }

    public Day ReturnedDay { get; init; }

    /// <summary>Σ sold lines − discounts; what it would have been when it was refused or cancelled.</summary>
    public long Gross { get; init; }

    public long Returned { get; init; }

    public int Store { get; init; }

    public int Channel { get; init; }

    public int Country { get; init; }

    /// <summary>By category, before discounts on the whole order; empty where no line has a category.</summary>
    public IReadOnlyList<CategoryFigures> Categories { get; init; } = [];

    /// <summary>Only what was sold for more than nothing is a purchase.</summary>
    public bool IsPurchase => State is OrderState.Sold or OrderState.Refunded && Gross > 0;

    /// <summary>What counts as returned: nothing of an order that was never handed over.</summary>
    public long CountedReturn => State is OrderState.Sold or OrderState.Refunded ? Returned : 0;

    public static OrderFigures Of(OrderInput order, Day day, Day returnedDay, OrderPlace place, Func<string?, int> category)
    {
        long sold = 0;
        long returned = order.Refunded;
        foreach (var line in order.Lines)
        {
            if (line.IsReturn)
            {
                returned += line.Value;
            }
            else
            {
                sold += line.Value;
            }
        }

        var gross = Convert(sold - order.Discount, order.Rate);
        return new OrderFigures
        {
            State = order.State,
            Day = day,
            ReturnedDay = returnedDay,
            Gross = gross,
            Returned = order.State is OrderState.Refunded ? Math.Max(gross, Convert(returned, order.Rate)) : Convert(returned, order.Rate),
            Store = place.Store,
            Channel = place.Channel,
            Country = place.Country,
            Categories = ByCategory(order, category),
        };
    }

    private static CategoryFigures[] ByCategory(OrderInput order, Func<string?, int> category)
    {
        if (order.Lines.All(line => line.Category is null))
        {
            return [];
        }

        return [.. order.Lines
            .Where(line => line.Category is not null)
            .GroupBy(line => category(line.Category))
            .Select(lines => new CategoryFigures(
                lines.Key,
                Convert(lines.Where(line => !line.IsReturn).Sum(line => line.Value), order.Rate),
                Convert(lines.Where(line => line.IsReturn || order.State is OrderState.Refunded).Sum(line => line.Value), order.Rate)))];
    }

    /// <summary>Minor units of the order's currency in those of the business, rounded half to even.</summary>
    public static long Convert(long minor, decimal rate) =>
        rate == 1 ? minor : decimal.ToInt64(decimal.Round(minor * rate, 0, MidpointRounding.ToEven));
}

/// <summary>What an order adds to the sums of one category.</summary>
internal readonly record struct CategoryFigures(int Category, long Gross, long Returned);

/// <summary>Where an order was sold, as dimension numbers; 0 is "not said".</summary>
internal readonly record struct OrderPlace(int Source, int Store, int Channel, int Staff, int Country);
