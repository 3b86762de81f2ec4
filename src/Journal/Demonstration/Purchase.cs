using Regulars.Journal.Contracts;

namespace Regulars.Journal.Demonstration;

/// <summary>A purchase as it went, and what it left behind with the customer.</summary>
/// <param name="Order">The order.</param>
/// <param name="Day">Its day, counted from the shop's opening.</param>
/// <param name="LateDays">By so many days the parcel came late; zero when it did not.</param>
/// <param name="WasCurt">Whether the customer was served curtly.</param>
internal sealed record Purchase(OrderInput Order, int Day, int LateDays, bool WasCurt)
{
    public bool IsOnWeb => Order.Channel is Purchases.WebChannel;

    public bool WasRefused => Order.State is OrderState.Refused;
}
