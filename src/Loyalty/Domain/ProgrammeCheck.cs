using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Says everything that is wrong with a programme, each with its place and cure.</summary>
internal static class ProgrammeCheck
{
    private const int MostParts = 100;

    public static IReadOnlyList<Refusal> Find(Programme programme, ProgrammeHistory history, CriteriaLanguage language, Currency currency, Day today)
    {
        if (WithHoles(programme) is { } hole)
        {
            return [hole];
        }

        var wrong = new List<Refusal>();
        CheckKept(wrong, programme, history);
        CheckText(wrong, programme.Name, 100, "name");
        if (programme.Units.Count is 0 or > 10)
        {
            wrong.Add(new Refusal("programme.units", "A programme has 1 to 10 kinds of points.", "units"));
        }

        CheckKeys(wrong, [.. programme.Units.Select(unit => unit.Key)], "units");
        CheckKeys(wrong, [.. programme.Rules.Select(rule => rule.Key)], "rules");
        CheckKeys(wrong, [.. programme.LevelSets.Select(set => set.Key)], "levelSets");
        CheckKeys(wrong, [.. programme.Rewards.Select(reward => reward.Key)], "rewards");
        for (var i = 0; i < programme.Units.Count; i++)
        {
            CheckUnit(wrong, programme.Units[i], programme, $"units[{i}]");
        }

        for (var i = 0; i < programme.Rules.Count; i++)
        {
            CheckRule(wrong, programme.Rules[i], programme, language, currency, today, $"rules[{i}]");
        }

        for (var i = 0; i < programme.LevelSets.Count; i++)
        {
            CheckLevels(wrong, programme.LevelSets[i], programme, $"levelSets[{i}]");
        }

        for (var i = 0; i < programme.Rewards.Count; i++)
        {
            CheckReward(wrong, programme.Rewards[i], programme, $"rewards[{i}]");
            CheckOffer(wrong, programme.Rewards[i], language, currency, today, $"rewards[{i}]");
        }

        ChallengeCheck.Find(wrong, programme, history, language, currency, today);
        GiftCheck.Find(wrong, programme, history, language, currency, today);
        if (programme.Referrals is { } terms)
        {
            CheckReferrals(wrong, terms, programme);
        }

        return wrong;
    }

    /// <summary>A list may hold null where JSON says so.</summary>
    private static Refusal? WithHoles(Programme programme)
    {
        (string Place, IEnumerable<object?> List)[] lists =
        [
            ("units", programme.Units), ("rules", programme.Rules), ("levelSets", programme.LevelSets), ("rewards", programme.Rewards),
            ("challenges", programme.Challenges), ("milestones", programme.Milestones), ("badges", programme.Badges), ("giftCampaigns", programme.GiftCampaigns),
            ("levelSets.levels", programme.LevelSets.Where(set => set is not null).SelectMany(set => set.Levels)),
        ];
        return lists.Where(list => list.List.Contains(null)).Select(list => new Refusal("field.missing", "Nothing stands where something is wanted.", list.Place)).FirstOrDefault();
    }

    /// <summary>Points that members may have are still points, and mean the same.</summary>
    private static void CheckKept(List<Refusal> wrong, Programme programme, ProgrammeHistory history)
    {
        foreach (var known in history.Units)
        {
            var unit = programme.Units.FirstOrDefault(unit => unit.Key == known.Key);
            Require(wrong, unit is not null, "programme.unit_kept", $"Members may have '{known.Key}'; keep it.", "units");
            Require(wrong, unit is null || unit.Scale == known.Scale, "programme.scale_kept", $"'{known.Key}' was given with {known.Scale} decimals; keep them.", "units");
        }
    }

    private static void CheckReferrals(List<Refusal> wrong, ReferralTerms terms, Programme programme)
    {
        var unit = programme.Unit(terms.Unit);
        Require(wrong, unit is not null, "points.unit_unknown", "There are no such points.", "referrals.unit");
        Require(wrong, terms.ReferrerPoints >= 0 && Fits(unit, terms.ReferrerPoints), "points.amount", "A number of points, not below zero.", "referrals.referrerPoints");
        Require(wrong, terms.FriendPoints >= 0 && Fits(unit, terms.FriendPoints), "points.amount", "A number of points, not below zero.", "referrals.friendPoints");
        Require(wrong, terms.MinimumOrder >= 0, "programme.per", "An amount of money, not below zero.", "referrals.minimumOrder");
        Require(wrong, terms.WindowDays is >= 0 and <= 365, "programme.pending", "A return window has 0 to 365 days.", "referrals.windowDays");
        Require(wrong, terms.MostInMonth is >= 1 and <= 10_000, "programme.times", "1 to 10,000 friends.", "referrals.mostInMonth");
        Require(wrong, programme.Rules.All(rule => rule.Key != ReferralTerms.RuleKey), "programme.key", "The key 'referral' is taken by referrals.", "rules");
    }

    private static void CheckUnit(List<Refusal> wrong, PointUnit unit, Programme programme, string place)
    {
        Require(wrong, unit.Scale is >= 0 and <= 4, "programme.scale", "Points have 0 to 4 decimals.", $"{place}.scale");
        Require(wrong, unit.Value is null or (> 0 and <= 1_000_000), "programme.value", "A point is worth more than nothing.", $"{place}.value");
        Require(wrong, unit.ExpiryMonths is null or (>= 1 and <= 240), "programme.expiry", "Points live 1 to 240 months.", $"{place}.expiryMonths");
        Require(wrong, unit.ExpiryDays is null or (>= 1 and <= 3_650), "programme.expiry", "Points live 1 to 3650 days.", $"{place}.expiryDays");
        Require(wrong, unit.ExpiryMonths is null || unit.ExpiryDays is null, "programme.expiry", "Say months or days, not both.", $"{place}.expiryDays");
        Require(wrong, unit.PendingDays is >= 0 and <= 365, "programme.pending", "A return window has 0 to 365 days.", $"{place}.pendingDays");
        Require(wrong, unit.ApproveAbove >= 0 && unit.ApproveAbove <= OpeningBalance.Most, "programme.approve_above", "The limit of one person is a number of points, not below zero.", $"{place}.approveAbove");
        Require(wrong, unit.ExpectedRedemption is null or (>= 0 and <= 1), "programme.redemption", "A share lies between 0 and 1.", $"{place}.expectedRedemption");
        Require(wrong, (unit.ExchangeAt is null) == (unit.ExchangeReward is null), "programme.exchange", "An exchange names its points and its reward.", $"{place}.exchangeAt");
        Require(wrong, unit.ExchangeReward is not { } reward || programme.Reward(reward) is not null, "reward.unknown", "There is no such reward.", $"{place}.exchangeReward");
        Require(wrong, unit.ExchangeAt is null || (unit.ExchangeAt > 0 && Fits(unit, unit.ExchangeAt)), "points.amount", "A number of points above zero.", $"{place}.exchangeAt");
    }

    private static void CheckRule(
        List<Refusal> wrong, EarningRule rule, Programme programme, CriteriaLanguage language, Currency currency, Day today, string place)
    {
        CheckText(wrong, rule.Name, 100, $"{place}.name");
        var unit = programme.Unit(rule.Unit);
        Require(wrong, unit is not null, "points.unit_unknown", "There are no such points.", $"{place}.unit");
        Require(wrong, rule.Points > 0 && rule.Points <= 1_000_000_000 && Fits(unit, rule.Points), "points.amount", "A number of points above zero, with no more decimals than the points have.", $"{place}.points");
        Require(wrong, rule.Per is null || (rule.Per > 0 && rule.Per <= 1_000_000_000), "programme.per", "An amount of money above zero.", $"{place}.per");
        Require(wrong, rule.On == EarningRule.OnOrders || (rule.On.Length is > 0 and <= 60 && !FactKinds.IsReserved(rule.On)), "programme.on", "'order', or a kind of fact that is told to Regulars.", $"{place}.on");
        Require(wrong, rule.On == EarningRule.OnOrders || rule.Lines is null, "programme.lines", "Only orders have lines.", $"{place}.lines");
        Require(wrong, rule.MostPerOrder is null || (rule.MostPerOrder > 0 && Fits(unit, rule.MostPerOrder)), "points.amount", "A number of points above zero.", $"{place}.mostPerOrder");
        Require(wrong, rule.MostPerDay is null || (rule.MostPerDay > 0 && Fits(unit, rule.MostPerDay)), "points.amount", "A number of points above zero.", $"{place}.mostPerDay");
        Require(wrong, rule.MostPerCustomer is null || (rule.MostPerCustomer > 0 && Fits(unit, rule.MostPerCustomer)), "points.amount", "A number of points above zero.", $"{place}.mostPerCustomer");
        Require(wrong, rule.Budget is null || (rule.Budget > 0 && rule.Budget <= 1_000_000_000_000 && Fits(unit, rule.Budget)), "points.amount", "A number of points above zero.", $"{place}.budget");
        Require(wrong, rule.MostTimes is null or > 0, "programme.times", "A number of times above zero.", $"{place}.mostTimes");
        Require(wrong, rule.From is null || rule.Until is null || rule.From <= rule.Until, "programme.time", "The first day comes before the last.", $"{place}.until");
        CheckCondition(wrong, rule.When, rule.On == EarningRule.OnOrders ? CriteriaScope.Order : CriteriaScope.Customer, language, currency, today, $"{place}.when");
        CheckCondition(wrong, rule.Lines, CriteriaScope.Line, language, currency, today, $"{place}.lines");
    }

    internal static void CheckCondition(
        List<Refusal> wrong, JsonElement? criterion, CriteriaScope scope, CriteriaLanguage language, Currency currency, Day today, string place)
    {
        if (criterion is { } written && language.Bind(written, scope, currency, today).Refusal is { } refusal)
        {
            wrong.Add(refusal with { Place = place + refusal.Place?["criteria".Length..] });
        }
    }

    private static void CheckLevels(List<Refusal> wrong, LevelSet set, Programme programme, string place)
    {
        CheckText(wrong, set.Name, 100, $"{place}.name");
        CheckKeys(wrong, [.. set.Levels.Select(level => level.Key)], $"{place}.levels");
        Require(wrong, set.Levels.Count is >= 1 and <= 20, "programme.levels", "A ladder has 1 to 20 levels.", $"{place}.levels");
        Require(wrong, set.Levels.Count == 0 || set.Levels[0].From == 0, "programme.levels", "The lowest level begins at 0.", $"{place}.levels[0].from");
        Require(wrong, programme.Unit(set.Unit) is not null, "points.unit_unknown", "There are no such points.", $"{place}.unit");
        Require(wrong, set.Months is >= 1 and <= 60, "programme.months", "A rolling period has 1 to 60 months.", $"{place}.months");
        Require(wrong, set.KeptMonths is null or (>= 1 and <= 120), "programme.months", "A level is kept 1 to 120 months.", $"{place}.keptMonths");
        Require(wrong, set.GraceDays is >= 0 and <= 365, "programme.grace", "Grace lasts 0 to 365 days.", $"{place}.graceDays");
        for (var i = 0; i < set.Levels.Count; i++)
        {
            Require(wrong, i == 0 || set.Levels[i].From > set.Levels[i - 1].From, "programme.levels", "Each level begins above the one before.", $"{place}.levels[{i}].from");
            Require(wrong, set.Levels[i].Multiplier is > 0 and <= 100, "programme.multiplier", "Points are multiplied by more than 0 and at most 100.", $"{place}.levels[{i}].multiplier");
        }
    }

    private static void CheckReward(List<Refusal> wrong, Reward reward, Programme programme, string place)
    {
        CheckText(wrong, reward.Name, 100, $"{place}.name");
        var unit = programme.Unit(reward.Unit);
        Require(wrong, unit is not null, "points.unit_unknown", "There are no such points.", $"{place}.unit");
        Require(wrong, reward.Cost > 0 && Fits(unit, reward.Cost), "points.amount", "A reward costs more than 0 points.", $"{place}.cost");
        Require(wrong, reward.Off >= 0 && (reward.Kind is not RewardKind.PercentOff || reward.Off <= 100), "programme.off", "Money is not below 0, per cent not above 100.", $"{place}.off");
    }

    private static void CheckOffer(List<Refusal> wrong, Reward reward, CriteriaLanguage language, Currency currency, Day today, string place)
    {
        Require(wrong, reward.Stock is null or (>= 0 and <= 1_000_000_000), "reward.stock", "A whole number, not below zero.", $"{place}.stock");
        Require(wrong, reward.From is null || reward.Until is null || reward.From <= reward.Until, "reward.window", "The first day comes before the last.", $"{place}.until");
        Require(wrong, reward.MostPerCustomer is null or (>= 1 and <= 10_000), "reward.limit", "1 to 10,000 times.", $"{place}.mostPerCustomer");
        Require(wrong, reward.DaysToUse is null or (>= 1 and <= 3_650), "reward.days", "1 to 3650 days.", $"{place}.daysToUse");
        Require(wrong, reward.Pool is null || (reward.Kind is RewardKind.Voucher && IsKey(reward.Pool)), "reward.pool", "A voucher names its pool by 1 to 40 small letters, digits and hyphens.", $"{place}.pool");
        if (reward.When is { } when)
        {
            var known = wrong.Count;
            CheckCondition(wrong, when, CriteriaScope.Order, language, currency, today, $"{place}.when");
            Require(wrong, wrong.Count > known || !AsksAboutOrders(when), "reward.condition", "A reward asks about the customer and their level, not about an order.", $"{place}.when");
            for (var i = known; i < wrong.Count; i++)
            {
                wrong[i] = wrong[i] with { Code = "reward.condition" };
            }
        }
    }

    private static bool AsksAboutOrders(JsonElement criterion) => criterion.ValueKind switch
    {
        JsonValueKind.Object => criterion.EnumerateObject().Any(member =>
            (member.NameEquals("field") && member.Value.GetString()!.StartsWith("order.", StringComparison.Ordinal)) || AsksAboutOrders(member.Value)),
        JsonValueKind.Array => criterion.EnumerateArray().Any(AsksAboutOrders),
        _ => false,
    };

    internal static bool IsKey(string key) => key.Length is > 0 and <= 40 && key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    internal static void CheckKeys(List<Refusal> wrong, IReadOnlyList<string> keys, string place)
    {
        Require(wrong, keys.Count <= MostParts, "programme.too_many", $"At most {MostParts}.", place);
        for (var i = 0; i < keys.Count; i++)
        {
            Require(
                wrong,
                IsKey(keys[i]),
                "programme.key",
                "A key has 1 to 40 small letters, digits and hyphens.",
                $"{place}[{i}].key");
            Require(wrong, !keys.Take(i).Contains(keys[i]), "programme.key_twice", $"The key '{keys[i]}' is there twice.", $"{place}[{i}].key");
        }
    }

    internal static void CheckText(List<Refusal> wrong, string text, int longest, string place) => Require(
        wrong, text.Length <= longest && Text.CanBeKept(text), "field.too_long", $"A text of at most {longest} characters.", place);

    internal static bool Fits(PointUnit? unit, decimal? points) => unit is null || unit.Fits(points ?? 0);

    internal static void Require(List<Refusal> wrong, bool holds, string code, string cure, string place)
    {
        if (!holds)
        {
            wrong.Add(new Refusal(code, cure, place));
        }
    }
}
