using System.Globalization;
using System.Text.Json;
using Regulars.Host.Tests.Running;

namespace Regulars.Console.Tests.Running;

/// <summary>The texts of the console in one language, read from the resources beside the sources.</summary>
internal sealed class Words(string language)
{
    private static readonly Dictionary<string, JsonElement> Texts = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.json", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Texts" && !file.Contains("/bin/") && !file.Contains("/obj/"))
        .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject())
        .GroupBy(text => text.Name).ToDictionary(same => same.Key, same => same.First().Value);

    /// <summary>The languages of the console.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "ru", "uk", "pl"];

    public string Language => language;

    /// <summary>A text as it stands, without its arguments.</summary>
    public string this[string key] => Texts[key].GetProperty(language).GetString()!;

    /// <summary>A text with its arguments; the first whole number among them decides the plural.</summary>
    public string Say(string key, params object[] arguments)
    {
        var text = Texts[key].GetProperty(language);
        var form = text.ValueKind is JsonValueKind.Object ? text.GetProperty(Form(arguments.OfType<int>().First())).GetString()! : text.GetString()!;
        return string.Format(CultureInfo.InvariantCulture, form, arguments);
    }

    private string Form(int count) => language switch
    {
        "en" => count == 1 ? "one" : "other",
        "pl" when count == 1 => "one",
        "pl" => IsFew(count) ? "few" : "many",
        _ when count % 10 == 1 && count % 100 != 11 => "one",
        _ => IsFew(count) ? "few" : "many",
    };

    private static bool IsFew(int count) => count % 10 is >= 2 and <= 4 && count % 100 is not (>= 12 and <= 14);
}
