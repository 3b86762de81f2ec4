using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Kernel;

namespace Regulars.Journal.Tests.Import;

/// <summary>Tables that are read without being imported.</summary>
public sealed class TableFileTests
{
    [Fact]
    public void Columns_apart_by_spaces_without_headings_are_numbered()
    {
        var table = TableFile.Open(Given.File(" 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n 00021 0002 19970103 13   63.34\r\n")).Value;
        Assert.False(table.HasHeadings);
        Assert.Equal(["1", "2", "3", "4", "5"], table.Headings);
        var values = table.Values([2], [4]).Value;
        Assert.Equal(
            [("00004", Day.Of(1997, 1, 1), 29.33), ("00004", Day.Of(1997, 1, 18), 29.73), ("00021", Day.Of(1997, 1, 3), 63.34)],
            table.Rows().Select(row => (row[0].ToString(), values.Day(row, 2)!.Value, values.Number(row, 4)!.Value)));
    }

    [Theory]
    [InlineData("customer;when;paid\na;31.12.2024;1.234,50\nb;01.01.2025;7,25\n")]
    [InlineData("customer,when,paid\na,2024-12-31,1234.5\nb,2025-01-01,7.25\n")]
    [InlineData("customer\twhen\tpaid\na\t12/31/2024\t\"1,234.50\"\nb\t1/1/2025\t7.25\n")]
    [InlineData("customer   when   paid\na  31.12.2024   1234.5\nb  1.1.2025  7.25\n")]
    public void Dates_and_numbers_are_read_as_the_whole_file_writes_them(string text)
    {
        var table = TableFile.Open(Given.Gzip(text)).Value;
        var (date, amount) = (table.Find("WHEN")!.Value, table.Find("paid")!.Value);
        var values = table.Values([date], [amount]).Value;
        Assert.Equal(
            [(Day.Of(2024, 12, 31), 1234.5), (Day.Of(2025, 1, 1), 7.25)],
            table.Rows().Select(row => (values.Day(row, date)!.Value, values.Number(row, amount)!.Value)));
        Assert.Null(table.Find("nowhere"));
        Assert.True(table.LooksNumeric(amount));
    }

    [Fact]
    public void What_cannot_be_read_is_told_with_its_line_and_column()
    {
        var table = TableFile.Open(Given.File("arm,outcome\na,1\nb,\nb,much\n")).Value;
        var values = table.Values([], [1]).Value;
        var read = new List<double?>();
        var fault = Assert.Throws<TableCellException>(() => read.AddRange(table.Rows().Select(row => values.Number(row, 1))));
        Assert.Equal((4L, "outcome", "much", TableCellFault.Number), (fault.Line, fault.Column, fault.Text, fault.Fault));
    }

    [Fact]
    public void Words_for_nothing_are_nothing_where_a_value_is_asked_for_and_words_elsewhere()
    {
        var table = TableFile.Open(Given.File("arm,outcome,day\nnone,NaN,null\nletter,2,2024-05-13\n")).Value;
        var values = table.Values([2], [1]).Value;
        Assert.Equal(
            [("none", 0, (double?)null, (Day?)null), ("letter", 6, 2, Day.Of(2024, 5, 13))],
            table.Rows().Select(row => (row[0].ToString(), row.Named(0).Length, values.Number(row, 1), values.Day(row, 2))));
    }

    [Theory]
    [InlineData("1e-3", 0.001)]
    [InlineData("123456789012345", 123456789012345)]
    [InlineData("-4.5", -4.5)]
    public void Numbers_that_no_shop_writes_are_still_numbers(string written, double expected)
    {
        var table = TableFile.Open(Given.File($"x,y\n{written},2.5\n1.5,2.5\n")).Value;
        var values = table.Values([], [0, 1]).Value;
        Assert.Equal(expected, table.Rows().Select(row => values.Number(row, 0)).First()!.Value, 1e-12);
    }

    [Fact]
    public void What_is_no_table_is_refused()
    {
        Assert.Equal("import.file_empty", TableFile.Open(Given.File("")).Refusal?.Code);
        Assert.Equal("import.file_binary", TableFile.Open(ImportSource.FromBytes("x", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4])).Refusal?.Code);
    }

    [Fact]
    public void A_packed_file_is_opened_as_far_as_it_may_be()
    {
        var text = "x,y\n" + string.Concat(Enumerable.Repeat("1.5,2.5\n", 1_000));
        var source = Given.Gzip(text);

        Assert.Equal(1_000, TableFile.Open(source with { MostOpened = text.Length }).Value.Rows().Count());
        Assert.Equal("import.opened_too_large", TableFile.Open(source with { MostOpened = text.Length - 1 }).Refusal?.Code);
        Assert.Equal(1_000, TableFile.Open(Given.File(text) with { MostOpened = 1 }).Value.Rows().Count());
    }
}
