using System.Globalization;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Journal.Criteria;

/// <summary>Says a criterion as a sentence in the reader's language.</summary>
internal sealed class CriteriaSentence(CriteriaFields fields, Reader reader)
{
    /// <summary>The sentence of a criterion that was bound without a refusal.</summary>
    public string Of(Criterion criterion) => criterion switch
    {
        AllOf all => Join(all.Parts, "criteria.and"),
        AnyOf any => Join(any.Parts, "criteria.or"),
        Not not => reader.Text("criteria.not", Of(not.Part)),
        FieldTest test => Of(test, fields.Find(test.Field)!),
        _ => throw new ArgumentException($"A {criterion.GetType().Name} cannot be said.", nameof(criterion)),
    };

    /// <summary>What people call a field.</summary>
    public string NameOf(CriteriaField field, string? argument) =>
        field.TakesArgument ? reader.Text($"criteria.field.{field.Name}", argument ?? "…") : reader.Text($"criteria.field.{field.Name}");

    private string Join(IReadOnlyList<Criterion> parts, string word) => parts
        .Select(part => part is AllOf or AnyOf && parts.Count > 1 ? $"({Of(part)})" : Of(part))
        .Aggregate((said, next) => reader.Text(word, said, next));

    private string Of(FieldTest test, CriteriaField field)
    {
        var name = NameOf(field, test.Argument);
        return test.Comparison switch
        {
            Comparison.WithinLast => reader.Text("criteria.within_last", int.Parse(test.Values[0], CultureInfo.InvariantCulture), name),
            Comparison.LongerAgo => reader.Text("criteria.longer_ago", int.Parse(test.Values[0], CultureInfo.InvariantCulture), name),
            Comparison.WithinNext => reader.Text("criteria.within_next", int.Parse(test.Values[0], CultureInfo.InvariantCulture), name),
            Comparison.Is => reader.Text("criteria.is", name, test.Values.Select(value => Say(field, value)).Aggregate((said, next) => reader.Text("criteria.or", said, next))),
            Comparison.Known => reader.Text("criteria.known", name),
            Comparison.Between => reader.Text("criteria.between", name, Say(field, test.Values[0]), Say(field, test.Values[1])),
            Comparison.Contains => reader.Text("criteria.contains", name, Say(field, test.Values[0])),
            Comparison.StartsWith => reader.Text("criteria.starts_with", name, Say(field, test.Values[0])),
            Comparison.AtLeast => reader.Text("criteria.at_least", name, Say(field, test.Values[0])),
            Comparison.AtMost => reader.Text("criteria.at_most", name, Say(field, test.Values[0])),
            Comparison.Before => reader.Text("criteria.before", name, Say(field, test.Values[0])),
            _ => reader.Text("criteria.on_or_after", name, Say(field, test.Values[0])),
        };
    }

    private string Say(CriteriaField field, string value) => field.Type switch
    {
        CriteriaType.Text => reader.Text("criteria.quoted", value),
        CriteriaType.Choice => reader.Text(field.ChoiceText(value)),
        CriteriaType.Money => reader.Formats.Money(new Money(reader.Currency.ToMinor(decimal.Parse(value, CultureInfo.InvariantCulture)), reader.Currency)),
        CriteriaType.Day => reader.Formats.Date(Day.TryParse(value)!.Value),
        _ => reader.Formats.Number(decimal.Parse(value, CultureInfo.InvariantCulture), decimal.Parse(value, CultureInfo.InvariantCulture).Scale),
    };
}
