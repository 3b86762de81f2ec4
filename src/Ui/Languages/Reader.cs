using Regulars.Kernel;

namespace Regulars.Ui;

/// <summary>How the page is coloured: as the device asks, or as the reader chose. The default value follows the device.</summary>
public enum Theme
{
    /// <summary>As the device asks.</summary>
    Device,

    /// <summary>Always light.</summary>
    Light,

    /// <summary>Always dark.</summary>
    Dark,
}

/// <summary>The person who reads: in which language, by which clock, in which currency and colours.</summary>
/// <param name="catalog">The texts of all modules.</param>
/// <param name="language">The language of every text, number and date.</param>
/// <param name="calendar">The days of the business.</param>
/// <param name="currency">The currency of the business.</param>
/// <param name="theme">The colours.</param>
public sealed class Reader(
    TextCatalog catalog,
    Language language,
    BusinessCalendar calendar,
    Currency currency,
    Theme theme = Theme.Device)
{
    private readonly TextCatalog texts = catalog;

    /// <summary>The language of every text, number and date.</summary>
    public Language Language { get; } = language;

    /// <summary>The days of the business.</summary>
    public BusinessCalendar Calendar { get; } = calendar;

    /// <summary>The currency of the business.</summary>
    public Currency Currency { get; } = currency;

    /// <summary>The colours.</summary>
    public Theme Theme { get; } = theme;

    /// <summary>How numbers, money, dates and lists are written.</summary>
    public Formats Formats { get; } = new(catalog, language, calendar);

    /// <summary>Sorts names and titles as the reader expects them.</summary>
    public StringComparer Comparer => Language.Comparer();

    /// <summary>Whether there is a text under a key, for keys that are made of what others tell.</summary>
    public bool Knows(string key) => texts.Has(key);

    /// <summary>The text under a key, with its arguments written as the language does.</summary>
    /// <param name="key">The key of the text.</param>
    /// <param name="arguments">What stands for {0}, {1} …: text, numbers, money, days and moments. The number
    /// in {0} chooses the plural form.</param>
    public string Text(string key, params object[] arguments) => Formats.Text(key, arguments);
}
