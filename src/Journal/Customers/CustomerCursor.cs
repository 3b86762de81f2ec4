using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Regulars.Journal.Customers;

/// <summary>A place in an ordered list: the value it is ordered by, and the customer who has it.</summary>
public sealed record CustomerCursor(string Value, Guid Customer)
{
    private const int LongestCursor = 600;

    public long Number => long.TryParse(Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Reads a cursor that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static CustomerCursor? TryParse(string? text)
    {
        if (text is null or { Length: 0 or > LongestCursor } || !Base64Url.IsValid(text))
        {
            return null;
        }

        var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        var end = plain.IndexOf('|');
        return end > 0 && Guid.TryParseExact(plain[..end], "N", out var customer) && Kernel.Text.CanBeKept(plain)
            ? new CustomerCursor(plain[(end + 1)..], customer)
            : null;
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Customer:N}|{Value}"));
}
