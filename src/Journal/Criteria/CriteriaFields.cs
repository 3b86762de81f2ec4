using Regulars.Journal.Contracts;

namespace Regulars.Journal.Criteria;

/// <summary>Every field that the modules of this installation registered.</summary>
internal sealed class CriteriaFields
{
    private static readonly Comparison[] OfNumbers = [Comparison.Is, Comparison.AtLeast, Comparison.AtMost, Comparison.Between, Comparison.Known];

    private readonly Dictionary<string, CriteriaField> byName;

    public CriteriaFields(IEnumerable<CriteriaField> fields)
    {
        byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        All = Of(CriteriaScope.Customer);
    }

    /// <summary>Those that are asked about customers, by name.</summary>
    public IReadOnlyList<CriteriaField> All { get; }

    /// <summary>Those that may be asked where something is asked about, by name.</summary>
    public IReadOnlyList<CriteriaField> Of(CriteriaScope scope) =>
        [.. byName.Values.Where(field => field.Scope <= scope).OrderBy(field => field.Name, StringComparer.Ordinal)];

    /// <summary>The field by its name; null when there is none that is asked about so much.</summary>
    public CriteriaField? Find(string name, CriteriaScope scope = CriteriaScope.Line) =>
        byName.TryGetValue(name, out var field) && field.Scope <= scope ? field : null;

    /// <summary>The comparisons that fit a sort of value.</summary>
    public static IReadOnlyList<Comparison> ComparisonsOf(CriteriaType type) => type switch
    {
        CriteriaType.Text => [Comparison.Is, Comparison.Contains, Comparison.StartsWith, Comparison.Known],
        CriteriaType.Choice => [Comparison.Is, Comparison.Known],
        CriteriaType.Day => [Comparison.OnOrAfter, Comparison.Before, Comparison.WithinLast, Comparison.LongerAgo, Comparison.Known],
        CriteriaType.Birthday => [Comparison.WithinNext, Comparison.Known],
        _ => OfNumbers,
    };
}
