using System.Text;
using Regulars.Journal.Import;

namespace Regulars.Journal.Tests.Import;

public class BrokenFileTests
{
    private const string Headings = "order number,date,customer id,product,quantity,price\n";
    private const string Good = "1,2023-05-01,7,Tea,2,10.00\n";

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal("import.file_empty", Given.Refused(Given.File("")).Code);

    [Fact]
    public void A_file_of_white_space_is_refused() => Assert.Equal("import.file_empty", Given.Refused(Given.File("\n \r\n\n")).Code);

    [Fact]
    public void Headings_alone_are_refused() => Assert.Equal("import.only_headings", Given.Refused(Given.File(Headings)).Code);

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3 })]
    [InlineData(new byte[] { 1, 0, 2, 200, 0, 3, 1, 0, 0, 0, 7, 8, 9, 130, 4, 0, 0, 5, 0, 6 })]
    public void A_binary_file_is_refused(byte[] content) =>
        Assert.Equal("import.file_binary", Given.Refused(ImportSource.FromBytes("orders.csv", content)).Code);

    [Fact]
    public void A_workbook_is_refused_with_its_own_reason() =>
        Assert.Equal("import.file_workbook", Given.Refused(Given.Zip(("xl/workbook.xml", "<x/>"), ("xl/sheet.xml", "<x/>"))).Code);

    [Fact]
    public void An_archive_of_several_files_is_refused_with_their_names() =>
        Assert.Equal("a.csv, b.csv", Given.Refused(Given.Zip(("a.csv", Headings + Good), ("b.csv", Headings + Good))).Place);

    [Fact]
    public void A_damaged_gzip_is_refused()
    {
        var packed = new byte[200];
        Given.Gzip(Headings + Good).Open().ReadExactly(packed.AsSpan(0, 20));
        Assert.Equal("import.container_damaged", Given.Refused(ImportSource.FromBytes("x.gz", packed)).Code);
    }

    [Fact]
    public void A_file_without_a_date_is_refused() =>
        Assert.Equal("import.no_date_column", Given.Refused(Given.File("order number,customer id,price\n1,7,10.00\n")).Code);

    [Fact]
    public void A_file_without_an_amount_is_refused() =>
        Assert.Equal("import.no_amount", Given.Refused(Given.File("order number,date,customer name\n1,2023-05-01,Anna Nowak\n")).Code);

    [Fact]
    public void Slashed_dates_that_contradict_each_other_are_refused() => Assert.Equal(
        "import.dates_mixed",
        Given.Refused(Given.File("date,customer id,amount\n13/05/2023,7,10.00\n05/14/2023,8,10.00\n03/04/2023,8,10.00\n")).Code);

    [Fact]
    public void Dates_of_two_forms_are_refused_with_an_example_of_each()
    {
        var refusal = Given.Refused(Given.File("date,customer id,amount\n2023-05-13,7,10.00\n14.05.2023,8,10.00\n2023-05-15,8,10.00\n"));
        Assert.Equal(("import.dates_mixed", "2023-05-13 / 14.05.2023"), (refusal.Code, refusal.Place));
    }

    [Fact]
    public void An_endless_line_is_refused_when_it_is_all_there_is() =>
        Assert.Equal("import.line_endless", Given.Refused(Given.File(new string('a', 3 << 20))).Code);

    [Fact]
    public void An_endless_line_among_others_is_rejected_alone()
    {
        var items = Given.Items(Given.File(Headings + Good + "2,2023-05-01,7," + new string('x', 3 << 20) + ",1,5.00\r\n3,2023-05-01,7,Tea,1,5.00\n"));
        Assert.Equal(["1", null, "3"], items.Select(item => item.Order?.Number));
        Assert.Equal((RowCodes.LineTooLong, 3L), (items[1].Rejection!.Code, items[1].Rejection!.Line));
    }

    [Fact]
    public void A_torn_line_is_rejected_with_its_number()
    {
        var items = Given.Items(Given.File(Headings + Good + "2,2023-05-01,7\n3,2023-05-02,7,Tea,1,5.00\n"));
        Assert.Equal((RowCodes.ColumnsMissing, 3L, "2,2023-05-01,7"), (items[1].Rejection!.Code, items[1].Rejection!.Line, items[1].Rejection!.RawLine));
        Assert.Equal("3", items[2].Order!.Number);
    }

    [Fact]
    public void A_torn_quote_costs_one_line_only()
    {
        var items = Given.Items(Given.File(
            Headings + Good + "2,2023-05-01,7,\"Tea,1,5.00\n3,2023-05-02,7,\"Pot, blue\",1,5.00\n4,2023-05-02,7,Tea,1,5.00\n5,2023-05-02,7,\"Tea,1,5.00"));
        Assert.Equal(["1", null, "3", "4", null], items.Select(item => item.Order?.Number));
        Assert.Equal([3L, 6L], items.Where(item => item.Rejection is not null).Select(item => item.Rejection!.Line));
        Assert.All(items, item => Assert.True(item.Rejection is null || item.Rejection.Code == RowCodes.TornQuote));
    }

    [Fact]
    public void Bytes_that_are_no_text_reject_their_rows_alone()
    {
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes(Headings + "1,2023-05-01,7,Чай,2,10.00\n2,2023-05-01,7,"), 0xFF, 0xFE,
            .. Encoding.UTF8.GetBytes(",1,5.00\n3,2023-05-01,7,Чай\0,1,5.00\n4,2023-05-01,7,Чай,1,5.00\n"),
        ];
        var items = Given.Items(ImportSource.FromBytes("x.csv", file));
        Assert.Equal(["1", null, null, "4"], items.Select(item => item.Order?.Number));
        Assert.All(items, item => Assert.True(item.Rejection is null || item.Rejection.Code == RowCodes.NotText));
    }

    [Theory]
    [InlineData("2,2023-05-01,7,Tea,1,1e30", RowCodes.AmountAbsurd)]
    [InlineData("2,2023-05-01,7,Tea,1000000000000000,1.00", RowCodes.AmountAbsurd)]
    [InlineData("2,2023-05-01,7,Tea,9999999999,9999999999.00", RowCodes.AmountAbsurd)]
    [InlineData("2,2023-05-01,7,Tea,1,123456789012345678901234567890", RowCodes.AmountAbsurd)]
    [InlineData("2,2023-05-01,7,Tea,1,NaN", RowCodes.AmountMissing)]
    [InlineData("2,2023-05-01,7,Tea,1,ten", RowCodes.AmountUnreadable)]
    [InlineData("2,2023-05-01,7,Tea,0,1.00", RowCodes.QuantityZero)]
    [InlineData("2,0204-05-01,7,Tea,1,1.00", RowCodes.DateAbsurd)]
    [InlineData("2,2204-05-01,7,Tea,1,1.00", RowCodes.DateAbsurd)]
    [InlineData("2,2023-02-30,7,Tea,1,1.00", RowCodes.DateUnreadable)]
    [InlineData("2,2023-02-01 10:99999999999999999,7,Tea,1,1.00", RowCodes.DateUnreadable)]
    [InlineData("2,2023-02-01 10:00 +99999999999999999,7,Tea,1,1.00", RowCodes.DateUnreadable)]
    [InlineData("2,,7,Tea,1,1.00", RowCodes.DateMissing)]
    [InlineData(",2023-05-01,7,Tea,1,1.00", RowCodes.NumberMissing)]
    [InlineData("2,2023-05-01,7,Tea,1,1.00,more", RowCodes.ColumnsExtra)]
    public void An_absurd_value_rejects_its_row_alone(string row, string code)
    {
        var items = Given.Items(Given.File(Headings + string.Concat(Enumerable.Range(10, 30).Select(number => $"{number},2023-05-01,7,Tea,2,10.00\n")) + row + "\n"));
        Assert.Equal(31, items.Count);
        Assert.Equal(code, Assert.Single(items, item => item.Rejection is not null).Rejection!.Code);
    }

    [Fact]
    public void Two_customers_under_one_order_number_reject_every_row_of_it()
    {
        var items = Given.Items(Given.File(Headings + "1,2023-05-01,7,Tea,2,10.00\n2,2023-05-01,7,Tea,2,10.00\n1,2023-05-01,8,Tea,2,10.00\n1,2023-05-01,,Tea,2,10.00\n"));
        Assert.Equal([2L, 4L, 5L], items.Where(item => item.Rejection is not null).Select(item => item.Rejection!.Line));
        Assert.All(items, item => Assert.True(item.Rejection is null || item.Rejection.Code == RowCodes.TwoCustomers));
        Assert.Equal("2", Assert.Single(items, item => item.Order is not null).Order!.Number);
    }

    [Fact]
    public void An_order_of_too_many_rows_is_rejected_row_by_row()
    {
        var items = Given.Items(Given.File(Headings + string.Concat(Enumerable.Repeat(Good, ImportLimits.LinesPerOrder + 1))));
        Assert.Equal(ImportLimits.LinesPerOrder + 1, items.Count(item => item.Rejection?.Code == RowCodes.OrderTooLong));
    }

    [Fact]
    public void A_formula_in_a_name_is_kept_as_text_and_defused_in_the_file_of_rejected_rows()
    {
        var source = Given.File(Headings + Good + "2,2023-05-01,=cmd|' /C calc'!A0,-5,1,x\n");
        var plan = Given.Plan(source);
        using var reading = OrderFileReader.Read(source, plan);
        using var written = new StringWriter();
        var file = new RejectFile(written, [.. plan.Columns.Select(column => column.Heading)], ImportTexts.In("pl"));
        foreach (var item in reading.Where(item => item.Rejection is not null))
        {
            file.Add(item.Rejection!, plan.Delimiter);
        }

        Assert.Equal(
            "Wiersz,Powód,Co zrobić,order number,date,customer id,product,quantity,price\r\n"
            + "3,„x” w kolumnie „price” nie jest liczbą.,Zapisz liczbę cyframi i z takim znakiem dziesiętnym jak w reszcie pliku.,"
            + "2,2023-05-01,'=cmd|' /C calc'!A0,-5,1,x\r\n",
            written.ToString());
    }

    [Fact]
    public void Every_code_has_its_texts_in_four_languages()
    {
        var codes = typeof(RowCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        foreach (var language in (string[])["en", "ru", "uk", "pl"])
        {
            var texts = ImportTexts.In(language);
            Assert.All(codes, code => Assert.DoesNotContain("import.", texts.Reason(code, ["a", "b", "c"]) + texts.Cure(code, ["a", "b", "c"])));
        }
    }
}
