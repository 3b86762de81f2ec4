using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Why a rule gives nothing.</summary>
internal enum WhyNot
{
    /// <summary>It is switched off.</summary>
    Stopped,

    /// <summary>The day lies outside its time.</summary>
    OutsideItsTime,

    /// <summary>Its condition does not hold.</summary>
    ConditionNotMet,

    /// <summary>Nothing that counts was bought, or nothing of it is left.</summary>
    NothingCounts,

    /// <summary>The money is less than earns a point.</summary>
    TooLittle,

    /// <summary>The limit was reached before.</summary>
    LimitReached,

    /// <summary>Another rule of its group gives more, or came first.</summary>
    OtherOfGroup,

    /// <summary>What the rule may give to everybody together was given.</summary>
    BudgetSpent,
}

/// <summary>What one rule makes of one order or fact, with its arithmetic.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">What it gives, in smallest parts.</param>
/// <param name="Money">The money that counts, in minor units; null for a rule that gives once.</param>
/// <param name="Multiplier">By how much levels multiply.</param>
/// <param name="BeforeLimit">What it would give without limits, where one cuts it.</param>
/// <param name="Room">What the limits over time left for it; null: none.</param>
/// <param name="WhyNot">Why it gives nothing, when it does not.</param>
internal sealed record RuleOutcome(
    EarningRule Rule, PointUnit Unit, long Points, long? Money, decimal Multiplier, long? BeforeLimit, long? Room, WhyNot? WhyNot);

/// <summary>The arithmetic of earning rules.</summary>
internal static class Earning
{
    /// <summary>What a rule gives for money, or once, before limits: in smallest parts of its unit.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="money">Money that counts, in minor units of the business's currency.</param>
    /// <param name="multiplier">By how much levels multiply.</param>
    /// <param name="currency">The business's currency.</param>
    public static long Points(EarningRule rule, PointUnit unit, long money, decimal multiplier, Currency currency)
    {
        var times = rule.Per is { } per ? money / (per * currency.ToMinor(1)) : 1;
        if (!rule.IsProportional)
        {
            times = Round(times, rule.Rounding);
        }

        return decimal.ToInt64(Round(times * unit.ToParts(rule.Points) * (rule.IsMultipliedByLevel ? multiplier : 1), rule.Rounding));
    }

    /// <summary>Judges every rule on one occasion and lets the groups decide which of them give.</summary>
    public static IReadOnlyList<RuleOutcome> Judge(CompiledProgramme programme, Occasion occasion)
    {
        var outcomes = programme.Programme.Rules
            .Where(rule => rule.On == occasion.On)
            .Select(rule => Judge(programme, rule, occasion))
            .ToList();
        foreach (var group in outcomes.Where(outcome => outcome.Rule is { Group: not null, Stacking: not Stacking.All }).GroupBy(outcome => outcome.Rule.Group).ToList())
        {
            var giving = group.Where(outcome => outcome.Points > 0).ToList();
            var chosen = giving.FirstOrDefault()?.Rule.Stacking is Stacking.Best ? giving.MaxBy(outcome => outcome.Points) : giving.FirstOrDefault();
            foreach (var other in giving.Where(outcome => outcome != chosen))
            {
                outcomes[outcomes.IndexOf(other)] = other with { Points = 0, WhyNot = WhyNot.OtherOfGroup };
            }
        }

        return outcomes;
    }

    private static RuleOutcome Judge(CompiledProgramme programme, EarningRule rule, Occasion occasion)
    {
        var unit = programme.Programme.Unit(rule.Unit)!;
        if (!rule.IsRunning || !programme.Programme.IsRunning)
        {
            return Nothing(WhyNot.Stopped);
        }

        if (occasion.Day < rule.From || occasion.Day > rule.Until)
        {
            return Nothing(WhyNot.OutsideItsTime);
        }

        if (programme.When(rule, occasion.Day) is { } condition && !condition.Holds(occasion.Subject))
        {
            return Nothing(WhyNot.ConditionNotMet);
        }

        var (money, counts) = occasion.Count(programme.Lines(rule, occasion.Day), rule.CountsMoneyPaidByPoints);
        if (!counts || (rule.Per is not null && money <= 0))
        {
            return Nothing(WhyNot.NothingCounts);
        }

        var points = Points(rule, unit, money, occasion.Multiplier, programme.Currency);
        var room = occasion.Room(rule, unit);
        var budget = rule.Budget is null ? long.MaxValue : occasion.Budget(rule, unit);
        var most = Math.Min(rule.MostPerOrder is { } perOrder ? unit.ToParts(perOrder) : long.MaxValue, Math.Min(budget, room ?? long.MaxValue));
        return new RuleOutcome(
            rule,
            unit,
            Math.Max(0, Math.Min(points, most)),
            rule.Per is null ? null : money,
            rule.IsMultipliedByLevel ? occasion.Multiplier : 1,
            points > most ? points : null,
            room,
            points <= 0 ? WhyNot.TooLittle : budget <= 0 ? WhyNot.BudgetSpent : most <= 0 ? WhyNot.LimitReached : null);

        RuleOutcome Nothing(WhyNot why) => new(rule, unit, 0, null, 1, null, occasion.Room(rule, unit), why);
    }

    /// <summary>A number of full amounts, rounded as the rule says.</summary>
    internal static decimal Round(decimal value, Rounding rounding) => rounding switch
    {
        Rounding.Down => decimal.Floor(value),
        Rounding.Up => decimal.Ceiling(value),
        _ => decimal.Round(value, 0, MidpointRounding.AwayFromZero),
    };
}

/// <summary>What rules are asked about: an order as it now stands, or a fact.</summary>
internal abstract class Occasion
{
    /// <summary>The kind of fact, or <see cref="EarningRule.OnOrders"/>.</summary>
    public abstract string On { get; }

    /// <summary>The day by which it is judged.</summary>
    public required Day Day { get; init; }

    /// <summary>What conditions are asked about.</summary>
    public required CriteriaSubject Subject { get; init; }

    /// <summary>By how much the customer's levels multiply.</summary>
    public required decimal Multiplier { get; init; }

    /// <summary>What limits over time leave for a rule, in smallest parts; null: it has none.</summary>
    public required Func<EarningRule, PointUnit, long?> Room { get; init; }

    /// <summary>What a rule's budget for everybody leaves for this occasion, in smallest parts.</summary>
    public required Func<EarningRule, PointUnit, long> Budget { get; init; }

    /// <summary>The money that counts, in minor units of the business's currency, and whether anything counts at all.</summary>
    public abstract (long Money, bool Counts) Count(Journal.Criteria.Condition? lines, bool withPaidByPoints);
}
