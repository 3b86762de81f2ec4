using System.Globalization;

namespace Regulars.Transparency;

/// <summary>Whole numbers from 0 to 2^63 − 1 in decimal digits without leading zeros, so that each has one form only.</summary>
internal static class CanonicalNumber
{
    public static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number.ToString(CultureInfo.InvariantCulture) == text;
}
