using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Regulars.Kernel;
using Regulars.Loyalty.Till;

namespace Regulars.Loyalty.Tests.Till;

/// <summary>What is typed on the till's page.</summary>
public sealed class TillEntryTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory]
    [InlineData("12,50", 1250)]
    [InlineData("12.5", 1250)]
    [InlineData("1 234,05", 123_405)]
    [InlineData("7", 700)]
    public void An_amount_has_a_decimal_comma_or_point(string typed, long minor) =>
        Assert.Equal(minor, Assert.Single(Entry(("amount", typed)).ToLines(Euro).Value).Value);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.2.3")]
    [InlineData("12,505")]
    [InlineData("twelve")]
    [InlineData("99999999999999999999")]
    public void What_is_no_amount_is_refused(string typed) => Assert.Equal("amount", Entry(("amount", typed)).ToLines(Euro).Refusal!.Code);

    [Fact]
    public void The_rest_of_the_amount_is_a_line_without_a_product()
    {
        var lines = Entry(("amount", "20"), ("product", "tea"), ("quantity", "2"), ("price", "7,25")).ToLines(Euro).Value;

        Assert.Equal([("tea", 1450L), (null, 550L)], lines.Select(line => (line.Product, line.Value)));
    }

    [Fact]
    public void Products_alone_make_a_basket_and_may_not_cost_more_than_its_amount()
    {
        var products = Entry(("amount", ""), ("product", "tea"), ("quantity", ""), ("price", "7.25"));

        Assert.Equal(725, Assert.Single(products.ToLines(Euro).Value).Value);
        Assert.Equal("less", (products with { Amount = "7" }).ToLines(Euro).Refusal!.Code);
        Assert.Equal("line", Entry(("product", "tea"), ("quantity", "0"), ("price", "7")).ToLines(Euro).Refusal!.Code);
    }

    private static TillEntry Entry(params (string Name, string Value)[] fields) =>
        TillEntry.Read(new FormCollection(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value))));
}
