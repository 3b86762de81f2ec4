using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Regulars.Journal.Import;
using Regulars.Journal.Import.Reading;

namespace Regulars.Journal.Tests.Import;

public class ReadingProperties
{
    private static readonly string[] Encodings = ["utf-8", "utf-16", "utf-16BE", "windows-1250", "windows-1251"];

    [Fact]
    public void What_a_correct_writer_wrote_is_read_back_cell_for_cell()
    {
        var cell = Gen.Elements("a", "", " b ", "\"", "x\"y", "1,5", "a;b", "t\tu", "p|q", "two\nlines", "two\r\nlines", "cr\rcr", "end\"", "ąę", "Жя", "£");
        var file =
            from width in Gen.Choose(2, 5)
            from rows in cell.ArrayOf(width).NonEmptyListOf()
            from delimiter in Gen.Elements(',', ';', '\t', '|')
            from lineEnd in Gen.Elements("\n", "\r\n", "\r")
            from encoding in Gen.Elements(Encodings)
            from always in Gen.Elements(true, false)
            select (Rows: rows, Delimiter: delimiter, LineEnd: lineEnd, Encoding: encoding, Always: always);
        Prop.ForAll(file.ToArbitrary(), written =>
        {
            var encoding = Given.EncodingNamed(written.Encoding);
            string Keep(string text) => encoding.GetString(encoding.GetBytes(text));
            var rows = written.Rows.Select(row => row.Select(Keep).ToArray()).ToList();
            var text = string.Concat(rows.Select(row => string.Join(written.Delimiter, row.Select(one => Write(one, written.Delimiter, written.Always))) + written.LineEnd));
            using var reader = new RowReader(new DecodedText(new MemoryStream(encoding.GetBytes(text)), encoding), written.Delimiter);
            foreach (var row in rows)
            {
                Assert.True(reader.Read());
                Assert.Equal(RowFault.None, reader.Fault);
                Assert.Equal(row, Enumerable.Range(0, reader.Count).Select(column => reader[column].ToString()));
            }

            Assert.False(reader.Read());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Assembling_does_not_depend_on_the_order_of_rows()
    {
        var row =
            from number in Gen.Choose(1, 6)
            from day in Gen.Choose(1, 28)
            from quantity in Gen.Elements(-2, 1, 3)
            from price in Gen.Choose(1, 9999)
            from named in Gen.Elements(true, false)
            select $"{number},2023-05-{day:00},{(named ? number + 100 : "")},{quantity},{price / 100}.{price % 100:00}";
        Prop.ForAll(row.NonEmptyListOf().ToArbitrary(), rows =>
        {
            var straight = Summary(rows);
            Assert.Equal(straight, Summary(Enumerable.Reverse(rows)));
            Assert.Equal(straight, Summary(rows.OrderBy(one => one, StringComparer.Ordinal)));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1251")]
    public void An_encoding_of_Cyrillic_text_is_told_by_its_bytes(string encoding)
    {
        var plan = Given.Plan(Given.File("Номер заказа;Дата;Клиент;Сумма\n1;01.05.2023;Анна Иванова;10,50\n", encoding));
        Assert.Equal(encoding, plan.Encoding);
        Assert.Equal("Анна Иванова", plan.Samples[0].Customer!.Profile!.Name);
    }

    [Fact]
    public void Letters_that_come_late_in_a_file_still_decide_its_encoding()
    {
        var rows = string.Concat(Enumerable.Range(1, 20_000).Select(number => $"{number};2023-05-01;Anna;10,50\n"));
        var plan = Given.Plan(Given.File("order number;date;customer;total\n" + rows + "90001;2023-05-01;Łucja Żółć;10,50\n", "windows-1250"));
        Assert.Equal(("windows-1250", 0L), (plan.Encoding, plan.MalformedRows));
    }

    [Fact]
    public void Gzip_and_zip_are_told_by_content()
    {
        const string Text = "order number,date,total\n1,2023-05-01,10.00\n";
        Assert.Equal(ContainerKind.Gzip, Given.Plan(Given.Gzip(Text)).Container);
        Assert.Equal(ContainerKind.Zip, Given.Plan(Given.Zip(("orders.txt", Text))).Container);
        Assert.Equal("1", Assert.Single(Given.Items(Given.Zip(("orders.txt", Text)))).Order!.Number);
    }

    private static string Write(string cell, char delimiter, bool always) =>
        always || cell.Length == 0 || cell.Contains(delimiter) || cell.IndexOfAny(['"', '\n', '\r']) >= 0 ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    private static string Summary(IEnumerable<string> rows) => string.Join('\n',
        Given.Orders("order number,date,customer id,quantity,price\n" + string.Join('\n', rows))
            .OrderBy(order => order.Number, StringComparer.Ordinal)
            .Select(order => $"{order.Number} {order.PlacedAt} {order.Customer?.Identities[0].Value} {order.Value()} {order.Returned()} {order.Lines.Count}"));
}
