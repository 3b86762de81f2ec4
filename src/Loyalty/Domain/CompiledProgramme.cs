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

    private readonly ConcurrentDictionary<(string Rule, bool OfLines, int Day), Condition> bound = [];

    public Programme Programme { get; } = programme;

    public Currency Currency { get; } = currency;

    /// <summary>Whether any condition asks more of a customer than the order tells.</summary>
    public bool AsksAboutCustomers { get; } = programme.Rules.Any(rule => rule.When is { } when && language.AsksAboutCustomers(when));

    /// <summary>The condition on order and customer, as of a day; null: none.</summary>
    public Condition? When(EarningRule rule, Day day) => Bind(rule, ofLines: false, rule.When, day);

    /// <summary>The condition on lines, as of a day; null: none.</summary>
    public Condition? Lines(EarningRule rule, Day day) => Bind(rule, ofLines: true, rule.Lines, day);

    private Condition? Bind(EarningRule rule, bool ofLines, JsonElement? criterion, Day day)
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
            (rule.Key, ofLines, day.Number),
            _ => language.Bind(written, ofLines ? CriteriaScope.Line : CriteriaScope.Order, Currency, day).Value);
    }
}
