using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Till;

/// <summary>A basket as it stands typed on the till's page.</summary>
public sealed record TillEntry
{
    /// <summary>Lines that can be typed besides the amount.</summary>
    public const int MostLines = 4;

    private const decimal MostMoney = 1_000_000_000m;

    /// <summary>Made when the page was opened: the same page books once.</summary>
    public Guid Key { get; init; }

    /// <summary>What the whole basket costs; empty where the lines say it.</summary>
    public string Amount { get; init; } = "";

    /// <summary>Its products, those that were typed.</summary>
    public IReadOnlyList<TillLine> Lines { get; init; } = [];

    /// <summary>By which channel it is sold.</summary>
    public string Channel { get; init; } = "till";

    /// <summary>Where it is sold.</summary>
    public string Store { get; init; } = "";

    /// <summary>none, all or some: the points that are used on it.</summary>
    public string Use { get; init; } = "none";

    /// <summary>How many, where some are used.</summary>
    public string Points { get; init; } = "";

    /// <summary>Whether nothing was typed yet.</summary>
    public bool IsEmpty => Amount.Length == 0 && Lines.Count == 0;

    /// <summary>Reads the page's form.</summary>
    public static TillEntry Read(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var (products, quantities, prices) = (form["product"], form["quantity"], form["price"]);
        return new TillEntry
        {
            Key = Guid.TryParse(form["key"], out var key) ? key : Guid.Empty,
            Amount = form["amount"].ToString().Trim(),
            Lines = [.. Enumerable.Range(0, Math.Min(MostLines, products.Count))
                .Select(place => new TillLine((products[place] ?? "").Trim(), At(quantities, place), At(prices, place))).Where(line => !line.IsEmpty)],
            Channel = Cut(form["channel"].ToString()),
            Store = Cut(form["store"].ToString()),
            Use = form["use"].ToString() switch { "all" => "all", "some" => "some", _ => "none" },
            Points = form["points"].ToString().Trim(),
        };

        static string At(Microsoft.Extensions.Primitives.StringValues values, int place) => place < values.Count ? (values[place] ?? "").Trim() : "";
    }

    /// <summary>What the page says, by which a repeat is told from another basket.</summary>
    public byte[] Hash(CustomerId customer) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        [customer.ToString(), Amount, Channel, Store, Use, Use == "some" ? Points : "", .. Lines.Select(line => $"{line.Product}\t{line.Quantity}\t{line.Price}")])));

    /// <summary>The lines of the order: those that were typed, and one without a product for the rest of the amount.</summary>
    /// <returns>The lines; refused with <c>amount</c>, <c>line</c> or <c>less</c>, the last part of the text that tells it.</returns>
    public Result<IReadOnlyList<OrderLineInput>> ToLines(Currency currency)
    {
        var lines = new List<OrderLineInput>();
        foreach (var line in Lines)
        {
            if (Number(line.Price) is not (>= 0 and <= MostMoney and var price) || Number(line.Quantity.Length == 0 ? "1" : line.Quantity) is not (> 0 and <= 100_000 and var quantity)
                || line.Product.Length > 100 || quantity * price > MostMoney)
            {
                return Wrong("line");
            }

            lines.Add(new OrderLineInput(line.Product.Length == 0 ? null : line.Product, null, null, quantity, price, currency.ToMinor(quantity * price)));
        }

        if (Amount.Length == 0 && lines.Count > 0)
        {
            return lines;
        }

        if (Number(Amount) is not (> 0 and <= MostMoney and var amount) || amount * currency.MinorPerUnit != decimal.Truncate(amount * currency.MinorPerUnit))
        {
            return Wrong("amount");
        }

        var rest = currency.ToMinor(amount) - lines.Sum(line => line.Value);
        if (rest < 0)
        {
            return Wrong("less");
        }

        if (rest > 0)
        {
            lines.Add(new OrderLineInput(null, null, null, 1, currency.ToDecimal(rest), rest));
        }

        return lines;
    }

    /// <summary>A number as people write it, with a decimal comma or point and spaces between thousands; null when it is none.</summary>
    public static decimal? Number(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).Replace(',', '.');
        return plain.Length <= 20 && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Refusal Wrong(string what) => new(what, "What was typed is no basket.");

    private static string Cut(string text) => text.Trim() is { Length: > 100 } longer ? longer[..100] : text.Trim();
}

/// <summary>A product on the till's page, as it was typed.</summary>
/// <param name="Product">Its code.</param>
/// <param name="Quantity">How many; empty: one.</param>
/// <param name="Price">The price of one.</param>
public sealed record TillLine(string Product, string Quantity, string Price)
{
    internal bool IsEmpty => Product.Length == 0 && Price.Length == 0;
}
