using System.Reflection;
using System.Text.Json;

namespace Regulars.Ui;

/// <summary>Every text that a user reads, from the embedded <c>Texts/*.json</c> of the modules.</summary>
public sealed class TextCatalog
{
    private readonly Dictionary<string, TextEntry> entries = new(StringComparer.Ordinal);
    private readonly bool isStrict;

    /// <summary>Reads the texts of the assemblies; throws when a key occurs twice or a file is malformed.</summary>
    /// <param name="assemblies">The assemblies of the modules; Ui's own is always read.</param>
    /// <param name="isStrict">Whether a missing key throws, as in tests and Development; otherwise it is shown.</param>
    public TextCatalog(IEnumerable<Assembly> assemblies, bool isStrict)
    {
        this.isStrict = isStrict;
        foreach (var assembly in assemblies.Append(typeof(TextCatalog).Assembly).Distinct())
        {
            foreach (var name in assembly.GetManifestResourceNames().Where(IsTexts))
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                Read(name, JsonDocument.Parse(stream).RootElement);
            }
        }
    }

    /// <summary>All texts, ordered by key.</summary>
    public IReadOnlyList<TextEntry> Entries => [.. entries.Values.OrderBy(entry => entry.Key, StringComparer.Ordinal)];

    /// <summary>Whether there is a text under the key.</summary>
    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>The template of a text, its plural form chosen by the number.</summary>
    /// <param name="language">The language to read.</param>
    /// <param name="key">The key of the text.</param>
    /// <param name="number">The number that the sentence counts; null when it counts none.</param>
    internal string Template(Language language, string key, decimal? number)
    {
        var form = number is null ? "other" : Plural.Form(language, number.Value);
        var template = entries.TryGetValue(key, out var entry) ? entry.Find(language, form) : null;
        return template ?? (isStrict ? throw new KeyNotFoundException($"There is no text '{key}' in '{language.Code()}'.") : key);
    }

    private static bool IsTexts(string resource) =>
        resource.Contains(".Texts.", StringComparison.Ordinal) && resource.EndsWith(".json", StringComparison.Ordinal);

    private void Read(string resource, JsonElement file)
    {
        foreach (var text in file.EnumerateObject())
        {
            var forms = new Dictionary<Language, IReadOnlyDictionary<string, string>>();
            foreach (var translation in text.Value.EnumerateObject())
            {
                var language = Languages.TryParse(translation.Name)
                    ?? throw new FormatException($"{resource}: '{text.Name}' is told in an unknown language '{translation.Name}'.");
                forms[language] = translation.Value.ValueKind is JsonValueKind.String
                    ? new Dictionary<string, string> { ["other"] = translation.Value.GetString()! }
                    : translation.Value.EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!);
            }

            if (!entries.TryAdd(text.Name, new TextEntry(text.Name, forms)))
            {
                throw new FormatException($"{resource}: the key '{text.Name}' is already taken.");
            }
        }
    }
}
