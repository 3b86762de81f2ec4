using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Pages;

/// <summary>Says by which arithmetic a rule came to what it gave.</summary>
internal static class ReasonWords
{
    /// <summary>What the business calls the rule.</summary>
    public static string Rule(Reader reader, RuleOutcome outcome) =>
        outcome.Rule.Key == ReferralTerms.RuleKey ? reader.Text("reasons.friend") : PointsWords.Name(outcome.Rule.Name, outcome.Rule.Key);

    /// <summary>The lines of the order, also those that came back, and whether the rule counts them.</summary>
    public static IEnumerable<ReasonLine> Lines(Reader reader, OrderReason reason, EarningRule rule)
    {
        var lines = OtherReturn.Add(reason.Told.Order, reason.Entry.OtherReturns.Values).Lines;
        var condition = reason.Programme.Lines(rule, reason.Entry.Day);
        var subject = reason.Subject;
        return lines.Select(line => new ReasonLine(
            line.ProductName ?? line.Product ?? reader.Text("order.nameless"),
            line.IsReturn,
            condition?.Holds(OrderFields.Subject(subject, line)) ?? true,
            $"{(line.IsReturn ? "−" : "")}{reader.Formats.Number(line.Quantity, line.Quantity == decimal.Truncate(line.Quantity) ? 0 : 3)} × {reader.Formats.Number(line.UnitPrice, Math.Max(reason.Told.Order.Currency.Digits, (int)line.UnitPrice.Scale))} = {(line.IsReturn ? "−" : "")}{reader.Formats.Money(new Money(line.Value, reason.Told.Order.Currency))}"));
    }

    /// <summary>How a rule came to its points, or why it gives none.</summary>
    public static string Arithmetic(Reader reader, OrderReason reason, RuleOutcome outcome)
    {
        if (outcome.WhyNot is { } why)
        {
            return reader.Text($"why.{JsonNamingPolicy.SnakeCaseLower.ConvertName(why.ToString())}");
        }

        var formula = outcome.Rule.Per is { } per && outcome.Money is { } money ? ByMoney(reader, reason.Programme.Currency, outcome, per, money) : Once(reader, outcome);
        return outcome.BeforeLimit is { } before ? $"{formula}; {reader.Text("reasons.limit", Counted(reader, outcome.Unit, before), Counted(reader, outcome.Unit, outcome.Points))}" : formula;
    }

    /// <summary>What was given less what is kept.</summary>
    public static string Difference(Reader reader, RuleOutcome sold, RuleOutcome left) => $"{Points(reader, sold.Unit, sold.Points)} − {Points(reader, left.Unit, left.Points)}";

    private static string ByMoney(Reader reader, Currency currency, RuleOutcome outcome, decimal per, long money)
    {
        var times = money / (per * currency.ToMinor(1));
        var whole = outcome.Rule.IsProportional ? times : Earning.Round(times, outcome.Rule.Rounding);
        var division = $"{reader.Formats.Money(new Money(money, currency))} ÷ {reader.Formats.Money(Money.Of(per, currency))} {(times == whole ? "=" : "→")} {Number(reader, whole)}";
        return outcome.Rule.Points == 1 && outcome.Multiplier == 1 && times != whole ? division : $"{division}; {Product(reader, outcome, whole)}";
    }

    private static string Once(Reader reader, RuleOutcome outcome) => outcome.Multiplier == 1 ? reader.Text("reasons.once") : Product(reader, outcome, 1);

    private static string Product(Reader reader, RuleOutcome outcome, decimal times)
    {
        var exact = times * outcome.Rule.Points * outcome.Multiplier;
        var given = outcome.Unit.ToPoints(outcome.BeforeLimit ?? outcome.Points);
        var multiplied = outcome.Multiplier == 1 ? "" : $" × {Number(reader, outcome.Multiplier)} ({reader.Text("reasons.level")})";
        return $"{Number(reader, times)} × {Number(reader, outcome.Rule.Points)}{multiplied} = {Number(reader, exact)}{(exact == given ? "" : $" → {Number(reader, given)}")}";
    }

    private static string Counted(Reader reader, PointUnit unit, long parts) => PointsWords.Count(reader, unit, unit.ToPoints(parts));

    private static string Points(Reader reader, PointUnit unit, long parts) => Number(reader, unit.ToPoints(parts));

    /// <summary>A number without zeros at its end, with at most four decimals.</summary>
    private static string Number(Reader reader, decimal number)
    {
        var digits = 0;
        while (digits < 4 && decimal.Round(number, digits) != number)
        {
            digits++;
        }

        return reader.Formats.Number(number, digits);
    }
}

/// <summary>One line of an order, beside a rule.</summary>
/// <param name="Product">What was sold.</param>
/// <param name="IsReturn">Whether it came back.</param>
/// <param name="Counts">Whether the rule counts it.</param>
/// <param name="Arithmetic">Quantity, price and value.</param>
internal sealed record ReasonLine(string Product, bool IsReturn, bool Counts, string Arithmetic);
