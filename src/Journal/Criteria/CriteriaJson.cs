using System.Text.Json;
using System.Text.Json.Nodes;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Criteria;

/// <summary>How a criterion is stored and sent: <c>{"all": […]}</c>, <c>{"any": […]}</c>, <c>{"not": …}</c>, or
/// <c>{"field": "city", "of": …, "comparison": "is", "values": ["Kyiv"]}</c>.</summary>
public static class CriteriaJson
{
    private const int Deepest = 32;

    private static readonly Dictionary<string, Comparison> Comparisons = Enum.GetValues<Comparison>().ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>The name of a comparison in JSON: at-least.</summary>
    public static string NameOf(Comparison comparison) => JsonNamingPolicy.KebabCaseLower.ConvertName(comparison.ToString());

    /// <summary>Reads a criterion; a refusal names the place.</summary>
    public static Result<Criterion> Read(JsonElement element) => Read(element, "criteria", 0);

    /// <summary>Writes a criterion.</summary>
    public static JsonObject Write(Criterion criterion) => criterion switch
    {
        AllOf all => new JsonObject { ["all"] = new JsonArray([.. all.Parts.Select(Write)]) },
        AnyOf any => new JsonObject { ["any"] = new JsonArray([.. any.Parts.Select(Write)]) },
        Not not => new JsonObject { ["not"] = Write(not.Part) },
        FieldTest test => Write(test),
        _ => throw new ArgumentException($"A {criterion.GetType().Name} cannot be written.", nameof(criterion)),
    };

    private static JsonObject Write(FieldTest test)
    {
        var written = new JsonObject { ["field"] = test.Field };
        if (test.Argument is not null)
        {
            written["of"] = test.Argument;
        }

        written["comparison"] = NameOf(test.Comparison);
        if (test.Values.Count > 0)
        {
            written["values"] = new JsonArray([.. test.Values.Select(value => (JsonNode)value)]);
        }

        return written;
    }

    private static Result<Criterion> Read(JsonElement element, string place, int depth)
    {
        if (element.ValueKind is not JsonValueKind.Object || depth > Deepest)
        {
            return Malformed("A condition is an object with 'all', 'any', 'not' or 'field'.", place);
        }

        var members = element.EnumerateObject().ToList();
        return members switch
        {
            [{ Name: "all" } list] => ReadParts(list.Value, $"{place}.all", depth, parts => new AllOf(parts)),
            [{ Name: "any" } list] => ReadParts(list.Value, $"{place}.any", depth, parts => new AnyOf(parts)),
            [{ Name: "not" } part] => ReadNot(part.Value, $"{place}.not", depth),
            _ => ReadTest(members, place),
        };
    }

    private static Result<Criterion> ReadNot(JsonElement element, string place, int depth)
    {
        var part = Read(element, place, depth + 1);
        return part.Refusal is { } refusal ? refusal : new Not(part.Value);
    }

    private static Result<Criterion> ReadParts(JsonElement list, string place, int depth, Func<IReadOnlyList<Criterion>, Criterion> make)
    {
        if (list.ValueKind is not JsonValueKind.Array)
        {
            return Malformed("A list of conditions is wanted.", place);
        }

        var parts = new List<Criterion>();
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            var part = Read(element, $"{place}[{index}]", depth + 1);
            if (part.Refusal is { } refusal)
            {
                return refusal;
            }

            parts.Add(part.Value);
        }

        return make(parts);
    }

    private static Result<Criterion> ReadTest(List<JsonProperty> members, string place)
    {
        string? field = null;
        string? argument = null;
        Comparison? comparison = null;
        var values = new List<string>();
        foreach (var member in members)
        {
            var text = TextOf(member.Value);
            switch (member.Name)
            {
                case "field" when text is not null:
                    field = text;
                    break;
                case "of" when text is not null:
                    argument = text;
                    break;
                case "comparison" when text is not null && Comparisons.TryGetValue(text, out var known):
                    comparison = known;
                    break;
                case "comparison":
                    return new Refusal("criteria.comparison", $"A comparison is one of {string.Join(", ", Comparisons.Keys)}.", $"{place}.comparison");
                case "value" when text is not null:
                    values.Add(text);
                    break;
                case "values" when member.Value.ValueKind is JsonValueKind.Array && member.Value.EnumerateArray().All(value => TextOf(value) is not null):
                    values.AddRange(member.Value.EnumerateArray().Select(value => TextOf(value)!));
                    break;
                default:
                    return Malformed("A test has 'field', 'comparison', 'values' and, for some fields, 'of'.", $"{place}.{member.Name}");
            }
        }

        return field is null || comparison is null
            ? Malformed("A test names its field and its comparison.", place)
            : new FieldTest(field, argument, comparison.Value, values);
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static Refusal Malformed(string detail, string place) => new("criteria.malformed", detail, place);
}
