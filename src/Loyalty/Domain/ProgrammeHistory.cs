using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Every version of the programme that was ever in force.</summary>
internal sealed class ProgrammeHistory(IReadOnlyList<CompiledProgramme> versions)
{
    private readonly Dictionary<int, CompiledProgramme> byVersion = versions.ToDictionary(version => version.Programme.Version);

    private readonly HashSet<string> challenged = [.. versions.SelectMany(version => version.Programme.Challenges).Select(challenge => challenge.On).Where(on => on != EarningRule.OnOrders)];

    /// <summary>The number of the newest version; 0 where there is none.</summary>
    public int Newest { get; } = versions.Count == 0 ? 0 : versions.Max(version => version.Programme.Version);

    /// <summary>Every kind of points that any version had.</summary>
    public IReadOnlyList<PointUnit> Units { get; } = [.. versions.SelectMany(version => version.Programme.Units).DistinctBy(unit => unit.Key)];

    /// <summary>Whether any version limits a rule over time, or how often one customer takes a reward or gets a gift.</summary>
    public bool HaveLimits { get; } = versions.Any(version =>
        version.Programme.Rules.Any(rule => rule.HasLimitOverTime) || version.Programme.Rewards.Any(reward => reward.MostPerCustomer is not null) || version.Programme.GiftCampaigns.Count > 0);

    /// <summary>What a budget limits in any version: kinds of fact and keys of rules.</summary>
    public IReadOnlyList<(string On, string Rule)> Budgets { get; } =
        [.. versions.SelectMany(version => version.Programme.Rules).Where(rule => rule.Budget is not null).Select(rule => (rule.On, rule.Key)).Distinct()];

    /// <summary>Whether any version offers a reward of which there are so many.</summary>
    public bool HaveStock { get; } = versions.Any(version => version.Programme.Rewards.Any(reward => reward.Stock is not null));

    /// <summary>Whether any version offers a reward on a condition that asks about customers.</summary>
    public bool RewardsAskAboutCustomers { get; } = versions.Any(version => version.RewardsAskAboutCustomers);

    /// <summary>The pools from which any version takes codes.</summary>
    public IReadOnlySet<string> Pools { get; } = versions.SelectMany(version => version.Programme.Rewards).Select(reward => reward.Pool).OfType<string>().ToHashSet();

    /// <summary>Whether any version has levels.</summary>
    public bool HaveLevels { get; } = versions.Any(version => version.Programme.LevelSets.Count > 0);

    /// <summary>Whether any version has challenges or milestones.</summary>
    public bool HaveAchievements { get; } = versions.Any(version => version.Programme.Challenges.Count + version.Programme.Milestones.Count > 0);

    /// <summary>Whether any version has a challenge that begins with the day on which a customer became known.</summary>
    public bool AskWhenJoined { get; } = versions.Any(version => version.Programme.Challenges.Any(challenge => challenge.Period is ChallengePeriod.SinceJoining));

    /// <summary>Whether any version surprises customers.</summary>
    public bool HaveGiftCampaigns { get; } = versions.Any(version => version.Programme.GiftCampaigns.Count > 0);

    /// <summary>Whether any version promises something for friends.</summary>
    public bool HaveReferrals { get; } = versions.Any(version => version.Programme.Referrals is not null);

    /// <summary>Whether any version asks about customers.</summary>
    public bool AskAboutCustomers { get; } = versions.Any(version => version.AsksAboutCustomers);

    /// <summary>Every challenge of any version.</summary>
    public IReadOnlyList<Challenge> Challenges { get; } = [.. versions.SelectMany(version => version.Programme.Challenges)];

    /// <summary>Every gift campaign of any version.</summary>
    public IReadOnlyList<GiftCampaign> GiftCampaigns { get; } = [.. versions.SelectMany(version => version.Programme.GiftCampaigns)];

    /// <summary>Whether a kind of fact counts for a challenge of any version.</summary>
    public bool IsChallenged(string kind) => challenged.Contains(kind);

    /// <summary>The version in force on a day: the newest of those that began by then. Null before the first.</summary>
    public CompiledProgramme? InForce(Day day) =>
        versions.Where(version => version.Programme.From <= day).MaxBy(version => version.Programme.Version);

    /// <summary>A version by its number.</summary>
    public CompiledProgramme Of(int version) => byVersion[version];
}
