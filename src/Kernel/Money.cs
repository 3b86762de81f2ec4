using System.Globalization;

namespace Regulars.Kernel;

/// <summary>An amount of money in whole minor units of a currency. Arithmetic is checked and refuses to mix currencies.</summary>
/// <remarks>The default value is zero euros.</remarks>
/// <param name="Minor">Minor units: cents, groszy, kopiykas.</param>
/// <param name="Currency">The currency.</param>
public readonly record struct Money(long Minor, Currency Currency)
{
    /// <summary>The amount as a decimal with exactly the currency's digits.</summary>
    public decimal Amount => Currency.ToDecimal(Minor);

    /// <summary>Rounds a decimal amount half to even to the minor unit.</summary>
    public static Money Of(decimal amount, Currency currency) => new(currency.ToMinor(amount), currency);

    /// <summary>The sum; throws when the currencies differ or the sum does not fit.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + Same(left, right)), left.Currency);

    /// <summary>The difference; throws when the currencies differ or it does not fit.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - Same(left, right)), left.Currency);

    /// <summary>The amount and the code: 12.50 EUR.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");

    private static long Same(Money left, Money right) => left.Currency == right.Currency
        ? right.Minor
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added.");
}
