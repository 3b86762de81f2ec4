using Regulars.Journal.Criteria;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Ui;

namespace Regulars.Loyalty.Pages;

/// <summary>Says challenges, milestones and gift campaigns in the reader's words.</summary>
internal static class ChallengeWords
{
    /// <summary>What is to be done, in which time, by whom, and what for.</summary>
    public static string Challenge(Reader reader, CriteriaLanguage language, Programme programme, Challenge challenge)
    {
        var said = new List<string> { reader.Text($"challenge.goal.{(challenge.On == EarningRule.OnOrders ? "order" : "fact")}.{PointsWords.Written(challenge.Measure)}", Goal(reader, challenge), Occasion(reader, challenge.On)) };
        if (challenge.InARow > 1)
        {
            said.Add(reader.Text($"challenge.streak.{PointsWords.Written(challenge.Period)}", challenge.InARow));
        }
        else if (challenge.Period is not ChallengePeriod.FromTo)
        {
            said.Add(challenge.Period is ChallengePeriod.SinceJoining ? reader.Text("challenge.time.sinceJoining", challenge.Days) : reader.Text($"challenge.time.{PointsWords.Written(challenge.Period)}"));
        }

        said.AddRange(Limits(reader, language, challenge));
        said.Add(Prize(reader, programme, challenge.Prize));
        return string.Join(" ", said);
    }

    /// <summary>How far somebody is.</summary>
    public static string Progress(Reader reader, ChallengeStanding standing)
    {
        var said = new List<string>();
        if (standing.Challenge.InARow > 1)
        {
            said.Add(reader.Text($"challenge.run.{PointsWords.Written(standing.Challenge.Period)}", standing.Run, standing.Challenge.InARow));
        }

        if (!standing.IsDone)
        {
            said.Add(reader.Text("challenge.progress", Amount(reader, standing.Challenge, standing.Done), Amount(reader, standing.Challenge, standing.Goal)));
            said.AddRange(standing.Deadline is { } last ? [reader.Text("challenge.deadline", last)] : Array.Empty<string>());
        }

        if (standing.Times > 1)
        {
            said.Add(reader.Text("challenge.times", standing.Times));
        }

        return string.Join(" · ", said);
    }

    /// <summary>What would be given for what is reached.</summary>
    public static string Given(Reader reader, ForeseenPrize prize)
    {
        var said = new List<string>();
        if (prize.Unit is { } unit)
        {
            said.Add("+" + PointsWords.Count(reader, unit, unit.ToPoints(prize.Points)));
        }

        if (prize.Badge is { } badge)
        {
            said.Add(badge.NameIn(reader.Language.Code()));
        }

        return said.Count == 0 ? reader.Text("challenge.done") : string.Join(" · ", said);
    }

    /// <summary>What a milestone celebrates, and how.</summary>
    public static string Milestone(Reader reader, Programme programme, Milestone milestone)
    {
        var numbers = reader.Formats.List([.. milestone.At.Select(number => reader.Formats.Integer(number))]);
        var kind = milestone.Kind is MilestoneKind.Anniversary && milestone.At.Count == 0 ? "everyYear" : PointsWords.Written(milestone.Kind);
        return string.Join(" ", reader.Text($"milestone.{kind}", numbers), Prize(reader, programme, milestone.Prize), milestone.IsRunning ? "" : reader.Text("rule.stopped")).Trim();
    }

    /// <summary>Whom a campaign surprises, with what, and within which budget.</summary>
    public static string Campaign(Reader reader, CriteriaLanguage language, Programme programme, GiftCampaign campaign)
    {
        var unit = programme.Unit(campaign.Unit)!;
        var gift = campaign.Reward is { } reward ? PointsWords.Name(programme.Reward(reward)?.Name ?? "", reward) : PointsWords.Count(reader, unit, campaign.Points);
        var said = new List<string>
        {
            campaign.When is { } when ? reader.Text("gifts.said.some", gift, language.Say(when, reader)) : reader.Text("gifts.said.all", gift),
            reader.Text("gifts.said.budget", PointsWords.Count(reader, unit, campaign.Budget)),
            reader.Text("gifts.said.most", campaign.MostPerCustomer),
        };
        if (campaign.HeldOut > 0)
        {
            said.Add(reader.Text("gifts.said.held_out", reader.Formats.Percent(campaign.HeldOut, 0)));
        }

        if (!campaign.IsRunning)
        {
            said.Add(reader.Text("rule.stopped"));
        }

        return string.Join(" ", said);
    }

    /// <summary>What the business calls an occasion.</summary>
    public static string Occasion(Reader reader, string kind) => reader.Knows($"story.kind.{kind}") ? reader.Text($"story.kind.{kind}") : kind;

    private static IEnumerable<string> Limits(Reader reader, CriteriaLanguage language, Challenge challenge)
    {
        if (challenge.When is { } when)
        {
            yield return reader.Text("rule.when", language.Say(when, reader));
        }

        if (challenge.Lines is { } lines)
        {
            yield return reader.Text("rule.lines", language.Say(lines, reader));
        }

        if (challenge.For is { } whom)
        {
            yield return reader.Text("challenge.for", language.Say(whom, reader));
        }

        if (challenge.From is { } from)
        {
            yield return reader.Text("rule.from", from);
        }

        if (challenge.Until is { } until)
        {
            yield return reader.Text("rule.until", until);
        }

        if (challenge.Repeats)
        {
            yield return reader.Text("challenge.repeats");
        }

        if (!challenge.IsRunning)
        {
            yield return reader.Text("rule.stopped");
        }
    }

    private static string Prize(Reader reader, Programme programme, Prize prize)
    {
        var points = prize.Points > 0 ? PointsWords.Count(reader, programme.Unit(prize.Unit)!, prize.Points) : null;
        var badge = prize.Badge is { } key ? programme.Badge(key)?.NameIn(reader.Language.Code()) ?? key : null;
        return (points, badge) switch
        {
            (null, null) => reader.Text("prize.none"),
            (null, { } name) => reader.Text("prize.badge", name),
            ({ } given, null) => reader.Text("prize.points", given),
            ({ } given, { } name) => reader.Text("prize.both", given, name),
        };
    }

    private static object Goal(Reader reader, Challenge challenge) => challenge.Measure is ChallengeMeasure.Money ? PointsWords.Money(reader, challenge.Goal) : (long)challenge.Goal;

    private static string Amount(Reader reader, Challenge challenge, long counted) =>
        challenge.Measure is ChallengeMeasure.Money ? PointsWords.Money(reader, reader.Currency.ToDecimal(counted)) : reader.Formats.Integer(counted);
}
