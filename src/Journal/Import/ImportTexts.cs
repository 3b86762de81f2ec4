using System.Globalization;
using System.Text.Json;

namespace Regulars.Journal.Import;

/// <summary>The texts of an import in one language: reasons and cures of rejections and refusals, and warnings.</summary>
public sealed class ImportTexts
{
    private const string Resource = "Regulars.Journal.Texts.import-rows.json";

    private readonly Dictionary<string, string> texts;

    private ImportTexts(Dictionary<string, string> texts) => this.texts = texts;

    /// <summary>The texts in en, ru, uk or pl; in English for any other language.</summary>
    public static ImportTexts In(string language)
    {
        using var stream = typeof(ImportTexts).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        var all = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream) ?? [];
        return new ImportTexts(all.ToDictionary(
            pair => pair.Key, pair => pair.Value.TryGetValue(language, out var text) ? text : pair.Value["en"]));
    }

    /// <summary>Why a row was rejected or a file refused.</summary>
    public string Reason(string code, IReadOnlyList<string> arguments) => Format(code + ".reason", arguments);

    /// <summary>What would make it right.</summary>
    public string Cure(string code, IReadOnlyList<string> arguments) => Format(code + ".cure", arguments);

    /// <summary>A warning of the proposal.</summary>
    public string Warning(ImportWarning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return Format(warning.Code, warning.Arguments);
    }

    /// <summary>The text of a key with its places filled; the key itself when there is no such text.</summary>
    internal string Format(string key, IReadOnlyList<string> arguments) => texts.TryGetValue(key, out var text)
        ? string.Format(CultureInfo.InvariantCulture, text, [.. arguments.Cast<object>(), "", "", ""])
        : key;
}
