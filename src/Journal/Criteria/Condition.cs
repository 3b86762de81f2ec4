using System.Collections;
using Regulars.Journal.Contracts;

namespace Regulars.Journal.Criteria;

/// <summary>A criterion that was checked and bound to its fields and to a day. It says the same in memory, in SQL and over columns.</summary>
public abstract record Condition
{
    /// <summary>Whether it holds of a person.</summary>
    public abstract bool Holds(CriteriaSubject subject);

    /// <summary>A boolean expression over the row <c>l</c> of <c>customer_list</c>; never NULL.</summary>
    public abstract string ToSql(CriteriaSql sql);

    /// <summary>Of whom it holds among everybody; the caller may change the answer.</summary>
    internal abstract BitArray Among(CriteriaColumns columns);
}

/// <summary>Every part holds.</summary>
internal sealed record EveryCondition(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool Holds(CriteriaSubject subject) => Parts.All(part => part.Holds(subject));

    public override string ToSql(CriteriaSql sql) => $"({string.Join(" AND ", Parts.Select(part => part.ToSql(sql)))})";

    internal override BitArray Among(CriteriaColumns columns) =>
        Parts.Aggregate(columns.All(true), (among, part) => among.And(part.Among(columns)));
}

/// <summary>At least one part holds.</summary>
internal sealed record SomeCondition(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool Holds(CriteriaSubject subject) => Parts.Any(part => part.Holds(subject));

    public override string ToSql(CriteriaSql sql) => $"({string.Join(" OR ", Parts.Select(part => part.ToSql(sql)))})";

    internal override BitArray Among(CriteriaColumns columns) =>
        Parts.Aggregate(columns.All(false), (among, part) => among.Or(part.Among(columns)));
}

/// <summary>The part does not hold.</summary>
internal sealed record NotCondition(Condition Part) : Condition
{
    public override bool Holds(CriteriaSubject subject) => !Part.Holds(subject);

    public override string ToSql(CriteriaSql sql) => $"(NOT {Part.ToSql(sql)})";

    internal override BitArray Among(CriteriaColumns columns) => Part.Among(columns).Not();
}

/// <summary>One field compared with values that were read: texts folded, amounts in minor units, days as numbers.</summary>
internal sealed record TestCondition(
    CriteriaField Field, string? Argument, Comparison Comparison, IReadOnlyList<string> Texts, IReadOnlyList<double> Numbers) : Condition
{
    public override bool Holds(CriteriaSubject subject)
    {
        var (text, number) = Field.Read(subject, Argument);
        return Matches(text, number);
    }

    internal override BitArray Among(CriteriaColumns columns) => columns.Among(this);

    /// <summary>Whether it holds of a value; never of one that is not known.</summary>
    public bool Matches(string? text, double? number) => Comparison switch
    {
        Comparison.Known => text is not null || number is not null,
        Comparison.Is or Comparison.WithinNext => text is not null ? Texts.Contains(text, StringComparer.Ordinal) : number is { } given && Numbers.Contains(given),
        Comparison.Contains => text is not null && text.Contains(Texts[0], StringComparison.Ordinal),
        Comparison.StartsWith => text is not null && text.StartsWith(Texts[0], StringComparison.Ordinal),
        Comparison.AtLeast or Comparison.OnOrAfter => number >= Numbers[0],
        Comparison.AtMost or Comparison.LongerAgo => number <= Numbers[0],
        Comparison.Before => number < Numbers[0],
        Comparison.WithinLast => number > Numbers[0],
        _ => number >= Numbers[0] && number <= Numbers[1],
    };

    public override string ToSql(CriteriaSql sql)
    {
        sql.Argument = Argument;
        var field = Field.Sql(sql);
        return Comparison is Comparison.Known ? $"({field} IS NOT NULL)" : $"coalesce({Compare(sql, field)}, false)";
    }

    private string Compare(CriteriaSql sql, string field) => Comparison switch
    {
        Comparison.Is or Comparison.WithinNext => $"{field} IN ({string.Join(", ", Texts.Select(sql.Parameter).Concat(Numbers.Select(number => sql.Parameter(number))))})",
        Comparison.Contains => $"{{position}}({field}, {sql.Parameter(Texts[0])}) > 0",
        Comparison.StartsWith => $"{{position}}({field}, {sql.Parameter(Texts[0])}) = 1",
        Comparison.AtLeast or Comparison.OnOrAfter => $"{field} >= {sql.Parameter(Numbers[0])}",
        Comparison.AtMost or Comparison.LongerAgo => $"{field} <= {sql.Parameter(Numbers[0])}",
        Comparison.Before => $"{field} < {sql.Parameter(Numbers[0])}",
        Comparison.WithinLast => $"{field} > {sql.Parameter(Numbers[0])}",
        _ => $"{field} BETWEEN {sql.Parameter(Numbers[0])} AND {sql.Parameter(Numbers[1])}",
    };
}
