using Regulars.Kernel;

namespace Regulars.Ui.Tests;

public class FormatsTests
{
    [Theory]
    [InlineData(Language.English, "GBP", "8911407.90", "£8,911,407.90")]
    [InlineData(Language.English, "PLN", "4870", "PLN 4,870.00")]
    [InlineData(Language.English, "GBP", "-12.5", "−£12.50")]
    [InlineData(Language.Russian, "RUB", "1234.5", "1 234,50 ₽")]
    [InlineData(Language.Ukrainian, "UAH", "0", "0,00 ₴")]
    [InlineData(Language.Polish, "PLN", "-0.01", "−0,01 zł")]
    [InlineData(Language.Polish, "JPY", "4870", "4 870 ¥")]
    public void Money_has_its_symbol_where_the_language_puts_it(Language language, string currency, string amount, string expected)
    {
        var money = Money.Of(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Of(currency));

        Assert.Equal(expected, Readers.Formats(language).Money(money).Plain());
    }

    [Fact]
    public void Short_money_leaves_out_minor_units_that_say_nothing()
    {
        var formats = Readers.Formats(Language.Polish);
        var zloty = Currency.Of("PLN");

        Assert.Equal("4 870 zł", formats.MoneyShort(Money.Of(4869.60m, zloty)).Plain());
        Assert.Equal("12,40 zł", formats.MoneyShort(Money.Of(12.40m, zloty)).Plain());
        Assert.Equal("12 zł", formats.MoneyShort(Money.Of(12m, zloty)).Plain());
    }

    [Theory]
    [InlineData(Language.English, "69.6%", "67.9–71.3%", "1,234,567")]
    [InlineData(Language.Russian, "69,6 %", "67,9–71,3 %", "1 234 567")]
    [InlineData(Language.Ukrainian, "69,6 %", "67,9–71,3 %", "1 234 567")]
    [InlineData(Language.Polish, "69,6%", "67,9–71,3%", "1 234 567")]
    public void Shares_and_numbers_have_the_signs_of_the_language(Language language, string share, string interval, string number)
    {
        var formats = Readers.Formats(language);

        Assert.Equal(share, formats.Percent(0.696).Plain());
        Assert.Equal(interval, formats.PercentInterval(0.679, 0.713).Plain());
        Assert.Equal(number, formats.Integer(1_234_567).Plain());
    }

    [Fact]
    public void Nothing_in_a_number_breaks_at_the_end_of_a_line() =>
        Assert.DoesNotContain(' ', Readers.Formats(Language.Russian).Money(Money.Of(1234567m, Currency.Of("RUB"))));

    [Fact]
    public void A_change_that_rounds_to_nothing_has_no_sign()
    {
        var formats = Readers.Formats(Language.English);

        Assert.Equal("+1.8", formats.Signed(1.8));
        Assert.Equal("−2.0", formats.Signed(-2.0));
        Assert.Equal("0.0", formats.Signed(0.01));
        Assert.Equal("+1,264", formats.Signed(1264));
    }

    [Theory]
    [InlineData(Language.English, "one day", "a, b and c")]
    [InlineData(Language.Russian, "один день", "a, b и c")]
    [InlineData(Language.Ukrainian, "один день", "a, b та c")]
    [InlineData(Language.Polish, "jeden dzień", "a, b i c")]
    public void Lists_end_with_and(Language language, string single, string three)
    {
        var formats = Readers.Formats(language);

        Assert.Equal(single, formats.List([single]));
        Assert.Equal(three, formats.List(["a", "b", "c"]));
        Assert.Equal("", formats.List([]));
    }

    [Fact]
    public void Fractions_take_their_own_form()
    {
        Assert.Equal("45.7 days", Readers.Formats(Language.English).Days(45.6569));
        Assert.Equal("45,7 дня", Readers.Formats(Language.Russian).Days(45.6569));
        Assert.Equal("2,5 dnia", Readers.Formats(Language.Polish).Days(2.5));
        Assert.Equal("1,5 дня", Readers.Of(Language.Ukrainian).Text("ui.days", 1.5));
    }

    [Fact]
    public void Sizes_of_files_are_told_in_the_readers_units()
    {
        Assert.Equal("640 байтів", Readers.Formats(Language.Ukrainian).FileSize(640));
        Assert.Equal("7,1 МБ", Readers.Formats(Language.Russian).FileSize(7_100_000));
        Assert.Equal("45 kB", Readers.Formats(Language.Polish).FileSize(45_000));
    }
}
