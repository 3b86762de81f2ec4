using System.Text.RegularExpressions;

namespace Regulars.Ui;

/// <summary>Finds faults of the texts, for the tests of every module. Each fault is told in one line.</summary>
public static partial class TextChecks
{
    private const int LongText = 12;

    /// <summary>Languages, plural forms or placeholders that are missing; letters and signs that a language does not write.</summary>
    /// <param name="catalog">The texts of all modules.</param>
    /// <param name="alike">Keys whose text may be the same in every language: names, formulas.</param>
    public static IReadOnlyList<string> Faults(TextCatalog catalog, IReadOnlySet<string> alike)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. catalog.Entries.SelectMany(entry => Languages.All.SelectMany(language => Faults(entry, language, alike)))];
    }

    /// <summary>Keys that sources ask for and nobody wrote, and texts that no source asks for.</summary>
    /// <param name="catalog">The texts of all modules.</param>
    /// <param name="sourceFolder">The folder with the sources of all modules.</param>
    public static IReadOnlyList<string> UsageFaults(TextCatalog catalog, string sourceFolder)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var sources = Sources(sourceFolder).Select(file => (Name: Path.GetRelativePath(sourceFolder, file), Text: File.ReadAllText(file))).ToList();
        var missing = sources.SelectMany(source => Asked().Matches(source.Text)
            .Select(match => match.Groups["key"].Value)
            .Where(key => !catalog.Has(key))
            .Select(key => $"{source.Name} asks for the text '{key}', which nobody wrote."));

        // A key may also be handed on as a value, or be put together behind a fixed beginning.
        var mentioned = sources.SelectMany(source => Literal().Matches(source.Text).Select(match => match.Groups["key"].Value)).ToHashSet();
        var beginnings = sources.SelectMany(source => Beginning().Matches(source.Text).Select(match => match.Groups["key"].Value)).ToHashSet();
        var unused = catalog.Entries
            .Where(entry => !mentioned.Contains(entry.Key) && !beginnings.Any(start => entry.Key.StartsWith(start, StringComparison.Ordinal)))
            .Select(entry => $"No source asks for the text '{entry.Key}'.");
        return [.. missing, .. unused];
    }

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));

    private static IEnumerable<string> Faults(TextEntry entry, Language language, IReadOnlySet<string> alike)
    {
        var place = $"{entry.Key} ({language.Code()})";
        if (!entry.Forms.TryGetValue(language, out var forms))
        {
            yield return $"{place}: there is no text.";
            yield break;
        }

        var wanted = entry.DependsOnNumber ? Plural.Forms(language) : ["other"];
        if (!forms.Keys.Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal)))
        {
            yield return $"{place}: the forms are {string.Join(", ", forms.Keys)}, not {string.Join(", ", wanted)}.";
        }

        foreach (var (form, text) in forms)
        {
            foreach (var fault in Faults(entry, language, text, alike))
            {
                yield return $"{place}, {form}: {fault}";
            }
        }
    }

    private static IEnumerable<string> Faults(TextEntry entry, Language language, string text, IReadOnlySet<string> alike)
    {
        if (string.IsNullOrWhiteSpace(text) || text != text.Trim())
        {
            yield return "the text is empty or has spaces around it.";
        }

        if (text.Contains('"') || text.Contains('\''))
        {
            yield return "the text has straight quotation marks or apostrophes.";
        }

        var english = entry.Find(Language.English, "other") ?? "";
        if (!Placeholders(text).SetEquals(Placeholders(english)))
        {
            yield return "the placeholders are not those of the English text.";
        }

        if (language is not Language.English && !alike.Contains(entry.Key) && text == english && text.Count(char.IsLetter) >= LongText)
        {
            yield return "the text is the English one.";
        }

        if (language is Language.Russian or Language.Ukrainian && !alike.Contains(entry.Key)
            && Placeholder().Replace(text, "").Any(char.IsLetter) && !Cyrillic().IsMatch(text))
        {
            yield return "the text has no Cyrillic letter.";
        }

        var foreign = language switch { Language.Russian => "іїєґІЇЄҐ", Language.Ukrainian => "ыэъёЫЭЪЁ", _ => "" };
        if (text.AsSpan().IndexOfAny(foreign) >= 0)
        {
            yield return "the text has letters of the neighbouring language.";
        }
    }

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCyrillic}", RegexOptions.None, 1000)]
    private static partial Regex Cyrillic();

    [GeneratedRegex(@"\bText\(\s*""(?<key>[^""{]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"""(?<key>[a-z_]+(\.[a-z0-9_]+)+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\$""(?<key>[a-z_]+(\.[a-z0-9_]+)*\.)\{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Beginning();
}
