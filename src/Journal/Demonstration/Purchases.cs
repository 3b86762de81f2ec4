using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>Makes purchases: at the till of a store, or on the web with a parcel that may be late, refused, or sent back.</summary>
internal sealed class Purchases(Chance chance, ShopSeasons seasons, BusinessCalendar calendar, Currency currency, string source)
{
    public const string WebChannel = "web";

    public const string TillChannel = "till";

    /// <summary>The courier failed between these days, counted back from the last.</summary>
    private const int CourierFailedFrom = 160;

    private const int CourierFailedTo = 110;

    /// <summary>Coffee became dearer so many days before the last.</summary>
    public const int DearerDays = 200;

    private static readonly string[] TillPayments = ["card", "cash", "blik"];

    public Purchase AtTill(int day, Person? person, CustomerInput? customer, Habit habit, int number)
    {
        var store = chance.Happens(0.92) ? habit.HomeStore : chance.Pick(ShopStore.Tills);
        var staff = chance.Pick(store.Staff);
        var hour = chance.Weighted(0.5, 0.35) == 0 ? 8.4 + (chance.Normal() * 1.1) : 16.5 + (chance.Normal() * 1.8);
        var placedAt = Moment(day, Math.Clamp(hour, 7.1, 19.9));
        var favourites = person is null ? [] : habit.Favourites;
        var lines = Basket.AtTill(chance, favourites, IsDearer(day));
        var order = new OrderInput
        {
            Source = source,
            Number = $"{store.Letter}{Date(day)}-{number}",
            PlacedAt = placedAt,
            Currency = currency,
            Discount = customer is not null && chance.Happens(0.1) ? Tenth(lines) : 0,
            Store = store.Name,
            Channel = TillChannel,
            Staff = staff,
            Country = "Poland",
            Payment = chance.Pick(TillPayments),
            Customer = customer,
            Lines = lines,
        };
        var wasCurt = staff == ShopStore.CurtSeller && day >= ShopSeasons.Days - ShopStore.TroubleDays && chance.Happens(0.5);
        return new Purchase(chance.Happens(0.006) ? Return(order, day, 1, 6) : order, day, 0, wasCurt);
    }

    public Purchase OnWeb(int day, Person person, CustomerInput customer, Habit habit, int number)
    {
        var month = seasons.First.Plus(day).Date.Month;
        var lines = Basket.OnWeb(chance, habit.Favourites, IsDearer(day), isBeforeChristmas: month == 12);
        var payment = chance.Weighted(0.3, 0.28, 0.14, 0.28) switch { 0 => "card", 1 => "blik", 2 => "transfer", _ => "cash on delivery" };
        var order = new OrderInput
        {
            Source = source,
            Number = $"W{Date(day)}-{number}",
            PlacedAt = Moment(day, Math.Clamp(chance.Happens(0.65) ? 20 + (chance.Normal() * 1.6) : 12 + (chance.Normal() * 2.5), 0.1, 23.8)),
            State = State(day, payment),
            Currency = currency,
            Discount = chance.Happens(0.09) ? Tenth(lines) : 0,
            Store = ShopStore.Web.Name,
            Channel = WebChannel,
            Staff = ShopStore.Web.Staff[0],
            Country = person.Country,
            Payment = payment,
            Customer = customer,
            Lines = lines,
        };
        if (order.State is OrderState.Sold && chance.Happens(0.045))
        {
            order = Return(order, day, 4, 14);
        }

        return new Purchase(order, day, order.State is OrderState.Sold ? LateDays(day) : 0, false);
    }

    /// <summary>A moment of a day, the hour with its fraction; never later than the shop's last day.</summary>
    public Instant Moment(int day, double hour) =>
        calendar.At(seasons.First.Plus(day).Date.ToDateTime(TimeOnly.MinValue).AddSeconds(Math.Floor(hour * 3600)));

    private OrderState State(int day, string payment)
    {
        if (day >= ShopSeasons.Days - 2 && chance.Happens(0.6))
        {
            return OrderState.Pending;
        }

        return chance.Weighted(0.03, payment is "cash on delivery" ? 0.085 : 0, 0.006, 0.87) switch
        {
            0 => OrderState.Cancelled,
            1 => OrderState.Refused,
            2 => OrderState.Refunded,
            _ => OrderState.Sold,
        };
    }

    private int LateDays(int day)
    {
        var fails = ShopSeasons.Days - CourierFailedFrom <= day && day < ShopSeasons.Days - CourierFailedTo;
        return chance.Happens(fails ? 0.55 : 0.03) ? 2 + chance.Below(fails ? 6 : 3) : 0;
    }

    /// <summary>One line comes back some days later, unless that day is still to come.</summary>
    private OrderInput Return(OrderInput order, int day, int soonest, int latest)
    {
        var returned = day + soonest + chance.Below(latest - soonest + 1);
        if (returned >= ShopSeasons.Days)
        {
            return order;
        }

        var line = chance.Pick(order.Lines);
        return order with { ReturnedAt = Moment(returned, chance.Between(9, 18)), Lines = [.. order.Lines, line with { IsReturn = true, Cost = null }] };
    }

    private static long Tenth(List<OrderLineInput> lines) => lines.Sum(line => line.Value) / 10;

    private static bool IsDearer(int day) => day >= ShopSeasons.Days - DearerDays;

    private string Date(int day) => seasons.First.Plus(day).Date.ToString("yyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
