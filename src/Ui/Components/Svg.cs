using System.Globalization;

namespace Regulars.Ui;

internal static class Svg
{
    /// <summary>A coordinate, exact to a hundredth.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>A share of the width, kept within it.</summary>
    public static string Percent(double fraction) => Number(Math.Clamp(fraction, 0, 1) * 100) + "%";
}
