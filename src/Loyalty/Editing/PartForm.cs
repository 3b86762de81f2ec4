using Regulars.Journal.Criteria;

namespace Regulars.Loyalty.Editing;

/// <summary>The form of a part of a programme: what stands in its fields and what is wrong with them.</summary>
/// <param name="Key">The part's key; <see cref="New"/> for one that is not yet there.</param>
/// <param name="Values">What stands in each field.</param>
/// <param name="Wrong">The code of what is wrong, by the field's name; under an empty name what belongs to no field.</param>
public sealed record PartForm(string Key, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Wrong)
{
    /// <summary>Stands for the key of a part that is not yet there.</summary>
    public const string New = "new";

    /// <summary>Conditions, by the field's name.</summary>
    public IReadOnlyDictionary<string, CriteriaForm> Conditions { get; init; } = new Dictionary<string, CriteriaForm>();

    /// <summary>Whether the part is not yet there.</summary>
    public bool IsNew => Key == New;

    /// <summary>What stands in a field.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>Whether a box is ticked.</summary>
    public bool Is(string name) => this[name] == "true";
}
