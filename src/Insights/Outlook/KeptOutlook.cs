namespace Regulars.Insights.Outlook;

/// <summary>What is kept of a customer's outlook, but for the reasons. Every day moves every outlook a little; what is kept is
/// written again when it has moved by more than anybody would act on.</summary>
internal readonly record struct KeptOutlook(
    bool IsPresent, long YearValue, double? Alive, double? Purchases, long? ValueYear, long? ValueThreeYears, double? Risk, double LoyaltyIndex, double Coverage, string? Quadrant)
{
    /// <summary>How far a probability may be from what is kept.</summary>
    public const double ProbabilityTolerance = 0.03;

    /// <summary>How far a number of purchases or a value may be from what is kept, as a share of it.</summary>
    public const double ShareTolerance = 0.1;

    /// <summary>How far the loyalty index may be from what is kept.</summary>
    public const double IndexTolerance = 3;

    /// <summary>Purchases so few that their share says nothing.</summary>
    private const double FewPurchases = 0.05;

    private const double CoverageTolerance = 0.02;

    public static KeptOutlook Of(in CustomerOutlook outlook) => new(
        outlook.IsPresent, outlook.YearValue, outlook.Alive, outlook.Purchases, outlook.ValueYear, outlook.ValueThreeYears, outlook.Risk, outlook.LoyaltyIndex,
        outlook.Coverage, outlook.Quadrant);

    /// <summary>Whether this still tells the outlook.</summary>
    public bool Holds(in CustomerOutlook outlook) =>
        IsPresent == outlook.IsPresent && YearValue == outlook.YearValue && Quadrant == outlook.Quadrant
        && IsNear(Alive, outlook.Alive, ProbabilityTolerance, 0) && IsNear(Risk, outlook.Risk, ProbabilityTolerance, 0)
        && IsNear(Purchases, outlook.Purchases, FewPurchases, ShareTolerance)
        && IsNear(ValueYear, outlook.ValueYear, Few(ValueYear), ShareTolerance)
        && IsNear(ValueThreeYears, outlook.ValueThreeYears, Few(ValueThreeYears), ShareTolerance)
        && Math.Abs(LoyaltyIndex - outlook.LoyaltyIndex) <= IndexTolerance && Math.Abs(Coverage - outlook.Coverage) <= CoverageTolerance;

    /// <summary>The outlook with what lists are ordered by as it is here; null where that no longer tells the outlook. To write what lists are
    /// ordered by costs more than to write all the rest.</summary>
    public KeptOutlook? InPlace(in CustomerOutlook outlook) =>
        YearValue == outlook.YearValue && Quadrant == outlook.Quadrant && Of(outlook) with { ValueYear = ValueYear } is var kept && kept.Holds(outlook) ? kept : null;

    /// <summary>The part of a value that so few purchases stand for.</summary>
    private double Few(long? value) => Purchases is > 0 && value is { } all ? Math.Max(1, FewPurchases * all / Purchases.Value) : 1;

    private static bool IsNear(double? kept, double? now, double least, double share) =>
        kept is { } a && now is { } b ? Math.Abs(a - b) <= Math.Max(least, share * Math.Abs(a)) : kept is null && now is null;
}
