using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Comparisons = Regulars.Journal.Contracts.Comparison;

namespace Regulars.Journal.Criteria;

/// <summary>A condition while somebody clicks it together: parts of which all must hold, each of alternatives; or the other way round.
/// What was typed is kept as it was typed.</summary>
public sealed class CriteriaForm
{
    private const int MostGroups = 30;

    private const int MostRows = 30;

    private readonly List<List<CriteriaRow>> groups;

    private CriteriaForm(bool isAny, List<List<CriteriaRow>> groups, string? written = null)
    {
        IsAny = isAny;
        this.groups = groups;
        Written = written;
    }

    /// <summary>Whether one of the parts is enough, each of tests that must all hold.</summary>
    public bool IsAny { get; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<IReadOnlyList<CriteriaRow>> Groups => groups;

    /// <summary>A condition that stands deeper than can be clicked, as JSON; null for all others.</summary>
    public string? Written { get; }

    /// <summary>A stored condition, opened; null opens an empty one.</summary>
    public static CriteriaForm Of(JsonElement? criterion)
    {
        if (criterion is not { } written)
        {
            return new CriteriaForm(false, []);
        }

        if (CriteriaJson.Read(written) is { IsAccepted: true } read)
        {
            var isAny = read.Value is AnyOf { Parts: var parts } && parts.Any(part => part is AllOf);
            var opened = (isAny ? ((AnyOf)read.Value).Parts : read.Value is AllOf all ? all.Parts : [read.Value]).Select(part => RowsOf(part, isAny)).ToList();
            if (opened.All(rows => rows is not null))
            {
                return new CriteriaForm(isAny, opened!);
            }
        }

        return new CriteriaForm(false, [], written.GetRawText());
    }

    /// <summary>What a form says under a name, after the command of the pressed button: <c>NAME:add</c>, <c>NAME:more:0</c>,
    /// <c>NAME:remove:0:1</c>, <c>NAME:clear</c>; any other changes nothing.</summary>
    public static CriteriaForm Read(IFormCollection form, string name, string? command)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form[$"{name}.written"].ToString() is { Length: > 0 } written && IsJson(written))
        {
            return command == $"{name}:clear" ? new CriteriaForm(false, []) : new CriteriaForm(false, [], written);
        }

        var parts = new List<List<CriteriaRow>>();
        for (var group = 0; group < MostGroups && form.ContainsKey($"{name}.{group}.0.field"); group++)
        {
            var rows = new List<CriteriaRow>();
            for (var row = 0; row < MostRows && form.ContainsKey($"{name}.{group}.{row}.field"); row++)
            {
                rows.Add(ReadRow(form, $"{name}.{group}.{row}"));
            }

            parts.Add(rows);
        }

        var read = new CriteriaForm(form[$"{name}.any"] == "true", parts);
        read.Do(command is { } told && told.StartsWith(name + ":", StringComparison.Ordinal) ? told[(name.Length + 1)..].Split(':') : []);
        return read;
    }

    /// <summary>The condition as it is stored; null where no test stands.</summary>
    public JsonElement? Criterion(CriteriaLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (Written is not null)
        {
            return JsonSerializer.Deserialize<JsonElement>(Written);
        }

        var parts = groups.Select(rows => rows.Where(row => row.Field.Length > 0).Select(row => Test(row, language)).ToList())
            .Where(tests => tests.Count > 0).Select(tests => Join(tests, !IsAny)).ToList();
        return parts.Count == 0 ? null : JsonSerializer.SerializeToElement(CriteriaJson.Write(Join(parts, IsAny)));
    }

    /// <summary>The fields that are chosen by now, of what they are asked about, whether or not their tests are whole.</summary>
    public IReadOnlyList<AskedField> Fields(CriteriaLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return
        [
            .. groups.SelectMany(rows => rows)
                .Select(row => (row.Argument, Field: language.Fields(CriteriaScope.Customer).FirstOrDefault(field => field.Name == row.Field)))
                .Where(chosen => chosen.Field is { TakesArgument: false } || (chosen.Field is not null && chosen.Argument.Length > 0))
                .Select(chosen => new AskedField(chosen.Field!, chosen.Field!.TakesArgument ? chosen.Argument : null)),
        ];
    }

    /// <summary>Whether the test of a row would be taken.</summary>
    public bool IsWrong(CriteriaRow row, CriteriaLanguage language, CriteriaScope scope, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(language);
        return row.Field.Length > 0
            && language.Bind(JsonSerializer.SerializeToElement(CriteriaJson.Write(Test(row, language))), scope, currency, default).Refusal is not null;
    }

    private static Criterion Join(IReadOnlyList<Criterion> parts, bool isAny) => parts.Count == 1 ? parts[0] : isAny ? new AnyOf(parts) : new AllOf(parts);

    private static Criterion Test(CriteriaRow row, CriteriaLanguage language)
    {
        var field = language.Fields(CriteriaScope.Line).FirstOrDefault(field => field.Name == row.Field);
        var comparison = row.ComparisonFor(field);
        IReadOnlyList<string> values = comparison switch
        {
            Comparison.Known => [],
            Comparison.Between => [.. new[] { row.Value, row.Upper }.Select(value => Plain(field, value))],
            Comparison.Is when field?.Type is CriteriaType.Text or CriteriaType.Choice => [.. row.Lines],
            _ => [Plain(field, row.Value)],
        };
        var test = new FieldTest(row.Field, field is { TakesArgument: true } ? row.Argument : null, comparison, values);
        return row.IsNot ? new Not(test) : test;
    }

    /// <summary>A number as it is stored: what people write with a comma has a point.</summary>
    private static string Plain(CriteriaField? field, string value) => field?.Type is CriteriaType.Money or CriteriaType.Number or CriteriaType.Count
        ? value.Replace(',', '.').Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal)
        : value;

    private static List<CriteriaRow>? RowsOf(Criterion part, bool isAny)
    {
        var rows = (isAny ? part is AllOf all ? all.Parts : [part] : part is AnyOf any ? any.Parts : [part]).Select(RowOf).ToList();
        return rows.Count > 0 && rows.TrueForAll(row => row is not null) ? [.. rows.OfType<CriteriaRow>()] : null;
    }

    private static CriteriaRow? RowOf(Criterion test) => test switch
    {
        FieldTest plain => CriteriaRow.Of(plain, isNot: false),
        Not { Part: FieldTest refused } => CriteriaRow.Of(refused, isNot: true),
        _ => null,
    };

    private static CriteriaRow ReadRow(IFormCollection form, string place) => new(
        form[$"{place}.field"].ToString(),
        form[$"{place}.of"].ToString().Trim(),
        form[$"{place}.comparison"].ToString(),
        string.Join('\n', form[$"{place}.value"].ToArray()).Trim(),
        form[$"{place}.upper"].ToString().Trim(),
        form[$"{place}.not"] == "true");

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Do(string[] command)
    {
        switch (command)
        {
            case ["add"] when groups.Count < MostGroups:
                groups.Add([CriteriaRow.Empty]);
                break;
            case ["more", var at] when Place(at, groups.Count) is { } group && groups[group].Count < MostRows:
                groups[group].Add(CriteriaRow.Empty);
                break;
            case ["remove", var at, var row] when Place(at, groups.Count) is { } group && Place(row, groups[group].Count) is { } place:
                groups[group].RemoveAt(place);
                groups.RemoveAll(rows => rows.Count == 0);
                break;
            default:
                break;
        }
    }

    private static int? Place(string text, int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < count ? place : null;
}

/// <summary>One test while it is clicked together.</summary>
/// <param name="Field">The field's name; empty until one is chosen.</param>
/// <param name="Argument">What the field is asked about.</param>
/// <param name="Comparison">The comparison's name in JSON; empty for the first that fits.</param>
/// <param name="Value">The value, or one on each line.</param>
/// <param name="Upper">The upper value of a range.</param>
/// <param name="IsNot">Whether the test must fail.</param>
public sealed record CriteriaRow(string Field, string Argument, string Comparison, string Value, string Upper, bool IsNot)
{
    /// <summary>A row in which nothing is chosen.</summary>
    public static CriteriaRow Empty { get; } = new("", "", "", "", "", false);

    /// <summary>The values, one from each line.</summary>
    public IEnumerable<string> Lines => Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The chosen comparison; the first that fits the field where none of them is chosen.</summary>
    public Comparisons ComparisonFor(CriteriaField? field)
    {
        var fitting = field is null ? [Comparisons.Is] : CriteriaFields.ComparisonsOf(field.Type);
        var chosen = fitting.Where(comparison => CriteriaJson.NameOf(comparison) == Comparison).ToList();
        return chosen.Count > 0 ? chosen[0] : fitting[0];
    }

    internal static CriteriaRow Of(FieldTest test, bool isNot) => new(
        test.Field,
        test.Argument ?? "",
        CriteriaJson.NameOf(test.Comparison),
        test.Comparison is Comparisons.Between ? test.Values.FirstOrDefault("") : string.Join('\n', test.Values),
        test.Comparison is Comparisons.Between ? test.Values.ElementAtOrDefault(1) ?? "" : "",
        isNot);
}
