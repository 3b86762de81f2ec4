using System.Text.Json;

namespace Regulars.Loyalty.Domain;

/// <summary>One thing in which two programmes differ.</summary>
/// <param name="Part">Which part, as the programme's JSON names it: rules, units, rewards.</param>
/// <param name="Key">The key of what differs; null for the programme itself.</param>
/// <param name="Change">added, removed or changed.</param>
/// <param name="Fields">The fields that changed, each with its value before and after as JSON.</param>
public sealed record ProgrammeDifference(string Part, string? Key, string Change, IReadOnlyList<ChangedField> Fields)
{
    /// <summary>Which version it is and since when is a matter of each installation.</summary>
    private static readonly string[] Own = ["version", "from"];

    /// <summary>What differs, by part and key, in the order of the second programme.</summary>
    internal static IReadOnlyList<ProgrammeDifference> Between(Programme before, Programme after)
    {
        var (old, young) = (JsonSerializer.SerializeToElement(before, ProgrammeJson.Options), JsonSerializer.SerializeToElement(after, ProgrammeJson.Options));
        var differences = new List<ProgrammeDifference>();
        var plain = ChangedIn(old, young, name => !Own.Contains(name) && !IsKeyed(old, name) && !IsKeyed(young, name));
        if (plain.Count > 0)
        {
            differences.Add(new ProgrammeDifference("programme", null, "changed", plain));
        }

        foreach (var part in Names(old, young).Where(name => IsKeyed(old, name) || IsKeyed(young, name)))
        {
            var (then, now) = (ByKey(old, part), ByKey(young, part));
            foreach (var (key, item) in now)
            {
                if (!then.TryGetValue(key, out var earlier))
                {
                    differences.Add(new ProgrammeDifference(part, key, "added", []));
                }
                else if (ChangedIn(earlier, item, _ => true) is { Count: > 0 } changed)
                {
                    differences.Add(new ProgrammeDifference(part, key, "changed", changed));
                }
            }

            differences.AddRange(then.Keys.Where(key => !now.ContainsKey(key)).Select(key => new ProgrammeDifference(part, key, "removed", [])));
        }

        return differences;
    }

    private static List<ChangedField> ChangedIn(JsonElement before, JsonElement after, Func<string, bool> counts) =>
    [
        .. Names(before, after).Where(counts).Select(name => new ChangedField(name, Value(before, name), Value(after, name)))
            .Where(field => field.Before != field.After),
    ];

    private static IEnumerable<string> Names(JsonElement before, JsonElement after) =>
        after.EnumerateObject().Concat(before.EnumerateObject()).Select(field => field.Name).Distinct(StringComparer.Ordinal);

    private static string? Value(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetRawText() : null;

    private static bool IsKeyed(JsonElement programme, string name) =>
        programme.TryGetProperty(name, out var part) && part.ValueKind is JsonValueKind.Array && part.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object && item.TryGetProperty("key", out _));

    private static Dictionary<string, JsonElement> ByKey(JsonElement programme, string part) => programme.TryGetProperty(part, out var items)
        ? items.EnumerateArray().ToDictionary(item => item.GetProperty("key").GetString()!, StringComparer.Ordinal)
        : [];
}

/// <summary>A field that changed.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Before">The value before; null where there was none.</param>
/// <param name="After">The value after; null where there is none.</param>
public sealed record ChangedField(string Name, string? Before, string? After);
