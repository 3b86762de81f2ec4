using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>The picture of a badge.</summary>
[JsonConverter(typeof(EnumWords<BadgeEmblem>))]
public enum BadgeEmblem
{
    Star,
    Heart,
    Cup,
    Leaf,
    Crown,
    Flame,
}

/// <summary>A mark of honour that members keep while what earned it stands.</summary>
public sealed record Badge
{
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The name in other languages, by their codes: en, ru, uk, pl.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    public BadgeEmblem Emblem { get; init; }

    /// <summary>The name in a language; the common one where there is none.</summary>
    public string NameIn(string language) => Names.GetValueOrDefault(language) is { Length: > 0 } name ? name : Name.Length > 0 ? Name : Key;
}
