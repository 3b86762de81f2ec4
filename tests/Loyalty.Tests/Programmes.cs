namespace Regulars.Loyalty.Tests;

/// <summary>Programmes as a business would write them.</summary>
internal static class Programmes
{
    /// <summary>Points for each full amount; members of the unit and further parts may be added.</summary>
    public static string Points(decimal points = 1, decimal per = 1, string unit = "", string rest = "") =>
        $$"""{"name": "Club", "units": [{"key": "points"{{unit}}}], "rules": [{"key": "orders", "points": {{points}}, "per": {{per}}}]{{rest}}}""";

    /// <summary>No rule: points come by hand.</summary>
    public static string ByHand(string unit = "", string rest = "") => $$"""{"name": "Club", "units": [{"key": "points"{{unit}}}]{{rest}}}""";
}
