using System.Globalization;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Criteria;

/// <summary>Checks a criterion against the fields there are and binds it to a currency and a day; a refusal names the place and the cure.</summary>
internal sealed class CriteriaBinder(CriteriaFields fields, Currency currency, Day today, CriteriaScope scope = CriteriaScope.Customer)
{
    private const int Deepest = 8;

    private const int MostTests = 100;

    private const int MostValues = 50;

    private const int LongestText = 200;

    private const int MostDays = 36_600;

    private int tests;

    /// <summary>The condition, or what is wrong with the criterion.</summary>
    public Result<Condition> Bind(Criterion criterion, string place = "criteria", int depth = 1)
    {
        if (depth > Deepest)
        {
            return new Refusal("criteria.too_deep", $"Conditions stand at most {Deepest} deep in one another.", place);
        }

        switch (criterion)
        {
            case AllOf all:
                return Bind(all.Parts, $"{place}.all", depth, parts => new EveryCondition(parts));
            case AnyOf any:
                return Bind(any.Parts, $"{place}.any", depth, parts => new SomeCondition(parts));
            case Not not:
                var part = Bind(not.Part, $"{place}.not", depth + 1);
                return part.Refusal is { } refusal ? refusal : new NotCondition(part.Value);
            default:
                return ++tests > MostTests
                    ? new Refusal("criteria.too_many", $"A condition has at most {MostTests} tests.", place)
                    : BindTest((FieldTest)criterion, place);
        }
    }

    private Result<Condition> Bind(IReadOnlyList<Criterion> parts, string place, int depth, Func<IReadOnlyList<Condition>, Condition> make)
    {
        var bound = new List<Condition>(parts.Count);
        foreach (var (index, part) in parts.Index())
        {
            var result = Bind(part, $"{place}[{index}]", depth + 1);
            if (result.Refusal is { } refusal)
            {
                return refusal;
            }

            bound.Add(result.Value);
        }

        return bound.Count == 0 ? new Refusal("criteria.empty", "Name at least one condition.", place) : make(bound);
    }

    private Result<Condition> BindTest(FieldTest test, string place)
    {
        if (fields.Find(test.Field, scope) is not { } field)
        {
            return new Refusal("criteria.field_unknown", $"There is no field '{test.Field}'. There are: {string.Join(", ", fields.Of(scope).Select(known => known.Name))}.", $"{place}.field");
        }

        if (field.TakesArgument == string.IsNullOrWhiteSpace(test.Argument))
        {
            return new Refusal("criteria.argument", field.TakesArgument ? $"Say in 'of' what '{field.Name}' is asked about." : $"'{field.Name}' takes no 'of'.", $"{place}.of");
        }

        var fitting = CriteriaFields.ComparisonsOf(field.Type);
        if (!fitting.Contains(test.Comparison))
        {
            return new Refusal("criteria.comparison", $"'{field.Name}' is compared by: {string.Join(", ", fitting.Select(CriteriaJson.NameOf))}.", $"{place}.comparison");
        }

        var (least, most) = test.Comparison switch { Comparison.Known => (0, 0), Comparison.Between => (2, 2), Comparison.Is => (1, MostValues), _ => (1, 1) };
        return test.Values.Count < least || test.Values.Count > most
            ? new Refusal("criteria.values", least == most ? $"This comparison takes {least} values." : $"This comparison takes {least} to {most} values.", $"{place}.values")
            : BindValues(field, test, place);
    }

    private Result<Condition> BindValues(CriteriaField field, FieldTest test, string place)
    {
        var texts = new List<string>();
        var numbers = new List<double>();
        foreach (var (index, value) in test.Values.Index())
        {
            if (!Read(field, test.Comparison, value, texts, numbers))
            {
                return new Refusal("criteria.value", $"'{Shorten(value)}' does not fit: {Wanted(field, test.Comparison)}.", $"{place}.values[{index}]");
            }
        }

        if (test.Comparison is Comparison.Between && numbers[0] > numbers[1])
        {
            return new Refusal("criteria.value", "The lower value comes first.", $"{place}.values");
        }

        return new TestCondition(field, field.TakesArgument ? test.Argument : null, test.Comparison, texts, numbers);
    }

    private bool Read(CriteriaField field, Comparison comparison, string value, List<string> texts, List<double> numbers)
    {
        if (comparison is Comparison.WithinLast or Comparison.LongerAgo or Comparison.WithinNext)
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 0 or > MostDays)
            {
                return false;
            }

            if (comparison is Comparison.WithinNext)
            {
                texts.AddRange(Enumerable.Range(0, Math.Min(days, 366) + 1).SelectMany(ahead => Anniversaries(today.Plus(ahead).Date)).Distinct());
            }
            else
            {
                numbers.Add(today.Number - days);
            }

            return true;
        }

        switch (field.Type)
        {
            case CriteriaType.Text:
                texts.Add(Text.Fold(value));
                return value.Length <= LongestText && Text.CanBeKept(value) && texts[^1].Length > 0;
            case CriteriaType.Choice:
                texts.Add(value);
                return field.Choices.Contains(value);
            case CriteriaType.Day:
                numbers.Add(Day.TryParse(value)?.Number ?? 0);
                return Day.TryParse(value) is not null;
            default:
                var isNumber = decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    && Math.Abs(number) <= 1_000_000_000_000m;
                numbers.Add(!isNumber ? 0 : field.Type is CriteriaType.Money ? currency.ToMinor(number) : (double)number);
                return isNumber && (field.Type is not CriteriaType.Count || number == decimal.Truncate(number));
        }
    }

    /// <summary>The birthdays that are kept on a date, as month and day.</summary>
    private static IEnumerable<string> Anniversaries(DateOnly date)
    {
        yield return date.ToString("MM-dd", CultureInfo.InvariantCulture);
        if (date is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(date.Year))
        {
            yield return "02-29";
        }
    }

    private static string Wanted(CriteriaField field, Comparison comparison) => comparison switch
    {
        Comparison.WithinLast or Comparison.LongerAgo or Comparison.WithinNext => $"a number of days from 0 to {MostDays}",
        _ => field.Type switch
        {
            CriteriaType.Text => $"a text of 1 to {LongestText} characters",
            CriteriaType.Choice => $"one of {string.Join(", ", field.Choices)}",
            CriteriaType.Day => "a day written as 2026-03-01",
            CriteriaType.Count => "a whole number",
            CriteriaType.Money => "an amount such as 99.50",
            _ => "a number such as 1.5",
        },
    };

    private static string Shorten(string value) => value.Length <= 40 ? value : value[..40] + "…";
}
