using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Contracts;

/// <summary>What sort of value a field has, and with it the comparisons that fit.</summary>
public enum CriteriaType
{
    /// <summary>Text, folded for comparison.</summary>
    Text,

    /// <summary>One of a few keys.</summary>
    Choice,

    /// <summary>A whole number of things.</summary>
    Count,

    /// <summary>An amount in the business's currency.</summary>
    Money,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>A day of the business.</summary>
    Day,

    /// <summary>A month and a day that come back every year.</summary>
    Birthday,
}

/// <summary>What a field is asked about. What asks about a line may also ask about its order, and that about its customer.</summary>
public enum CriteriaScope
{
    /// <summary>A customer.</summary>
    Customer = 0,

    /// <summary>An order at the moment it is told.</summary>
    Order = 1,

    /// <summary>A line of an order.</summary>
    Line = 2,
}

/// <summary>Something that conditions can speak of. Modules register theirs; each is read in memory and in SQL to the same effect.</summary>
public sealed record CriteriaField
{
    /// <summary>Its name in conditions, in lower case with hyphens and dots; never changes once published. What people read is the
    /// text <c>criteria.field.NAME</c>, which takes the argument as <c>{0}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What sort of value it has.</summary>
    public required CriteriaType Type { get; init; }

    /// <summary>What it is asked about. Only customers are asked about in SQL.</summary>
    public CriteriaScope Scope { get; init; }

    /// <summary>A scalar SQL expression over the customer's row <c>l</c> of <c>customer_list</c>: folded text, a key, a number, minor
    /// units, a day's number, or month and day as 03-01; NULL where nothing is known.</summary>
    public required Func<CriteriaSql, string> Sql { get; init; }

    /// <summary>The same value in memory.</summary>
    public required Func<CriteriaSubject, string?, CriteriaValue> Read { get; init; }

    /// <summary>Whether it is asked about something, such as the name of an attribute.</summary>
    public bool TakesArgument { get; init; }

    /// <summary>The keys of a <see cref="CriteriaType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The text that names a key.</summary>
    public Func<string, string> ChoiceText { get; init; } = key => key;
}

/// <summary>A field's value: text, a number, or nothing known.</summary>
/// <param name="Text">Folded text or a key.</param>
/// <param name="Number">A number, minor units, or a day's number.</param>
public readonly record struct CriteriaValue(string? Text, double? Number)
{
    /// <summary>Text; nothing known when it is empty.</summary>
    public static CriteriaValue Of(string? text) => new(string.IsNullOrEmpty(text) ? null : text, null);

    /// <summary>A number; nothing known when it is null.</summary>
    public static CriteriaValue Of(double? number) => new(null, number);
}

/// <summary>One person whom a condition is asked about, with what every module knows of them.</summary>
/// <param name="customer">The record that stands for the person.</param>
public sealed class CriteriaSubject(CustomerId customer)
{
    private readonly Dictionary<Type, object> parts = [];

    /// <summary>The record that stands for the person.</summary>
    public CustomerId Customer { get; } = customer;

    /// <summary>What a module knows of the person; null when it knows nothing.</summary>
    public T? Part<T>()
        where T : class => parts.TryGetValue(typeof(T), out var part) ? (T)part : null;

    /// <summary>The same person, to whom something may be added that holds for one question.</summary>
    public CriteriaSubject Copy()
    {
        var copy = new CriteriaSubject(Customer);
        foreach (var (type, part) in parts)
        {
            copy.parts.Add(type, part);
        }

        return copy;
    }

    /// <summary>Adds what a module knows of the person.</summary>
    public void Add<T>(T part)
        where T : class => parts[typeof(T)] = part;
}

/// <summary>Loads what one module knows of persons, in a few set queries.</summary>
public abstract class CriteriaLoader
{
    /// <summary>Adds the module's part to each subject.</summary>
    public abstract void Load(Database database, IReadOnlyList<CriteriaSubject> subjects);
}

/// <summary>A condition on its way into SQL: its engine and parameters.</summary>
/// <param name="dialect">The words of the engine.</param>
public sealed class CriteriaSql(Dialect dialect)
{
    private readonly Dictionary<string, object> parameters = [];

    /// <summary>The words of the engine.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>What the field is asked about; null where it takes nothing.</summary>
    public string? Argument { get; internal set; }

    /// <summary>The values, by the names under which the text mentions them.</summary>
    public IReadOnlyDictionary<string, object> Parameters => parameters;

    /// <summary>Takes a value; answers how the text mentions it.</summary>
    public string Parameter(object value)
    {
        var name = $"c{parameters.Count}";
        parameters.Add(name, value);
        return "@" + name;
    }
}
