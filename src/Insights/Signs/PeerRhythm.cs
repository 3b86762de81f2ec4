using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Kernel;

namespace Regulars.Insights.Signs;

/// <summary>How long customers with as many purchases have paused and come back: nine in ten never paused for more times their own
/// mean gap than this.</summary>
internal sealed class PeerRhythm
{
    private const int FewestPeers = 20;

    private const double Share = 0.9;

    /// <summary>A sample of so many customers is enough to know how long people pause.</summary>
    private const int MostCustomers = 100_000;

    /// <summary>Customers are peers by their purchase days: from so many on.</summary>
    private static readonly int[] Groups = [3, 5, 10, 20];

    private readonly double?[] longest;

    private PeerRhythm(double?[] longest) => this.longest = longest;

    /// <summary>Nobody to compare with.</summary>
    public static PeerRhythm None { get; } = new(new double?[Groups.Length]);

    /// <summary>The times their own mean gap that nine in ten customers with as many purchase days have paused at most; null with too few of them.</summary>
    public double? LongestPause(int purchaseDays) => GroupOf(purchaseDays) is >= 0 and var group ? longest[group] : null;

    public static PeerRhythm Of(PurchaseHistory history, Day asOf)
    {
        var pauses = Array.ConvertAll(Groups, _ => new List<double>());
        for (var position = 0; position < history.Count; position += 1 + (history.Count / MostCustomers))
        {
            if (Behaviour.Of(history.Of(position), default, asOf) is { MeanGap: > 0 and var gap } behaviour && GroupOf(behaviour.PurchaseDays) is >= 0 and var group)
            {
                pauses[group].Add(behaviour.LongestGap / gap);
            }
        }

        return new PeerRhythm(Array.ConvertAll(pauses, of => of.Count < FewestPeers ? null : Quantile.Of(of, Share)));
    }

    private static int GroupOf(int purchaseDays) => Array.FindLastIndex(Groups, from => purchaseDays >= from);
}
