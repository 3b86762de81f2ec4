using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Host.Terminal;

/// <summary>What a command says, in the language of the terminal. Results go to standard output, everything else to standard error.</summary>
internal sealed class TerminalOutput
{
    private readonly Lazy<TextCatalog> catalog = new(() => new TextCatalog([typeof(TerminalOutput).Assembly, typeof(Journal.JournalModule).Assembly, typeof(Insights.InsightsModule).Assembly, typeof(Loyalty.LoyaltyModule).Assembly], isStrict: true));

    /// <summary>The language that LC_ALL, LC_MESSAGES or LANG names; English when it is none of ours.</summary>
    public Language Language { get; } =
        new[] { "LC_ALL", "LC_MESSAGES", "LANG" }
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } locale
                ? Languages.TryParse(locale.Replace('_', '-')) ?? Language.English
                : Language.English;

    /// <summary>Whether a person looks at standard error, so that progress may be drawn there.</summary>
    public bool IsWatched { get; } = !Console.IsErrorRedirected;

    public string Text(string key, params object[] arguments) => Reader(new BusinessCalendar("UTC"), Currency.Of("EUR")).Text(key, arguments);

    public Reader Reader(BusinessCalendar calendar, Currency currency) => new(catalog.Value, Language, calendar, currency);

    public void Line(string text = "") => Console.Out.WriteLine(text);

    public void Note(string text) => Console.Error.WriteLine(text);

    public void Error(string text) => Console.Error.WriteLine(text);

    /// <summary>Draws over the last progress line; nothing when nobody looks.</summary>
    public void Progress(string text)
    {
        if (IsWatched)
        {
            Console.Error.Write("\r\u001b[K" + text);
        }
    }

    public void EndProgress()
    {
        if (IsWatched)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }
}
