namespace Regulars.Kernel;

/// <summary>A currency by its ISO 4217 code, with the number of digits of its minor unit.</summary>
public readonly record struct Currency
{
    private static readonly HashSet<string> WithoutMinorUnit =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> WithThreeDigits = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    private readonly string? code;

    private Currency(string code) => this.code = code;

    /// <summary>The three capital letters of ISO 4217; EUR for the default value.</summary>
    public string Code => code ?? "EUR";

    /// <summary>How many decimal digits the minor unit has: 2 for EUR, 0 for JPY.</summary>
    public int Digits => WithoutMinorUnit.Contains(Code) ? 0 : WithThreeDigits.Contains(Code) ? 3 : 2;

    /// <summary>How many minor units make one unit: 100 for EUR.</summary>
    public long MinorPerUnit => Digits switch { 0 => 1, 3 => 1000, _ => 100 };

    /// <summary>Takes a code of three letters, whatever their case; null when it is not one.</summary>
    public static Currency? TryParse(string? text)
    {
        var trimmed = text?.Trim();
        return trimmed is { Length: 3 } && trimmed.All(char.IsAsciiLetter) ? new Currency(trimmed.ToUpperInvariant()) : null;
    }

    /// <summary>Takes a code of three letters; throws when it is not one.</summary>
    public static Currency Of(string code) =>
        TryParse(code) ?? throw new FormatException($"'{code}' is not an ISO 4217 currency code.");

    /// <summary>The amount in minor units, rounded half to even; throws when it does not fit.</summary>
    public long ToMinor(decimal amount) => decimal.ToInt64(decimal.Round(amount * MinorPerUnit, 0, MidpointRounding.ToEven));

    /// <summary>Minor units as a decimal amount with exactly the currency's digits.</summary>
    public decimal ToDecimal(long minor)
    {
        var magnitude = (ulong)Math.Abs((decimal)minor);
        return new decimal(unchecked((int)magnitude), unchecked((int)(magnitude >> 32)), 0, minor < 0, (byte)Digits);
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
