using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What a fact other than an order gives.</summary>
/// <param name="ledger">Where the points move.</param>
/// <param name="programme">The version of the fact's day.</param>
/// <param name="today">The day on which it is decided.</param>
internal sealed class FactPoints(PointsLedger ledger, CompiledProgramme programme, Day today)
{
    private MemberBook Book => ledger.Book;

    /// <summary>Asks every rule about such facts, gives what they give, and answers what each made of it.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="amount">Its amount in minor units.</param>
    /// <param name="day">Its day.</param>
    /// <param name="subject">What conditions are asked about.</param>
    public IReadOnlyList<RuleOutcome> Decide(string kind, long? amount, Day day, CriteriaSubject subject)
    {
        var multiplier = programme.Programme.LevelSets.Where(set => set.Levels.Count > 0)
            .Select(set => set.Levels[Math.Min(Book.Levels.GetValueOrDefault(set.Key)?.Place ?? 0, set.Levels.Count - 1)].Multiplier).DefaultIfEmpty(1).Max();
        var outcomes = Earning.Judge(programme, new FactOccasion(kind, amount)
        {
            Day = day,
            Subject = subject,
            Multiplier = multiplier,
            Room = (rule, unit) => Limits.Room(Book, rule, unit, day),
            Budget = (rule, unit) => ledger.Shared.Left(SharedLimit.Budget(rule.Key), unit.ToParts(rule.Budget!.Value)),
        });
        var giving = ledger.For(programme.Programme);
        foreach (var outcome in outcomes.Where(outcome => outcome.Points > 0))
        {
            giving.Give(outcome.Unit, outcome.Points, day, today, today, outcome.Rule.Key, PostingReason.Earned);
            Limits.Count(Book, outcome.Rule, day, outcome.Points, 1);
            giving.Shared.Use(SharedLimit.Budget(outcome.Rule.Key), outcome.Rule.Budget is null ? 0 : outcome.Points);
            Book.Count("points:" + outcome.Unit.Key, day, outcome.Points);
        }

        return outcomes;
    }
}
