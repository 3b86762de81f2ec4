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
        All = [.. byName.Values.OrderBy(field => field.Name, StringComparer.Ordinal)];
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<CriteriaField> All { get; }

    /// <summary>The field by its name; null when there is none.</summary>
    public CriteriaField? Find(string name) => byName.GetValueOrDefault(name);

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
