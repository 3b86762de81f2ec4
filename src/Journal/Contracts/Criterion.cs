namespace Regulars.Journal.Contracts;

/// <summary>A condition about one customer: a small tree of tests, the one language in which rules, segments, triggers and
/// alerts say who is meant. It is two-valued: a test of something that is not known is false.</summary>
public abstract record Criterion;

/// <summary>Holds when every part holds.</summary>
/// <param name="Parts">At least one.</param>
public sealed record AllOf(IReadOnlyList<Criterion> Parts) : Criterion;

/// <summary>Holds when at least one part holds.</summary>
/// <param name="Parts">At least one.</param>
public sealed record AnyOf(IReadOnlyList<Criterion> Parts) : Criterion;

/// <summary>Holds when the part does not: also when what it tests is not known.</summary>
/// <param name="Part">What must not hold.</param>
public sealed record Not(Criterion Part) : Criterion;

/// <summary>Compares one field with given values.</summary>
/// <param name="Field">The name of a <see cref="CriteriaField"/>.</param>
/// <param name="Argument">What the field is asked about, such as the name of an attribute; null where it takes none.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Values">With what: texts, numbers in invariant notation, amounts in units of the business's currency, days as
/// 2026-03-01, or a number of days.</param>
public sealed record FieldTest(string Field, string? Argument, Comparison Comparison, IReadOnlyList<string> Values) : Criterion;

/// <summary>How a field is compared with the values of a test.</summary>
public enum Comparison
{
    /// <summary>It is one of the values; texts without regard to case and accents.</summary>
    Is,

    /// <summary>Its text contains the value.</summary>
    Contains,

    /// <summary>Its text begins with the value.</summary>
    StartsWith,

    /// <summary>It is the value or more.</summary>
    AtLeast,

    /// <summary>It is the value or less.</summary>
    AtMost,

    /// <summary>It lies between two values, both included.</summary>
    Between,

    /// <summary>It is the day or later.</summary>
    OnOrAfter,

    /// <summary>It is earlier than the day.</summary>
    Before,

    /// <summary>It lies fewer than so many days before today.</summary>
    WithinLast,

    /// <summary>It lies so many days before today or more.</summary>
    LongerAgo,

    /// <summary>Its anniversary is today or within so many days; 29 February is kept on the 28th in other years.</summary>
    WithinNext,

    /// <summary>Anything is known of it; takes no value.</summary>
    Known,
}
