namespace Regulars.Kernel.Tests;

public class MoneyTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory]
    [InlineData("2.125", 212)]
    [InlineData("2.135", 214)]
    [InlineData("-2.125", -212)]
    [InlineData("0.001", 0)]
    public void An_amount_is_rounded_half_to_even(string amount, long minor) =>
        Assert.Equal(minor, Euro.ToMinor(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(891_140_790, "8911407.90")]
    [InlineData(-5, "-0.05")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void Minor_units_are_told_with_all_their_digits(long minor, string amount) =>
        Assert.Equal(amount, Euro.ToDecimal(minor).ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Yen_have_no_minor_unit() => Assert.Equal(120, Currency.Of("jpy").ToMinor(120.4m));

    [Fact]
    public void Different_currencies_are_not_added() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Euro) + new Money(1, Currency.Of("USD")));

    [Fact]
    public void A_sum_that_does_not_fit_is_not_wrapped() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Euro) + new Money(1, Euro));
}
