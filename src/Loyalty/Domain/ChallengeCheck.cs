using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Says what is wrong with the challenges, milestones and badges of a programme.</summary>
internal static class ChallengeCheck
{
    private const int MostNumbers = 50;

    private const int LargestNumber = 100_000;

    public static void Find(List<Refusal> wrong, Programme programme, ProgrammeHistory history, CriteriaLanguage language, Currency currency, Day today)
    {
        ProgrammeCheck.CheckKeys(wrong, [.. programme.Challenges.Select(challenge => challenge.Key)], "challenges");
        ProgrammeCheck.CheckKeys(wrong, [.. programme.Milestones.Select(milestone => milestone.Key)], "milestones");
        ProgrammeCheck.CheckKeys(wrong, [.. programme.Badges.Select(badge => badge.Key)], "badges");
        foreach (var (at, challenge) in programme.Challenges.Index())
        {
            CheckChallenge(wrong, challenge, programme, history, $"challenges[{at}]");
            CheckConditions(wrong, challenge, language, currency, today, $"challenges[{at}]");
        }

        foreach (var (at, milestone) in programme.Milestones.Index())
        {
            CheckMilestone(wrong, milestone, programme, $"milestones[{at}]");
        }

        foreach (var (at, badge) in programme.Badges.Index())
        {
            ProgrammeCheck.CheckText(wrong, badge.Name, 100, $"badges[{at}].name");
            foreach (var (code, name) in badge.Names)
            {
                Require(wrong, code is "en" or "ru" or "uk" or "pl", "badge.language", "Names are told in en, ru, uk and pl.", $"badges[{at}].names");
                ProgrammeCheck.CheckText(wrong, name, 100, $"badges[{at}].names");
            }
        }
    }

    private static void CheckChallenge(List<Refusal> wrong, Challenge challenge, Programme programme, ProgrammeHistory history, string place)
    {
        var isOrder = challenge.On == EarningRule.OnOrders;
        ProgrammeCheck.CheckText(wrong, challenge.Name, 100, $"{place}.name");
        Require(wrong, isOrder || (challenge.On.Length is > 0 and <= 60 && !FactKinds.IsReserved(challenge.On)), "challenge.on", "'order', or a kind of fact that is told to Regulars.", $"{place}.on");
        Require(wrong, isOrder || challenge.Measure is not ChallengeMeasure.Pieces, "challenge.measure", "Only orders have pieces.", $"{place}.measure");
        Require(wrong, isOrder || challenge.Lines is null, "challenge.lines", "Only orders have lines.", $"{place}.lines");
        Require(
            wrong,
            challenge.Goal > 0 && challenge.Goal <= 1_000_000_000 && (challenge.Measure is ChallengeMeasure.Money || challenge.Goal == decimal.Truncate(challenge.Goal)),
            "challenge.goal",
            "A number above zero; a whole one where it is not money.",
            $"{place}.goal");
        Require(wrong, challenge.Days is >= 1 and <= 3_650, "challenge.days", "1 to 3650 days.", $"{place}.days");
        Require(wrong, challenge.From is null || challenge.Until is null || challenge.From <= challenge.Until, "challenge.time", "The first day comes before the last.", $"{place}.until");
        Require(wrong, challenge.InARow is >= 1 and <= 100, "challenge.in_a_row", "1 to 100 periods in a row.", $"{place}.inARow");
        Require(wrong, challenge.InARow == 1 || challenge.Period is ChallengePeriod.Week or ChallengePeriod.Month, "challenge.in_a_row", "A streak is counted in weeks or months.", $"{place}.inARow");
        CheckPrize(wrong, challenge.Prize, programme, place);
        foreach (var known in history.Challenges.Where(known => known.Key == challenge.Key))
        {
            Require(
                wrong,
                known.On == challenge.On && known.Measure == challenge.Measure && known.IsByCalendar == challenge.IsByCalendar,
                "challenge.kept",
                $"Members may be under way with '{challenge.Key}': what it counts stays. Make another challenge, and stop this one.",
                $"{place}.on");
        }
    }

    private static void CheckConditions(List<Refusal> wrong, Challenge challenge, CriteriaLanguage language, Currency currency, Day today, string place)
    {
        ProgrammeCheck.CheckCondition(wrong, challenge.When, challenge.On == EarningRule.OnOrders ? CriteriaScope.Order : CriteriaScope.Customer, language, currency, today, $"{place}.when");
        ProgrammeCheck.CheckCondition(wrong, challenge.Lines, CriteriaScope.Line, language, currency, today, $"{place}.lines");
        ProgrammeCheck.CheckCondition(wrong, challenge.For, CriteriaScope.Customer, language, currency, today, $"{place}.for");
    }

    private static void CheckMilestone(List<Refusal> wrong, Milestone milestone, Programme programme, string place)
    {
        ProgrammeCheck.CheckText(wrong, milestone.Name, 100, $"{place}.name");
        Require(
            wrong,
            milestone.Kind is not MilestoneKind.Order || milestone.At.Count > 0,
            "milestone.at",
            "Say which purchases are celebrated, such as 1, 10, 100.",
            $"{place}.at");
        Require(wrong, milestone.Kind is not MilestoneKind.Birthday || milestone.At.Count == 0, "milestone.at", "A birthday comes every year: say no numbers.", $"{place}.at");
        Require(
            wrong,
            milestone.At.Count <= MostNumbers && milestone.At.All(number => number is >= 1 and <= LargestNumber) && milestone.At.Distinct().Count() == milestone.At.Count,
            "milestone.at",
            "At most 50 different whole numbers above zero.",
            $"{place}.at");
        CheckPrize(wrong, milestone.Prize, programme, place);
    }

    private static void CheckPrize(List<Refusal> wrong, Prize prize, Programme programme, string place)
    {
        var unit = programme.Unit(prize.Unit);
        Require(wrong, unit is not null, "points.unit_unknown", "There are no such points.", $"{place}.prize.unit");
        Require(wrong, prize.Points >= 0 && prize.Points <= 1_000_000_000 && ProgrammeCheck.Fits(unit, prize.Points), "prize.points", "A number of points, not below zero, with no more decimals than the points have.", $"{place}.prize.points");
        Require(wrong, prize.Badge is not { } badge || programme.Badge(badge) is not null, "badge.unknown", "There is no such badge.", $"{place}.prize.badge");
    }

    private static void Require(List<Refusal> wrong, bool holds, string code, string cure, string place) => ProgrammeCheck.Require(wrong, holds, code, cure, place);
}
