using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Statistics.Experiments;
using Regulars.Statistics.Intervals;

namespace Regulars.Loyalty.Gifts;

/// <summary>What a gift campaign changed: spend of who was given something less that of who was held out.</summary>
/// <param name="Treated">How many were given something and their days are over.</param>
/// <param name="HeldOut">How many were held out and their days are over.</param>
/// <param name="Difference">The difference of mean spend, in minor units; null where it cannot be told.</param>
/// <param name="Low">The lower end of its 95 % interval by Welch, in minor units.</param>
/// <param name="High">The upper end.</param>
/// <param name="Cost">What the campaign has cost, in smallest parts of its points.</param>
/// <param name="Split">Whether all assigned customers are split as planned; null where nobody is held out or assigned.</param>
/// <param name="WhyNot">Why the difference cannot be told: <c>nobody_held_out</c>, <c>too_few</c>, <c>no_variation</c>, <c>split</c>.</param>
internal sealed record GiftEffect(long Treated, long HeldOut, double? Difference, double? Low, double? High, long Cost, SampleRatio? Split, string? WhyNot)
{
    /// <summary>After so many days, unless told.</summary>
    public const int DefaultDays = 60;

    /// <summary>Of fewer in an arm a mean of spend, which is skewed, says too little.</summary>
    public const int FewestInArm = 20;

    /// <summary>The effect of a campaign.</summary>
    public static GiftEffect Of(GiftCampaign campaign, IReadOnlyList<GiftOutcome> outcomes, (long Treated, long HeldOut) assigned, long cost)
    {
        var treated = SampleMoments.Of([.. outcomes.Where(outcome => outcome.HeldOut == 0).Select(outcome => (double)outcome.Spent)]);
        var heldOut = SampleMoments.Of([.. outcomes.Where(outcome => outcome.HeldOut == 1).Select(outcome => (double)outcome.Spent)]);
        var ratio = campaign.HeldOut > 0 ? SampleRatio.Check([assigned.Treated, assigned.HeldOut], [1 - campaign.HeldOut, campaign.HeldOut]) : default;
        var split = ratio.IsGiven ? ratio.Value : null;
        if (campaign.HeldOut == 0 || split is { IsBroken: true } || treated.Count < FewestInArm || heldOut.Count < FewestInArm)
        {
            return None(campaign.HeldOut == 0 ? "nobody_held_out" : split is { IsBroken: true } ? "split" : "too_few");
        }

        var effect = Effect.OfMeans(treated, heldOut);
        return effect.IsGiven
            ? new GiftEffect(treated.Count, heldOut.Count, effect.Value.Difference, effect.Value.Interval.Low, effect.Value.Interval.High, cost, split, null)
            : None("no_variation");

        GiftEffect None(string why) => new(treated.Count, heldOut.Count, null, null, null, cost, split, why);
    }
}
