using Regulars.Kernel;

namespace Regulars.Ui;

public sealed partial class Formats
{
    /// <summary>A whole number with its groups of three: 8,911,407.</summary>
    public string Integer(long number) => number.ToString("N0", digits);

    /// <summary>A number with exactly so many decimals, halves rounded away from zero.</summary>
    public string Number(decimal number, int decimals) =>
        decimal.Round(number, decimals, MidpointRounding.AwayFromZero).ToString($"N{decimals}", digits);

    /// <summary>A number with exactly so many decimals, halves rounded away from zero.</summary>
    public string Number(double number, int decimals = 1) =>
        Math.Round(number, decimals, MidpointRounding.AwayFromZero).ToString($"N{decimals}", digits);

    /// <summary>A whole number with its sign, also when positive: +1,264.</summary>
    public string Signed(long number) => number > 0 ? "+" + Integer(number) : Integer(number);

    /// <summary>A number with its sign, also when positive: +1.8.</summary>
    public string Signed(double number, int decimals = 1)
    {
        var written = Number(number, decimals);
        return number > 0 && written.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "+" + written : written;
    }

    /// <summary>A share, given as a fraction, as per cent: 69.6%.</summary>
    public string Percent(double fraction, int decimals = 1) => Number(fraction * 100, decimals) + PercentSign;

    /// <summary>The per cent sign with the space that the language puts before it.</summary>
    public string PercentSign => language is Language.Russian or Language.Ukrainian ? $"{NoBreakSpace}%" : "%";

    /// <summary>The span of an estimate, given as fractions: 67.9–71.3%.</summary>
    public string PercentInterval(double low, double high, int decimals = 1) =>
        Number(low * 100, decimals) + Dash + Number(high * 100, decimals) + PercentSign;

    /// <summary>An amount with all its minor units and its symbol where the language puts it: £8,911,407.90, 1 234,50 ₽.</summary>
    public string Money(Money money) => WithSymbol(money.Amount, money.Currency, money.Currency.Digits);

    /// <summary>An amount without minor units where they say nothing: from a hundred on, and when they are zero.</summary>
    public string MoneyShort(Money money)
    {
        var isWhole = Math.Abs(money.Amount) >= 100 || decimal.Truncate(money.Amount) == money.Amount;
        return WithSymbol(money.Amount, money.Currency, isWhole ? 0 : money.Currency.Digits);
    }

    /// <summary>The symbol by which people know the currency; its code when there is none.</summary>
    public static string Symbol(Currency currency) => currency.Code switch
    {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "PLN" => "zł",
        "UAH" => "₴",
        "RUB" => "₽",
        "CZK" => "Kč",
        "KZT" => "₸",
        "GEL" => "₾",
        "TRY" => "₺",
        "ILS" => "₪",
        "JPY" => "¥",
        var code => code,
    };

    private string WithSymbol(decimal amount, Currency currency, int decimals)
    {
        var number = Number(Math.Abs(amount), decimals);
        var sign = amount < 0 && number.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? Minus.ToString() : "";
        var symbol = Symbol(currency);
        if (language is not Language.English)
        {
            return $"{sign}{number}{NoBreakSpace}{symbol}";
        }

        // In English a word stands apart from the number, and is the code that every reader knows.
        return char.IsLetter(symbol[0]) ? $"{sign}{currency.Code}{NoBreakSpace}{number}" : sign + symbol + number;
    }
}
