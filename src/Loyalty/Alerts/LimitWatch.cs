using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Alerts;

/// <summary>Looks which budgets, stocks and pools of codes are nearly used up. Each is told at four fifths and when nothing is left, and again when there is another amount of it.</summary>
internal sealed class LimitWatch(ProgrammeStore programmes, OpenRedemptions redemptions, CodePools pools, ProgrammeAlertStore alerts, BusinessStore businesses, TimeProvider clock)
{
    private const decimal Near = 0.8m;

    /// <summary>Looks, and keeps what is new.</summary>
    public void Look()
    {
        if (programmes.InForce?.Programme is { } programme)
        {
            var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
            alerts.Raise([.. Limits(programme, redemptions.Used(), pools.All(), today).Select(Judge).OfType<FoundAlert>().Where(found => !alerts.Knows(found))], today);
        }
    }

    private static IEnumerable<(string Kind, string Subject, string Unit, long Used, long Most)> Limits(
        Programme programme, IReadOnlyDictionary<string, long> used, IReadOnlyList<CodePool> pools, Day today)
    {
        foreach (var rule in programme.Rules.Where(rule => rule is { IsRunning: true, Budget: not null } && !(today > rule.Until)))
        {
            var unit = programme.Unit(rule.Unit)!;
            yield return (AlertKinds.Budget, rule.Key, unit.Key, used.GetValueOrDefault(SharedLimit.Budget(rule.Key)), unit.ToParts(rule.Budget!.Value));
        }

        foreach (var campaign in programme.GiftCampaigns.Where(campaign => campaign.IsOn(today)))
        {
            var unit = programme.Unit(campaign.Unit)!;
            yield return (AlertKinds.Gifts, SharedLimit.Gifts(campaign.Key, today), unit.Key, used.GetValueOrDefault(SharedLimit.Gifts(campaign.Key, today)), unit.ToParts(campaign.Budget));
        }

        foreach (var reward in programme.Rewards.Where(reward => reward is { IsOffered: true, Stock: not null }))
        {
            yield return (AlertKinds.Stock, reward.Key, "", used.GetValueOrDefault(SharedLimit.Stock(reward.Key)), reward.Stock!.Value);
        }

        var offered = programme.Rewards.Where(reward => reward.IsOffered).Select(reward => reward.Pool).ToHashSet();
        foreach (var pool in pools.Where(pool => offered.Contains(pool.Pool)))
        {
            yield return (AlertKinds.Codes, pool.Pool, "", pool.Codes - pool.CodesLeft, pool.Codes);
        }
    }

    private static FoundAlert? Judge((string Kind, string Subject, string Unit, long Used, long Most) limit) => limit.Most <= 0 || limit.Used < limit.Most * Near
        ? null
        : new FoundAlert(AlertKinds.Of(limit.Kind, limit.Used >= limit.Most), limit.Subject, limit.Unit, limit.Most, limit.Used) { OfAmount = limit.Most };
}
