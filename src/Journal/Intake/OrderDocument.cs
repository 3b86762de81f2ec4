using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;

namespace Regulars.Journal.Intake;

/// <summary>Writes an order's lines as the document that is kept, and the hash by which an unchanged order is known.</summary>
/// <remarks>Used by one thread at a time: the builder is kept between orders.</remarks>
internal sealed class OrderDocument
{
    private readonly StringBuilder text = new();

    /// <summary>[[product, quantity, unit price, value, returned, category, cost], …]; zeros at the end are left out.</summary>
    public string Write(OrderInput order, Dimensions dimensions)
    {
        text.Clear().Append('[');
        foreach (var line in order.Lines)
        {
            if (text.Length > 1)
            {
                text.Append(',');
            }

            var category = dimensions.Of(DimensionKinds.Category, line.Category);
            text.Append(CultureInfo.InvariantCulture, $"[{dimensions.Product(line.ProductKey)},{line.Quantity},{line.UnitPrice},{line.Value}");
            if (line.IsReturn || category != 0 || line.Cost is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $",{(line.IsReturn ? 1 : 0)},{category}");
            }

            if (line.Cost is { } cost)
            {
                text.Append(CultureInfo.InvariantCulture, $",{cost}");
            }

            text.Append(']');
        }

        return text.Append(']').ToString();
    }

    /// <summary>SHA-256 of everything that makes the order what it is, save who bought it.</summary>
    public byte[] Hash(OrderInput order, string document)
    {
        text.Clear().Append(CultureInfo.InvariantCulture, $"{(int)order.State}|{order.PlacedAt.Microseconds}|{order.Currency}|{order.Rate}|{order.Discount}|{order.Refunded}|{order.ReturnedAt?.Microseconds}|{order.ReturnOf}|{order.Channel}|{order.Staff}|{order.Country}|{order.Payment}|");
        foreach (var use in order.Points ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"{use.Unit}:{use.Points}:{use.Reward}:{use.Line}|");
        }

        text.Append(order.Points is { Count: 0 } ? "none|" : "").Append(document);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
