using System.Collections.Concurrent;
using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>A programme whose conditions are bound, ready to judge.</summary>
internal sealed class CompiledProgramme(Programme programme, CriteriaLanguage language, Currency currency)
{
    /// <summary>Conditions depend on the day they are asked on; so many are remembered.</summary>
    private const int MostRemembered = 2_000;

    private readonly ConcurrentDictionary<(string Rule, CriteriaScope Scope, int Day), Condition> bound = [];

    public Programme Programme { get; } = programme;

    public Currency Currency { get; } = currency;

    /// <summary>Whether any condition asks more of a customer than the order tells.</summary>
    public bool AsksAboutCustomers { get; } = programme.Rules.Select(rule => rule.When)
        .Concat(programme.Challenges.SelectMany(challenge => (JsonElement?[])[challenge.When, challenge.For])).Any(when => when is { } asked && language.AsksAboutCustomers(asked));

    /// <summary>Whether the condition of any reward asks more of a customer than their level.</summary>
    public bool RewardsAskAboutCustomers { get; } = programme.Rewards.Any(reward => reward.When is { } when && language.AsksAboutCustomers(when));

    /// <summary>The condition on order and customer, as of a day; null: none.</summary>
    public Condition? When(EarningRule rule, Day day) => Bind(rule.Key, CriteriaScope.Order, rule.When, day);

    /// <summary>The condition on lines, as of a day; null: none.</summary>
    public Condition? Lines(EarningRule rule, Day day) => Bind(rule.Key, CriteriaScope.Line, rule.Lines, day);

    /// <summary>The condition on who takes a reward, as of a day; null: none.</summary>
    public Condition? When(Reward reward, Day day) => Bind("reward:" + reward.Key, CriteriaScope.Order, reward.When, day);

    /// <summary>The condition on what counts for a challenge, as of a day; null: none.</summary>
    public Condition? When(Challenge challenge, Day day) => Bind(ChallengeTime.KeyOf(challenge), CriteriaScope.Order, challenge.When, day);

    /// <summary>The condition on lines that count for a challenge, as of a day; null: none.</summary>
    public Condition? Lines(Challenge challenge, Day day) => Bind(ChallengeTime.KeyOf(challenge), CriteriaScope.Line, challenge.Lines, day);

    /// <summary>The condition on whom a challenge is for, as of a day; null: none.</summary>
    public Condition? For(Challenge challenge, Day day) => Bind(ChallengeTime.KeyOf(challenge), CriteriaScope.Customer, challenge.For, day);

    /// <summary>The condition on whom a campaign surprises, as of a day; null: none.</summary>
    public Condition? When(GiftCampaign campaign, Day day) => Bind(campaign.LimitKey, CriteriaScope.Customer, campaign.When, day);

    private Condition? Bind(string key, CriteriaScope scope, JsonElement? criterion, Day day)
    {
        if (criterion is not { } written)
        {
            return null;
        }

        if (bound.Count > MostRemembered)
        {
            bound.Clear();
        }

        return bound.GetOrAdd(
            (key, scope, day.Number),
            _ => language.Bind(written, scope, Currency, day).Value);
    }
}
