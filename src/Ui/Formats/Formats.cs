using System.Globalization;
using Regulars.Kernel;

namespace Regulars.Ui;

/// <summary>How a language writes numbers, money, dates, spans of time and lists.</summary>
/// <remarks>Written out here rather than taken from the machine's tables, so that every installation writes alike.</remarks>
public sealed partial class Formats
{
    private const char NoBreakSpace = '\u00A0';
    private const char Minus = '\u2212';
    private const string Dash = "\u2013";

    private readonly TextCatalog catalog;
    private readonly Language language;
    private readonly BusinessCalendar calendar;
    private readonly NumberFormatInfo digits;

    internal Formats(TextCatalog catalog, Language language, BusinessCalendar calendar)
    {
        this.catalog = catalog;
        this.language = language;
        this.calendar = calendar;
        digits = new NumberFormatInfo
        {
            NumberDecimalSeparator = language is Language.English ? "." : ",",
            NumberGroupSeparator = language is Language.English ? "," : NoBreakSpace.ToString(),
            NegativeSign = Minus.ToString(),
        };
    }

    internal string Text(string key, params object[] arguments)
    {
        var template = catalog.Template(language, key, arguments.Length > 0 ? Countable(arguments[0]) : null);
        return arguments.Length == 0
            ? template
            : string.Format(CultureInfo.InvariantCulture, template, [.. arguments.Select(argument => (object)Written(argument))]);
    }

    private static decimal? Countable(object argument) => argument switch
    {
        int number => number,
        long number => number,
        decimal number => number,
        double number => Shown(number),
        _ => null,
    };

    private static decimal Shown(double number) => decimal.Round((decimal)number, 2) / 1.00m;

    private string Written(object argument) => argument switch
    {
        string text => text,
        int number => Integer(number),
        long number => Integer(number),
        decimal number => Number(number, number.Scale),
        double number => Number(Shown(number), Shown(number).Scale),
        Money money => Money(money),
        Day day => Date(day),
        Period period => Range(period),
        Instant moment => DateAndTime(moment),
        _ => throw new ArgumentException($"A text cannot hold a {argument.GetType().Name}.", nameof(argument)),
    };
}
