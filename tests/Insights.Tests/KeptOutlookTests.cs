using Regulars.Insights.Outlook;

namespace Regulars.Insights.Tests;

public sealed class KeptOutlookTests
{
    /// <summary>A value is near where the purchases that it stands for are, and a share of it where they are many.</summary>
    [Theory]
    [InlineData(0.20, 2_000, 0.16, 1_600, true)]
    [InlineData(0.20, 2_000, 0.14, 1_400, false)]
    [InlineData(5.0, 50_000, 4.6, 46_000, true)]
    [InlineData(5.0, 50_000, 4.4, 44_000, false)]
    [InlineData(0.20, 2_000, 0.20, 1_400, false)]
    [InlineData(0.0, 0, 0.0, 0, true)]
    [InlineData(0.0, 0, 0.0, 1, false)]
    public void A_value_is_kept_as_long_as_nobody_would_act_on_the_difference(double purchases, long value, double purchasesNow, long valueNow, bool holds) =>
        Assert.Equal(holds, KeptOutlook.Of(Outlook(purchases, value)).Holds(Outlook(purchasesNow, valueNow)));

    private static CustomerOutlook Outlook(double purchases, long value) =>
        new() { Customer = new Guid(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), Purchases = purchases, ValueYear = value, ValueThreeYears = 2 * value };
}
