using System.Text.Json;
using Regulars.Journal.Criteria;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Pages;

/// <summary>Says points, rules, levels and movements in the reader's words.</summary>
internal static class PointsWords
{
    /// <summary>A number of points with what the business calls them.</summary>
    public static string Count(Reader reader, PointUnit unit, decimal points) => unit.Name.Length == 0
        ? reader.Text("points.count", points)
        : reader.Text("points.count.named", points, unit.Name);

    /// <summary>What the business calls its points.</summary>
    public static string Name(Reader reader, PointUnit unit) => unit.Name.Length == 0 ? reader.Text("points.name") : unit.Name;

    /// <summary>The same where it stands above something.</summary>
    public static string Heading(Reader reader, PointUnit unit) => Name(reader, unit) is var name && char.IsLower(name, 0) ? char.ToUpperInvariant(name[0]) + name[1..] : name;

    /// <summary>A word of an enumeration, as JSON writes it.</summary>
    public static string Written<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    /// <summary>What the business calls a rule, level, reward or ladder.</summary>
    public static string Name(string name, string key) => name.Length == 0 ? key : name;

    /// <summary>What a rule gives, when and how much at most, as sentences.</summary>
    public static string Rule(Reader reader, CriteriaLanguage language, Programme programme, EarningRule rule)
    {
        var unit = programme.Unit(rule.Unit)!;
        var points = Count(reader, unit, rule.Points);
        var said = new List<string>
        {
            rule.Per is { } per ? reader.Text(rule.IsProportional ? "rule.proportional" : "rule.per", Money(reader, per), points)
                : rule.On == EarningRule.OnOrders ? reader.Text("rule.once", points)
                : reader.Text("rule.fact", Occasion(reader, rule.On), points),
        };
        if (rule.When is { } when)
        {
            said.Add(reader.Text("rule.when", language.Say(when, reader)));
        }

        if (rule.Lines is { } lines)
        {
            said.Add(reader.Text("rule.lines", language.Say(lines, reader)));
        }

        said.AddRange(Limits(reader, unit, rule));
        return string.Join(" ", said);
    }

    private static IEnumerable<string> Limits(Reader reader, PointUnit unit, EarningRule rule)
    {
        if (rule.MostPerOrder is { } order)
        {
            yield return reader.Text("rule.most.order", Count(reader, unit, order));
        }

        if (rule.MostPerDay is { } day)
        {
            yield return reader.Text("rule.most.day", Count(reader, unit, day));
        }

        if (rule.MostPerCustomer is { } customer)
        {
            yield return reader.Text("rule.most.customer", Count(reader, unit, customer));
        }

        if (rule.MostTimes is { } times)
        {
            yield return reader.Text("rule.most.times", times);
        }

        if (rule.Budget is { } budget)
        {
            yield return reader.Text("rule.most.budget", Count(reader, unit, budget));
        }

        if (rule.From is { } from)
        {
            yield return reader.Text("rule.from", from);
        }

        if (rule.Until is { } until)
        {
            yield return reader.Text("rule.until", until);
        }

        if (!rule.IsRunning)
        {
            yield return reader.Text("rule.stopped");
        }
    }

    /// <summary>How points live: what they are worth, how long they last, when they can be used.</summary>
    public static IEnumerable<string> Unit(Reader reader, PointUnit unit)
    {
        yield return unit.Value is { } value ? reader.Text("unit.pays", Count(reader, unit, 1), Rate(reader, value)) : reader.Text("unit.does_not_pay");
        yield return unit.ExpiryMonths is { } months ? reader.Text(unit.ExpiresAtEndOfMonth ? "unit.months_end" : "unit.months", months)
            : unit.ExpiryDays is { } days ? reader.Text("unit.days", days) : reader.Text("unit.never_expires");
        yield return unit.PendingDays > 0 ? reader.Text("unit.pending", unit.PendingDays) : reader.Text("unit.at_once");
        yield return reader.Text("unit.approve_above", Count(reader, unit, unit.ApproveAbove));
    }

    /// <summary>Why points moved, from the customer's side.</summary>
    public static string Reason(Reader reader, PostingRow row) =>
        reader.Text($"posting.{JsonNamingPolicy.SnakeCaseLower.ConvertName(((PostingReason)row.Reason).ToString())}");

    /// <summary>By how much a movement changes what can be used; 0 where it changes only what is pending or reserved.</summary>
    public static decimal Change(PostingRow row) => (Counts(row.From) ? -row.Amount : 0) + (Counts(row.To) ? row.Amount : 0);

    /// <summary>Money in units of the business's currency.</summary>
    public static string Money(Reader reader, decimal amount) => reader.Formats.MoneyShort(Kernel.Money.Of(amount, reader.Currency));

    /// <summary>A rate, with as many decimals as it has.</summary>
    public static string Rate(Reader reader, decimal rate) => rate * reader.Currency.ToMinor(1) == decimal.Truncate(rate * reader.Currency.ToMinor(1))
        ? Money(reader, rate)
        : $"{reader.Formats.Number(rate, rate.Scale)} {Formats.Symbol(reader.Currency)}";

    private static string Occasion(Reader reader, string kind) => kind is "visit" or "review.written" or "survey.answered" ? reader.Text($"story.kind.{kind}") : kind;

    private static bool Counts(int account) => (LedgerAccount)account is LedgerAccount.Active or LedgerAccount.Debt;
}
