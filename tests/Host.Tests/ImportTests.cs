using System.Text;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>Importing by the command line.</summary>
public sealed class ImportTests
{
    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task Imported_twice_it_changes_nothing(StorageEngine engine)
    {
        using var place = new Place(engine);
        var file = place.Write("orders.csv", SmallShop.Export(1_200));
        var first = (await place.Run("import", file)).Well();
        var report = await place.Report();
        var facts = place.Ask("SELECT count(*) FROM fact");

        var second = (await place.Run("import", file)).Well();

        Assert.Contains("Orders recorded: 1,200; known already: 0; not taken: 0.", first.Errors, StringComparison.Ordinal);
        Assert.Contains("Orders recorded: 0; known already: 1,200; not taken: 0.", second.Errors, StringComparison.Ordinal);
        Assert.Equal(report, await place.Report());
        Assert.Equal(facts, place.Ask("SELECT count(*) FROM fact"));
        Assert.Empty(first.Output);
    }

    [Fact]
    public async Task Two_files_in_one_go_are_both_taken()
    {
        using var place = new Place(StorageEngine.Sqlite);

        (await place.Run("import", place.Write("a.csv", SmallShop.Export(50)), place.Write("b.csv", SmallShop.Export(50, firstNumber: 1_001)))).Well();

        Assert.Equal(100, place.Ask("SELECT count(*) FROM purchase_order"));
    }

    [Fact]
    public async Task A_preview_prints_the_mapping_and_writes_no_order()
    {
        using var place = new Place(StorageEngine.Sqlite);

        var preview = (await place.Run("import", "--preview", place.Write("orders.csv", SmallShop.Export(50)))).Well();

        using var mapping = System.Text.Json.JsonDocument.Parse(preview.Output);
        Assert.Equal(0, place.Ask("SELECT count(*) FROM purchase_order"));
    }

    [Fact]
    public async Task A_missing_file_is_told_by_its_name()
    {
        using var place = new Place(StorageEngine.Sqlite);

        var ran = await place.Run("import", "nowhere.csv");

        Assert.Equal((1, "There is no file nowhere.csv.\n"), (ran.ExitCode, ran.Errors));
    }

    /// <summary>Files of which nothing can be taken: the answer says why, and no order is left behind.</summary>
    [Theory]
    [InlineData("binary", "The file is not text.")]
    [InlineData("empty", "empty")]
    [InlineData("headings", "headings")]
    [InlineData("mixed dates", "03/14/2023")]
    [InlineData("endless", "line")]
    public async Task A_file_that_cannot_be_read_is_refused_whole(string kind, string said)
    {
        using var place = new Place(StorageEngine.Sqlite);
        var file = place.Write("broken.csv", kind switch
        {
            "binary" => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 3, 0, 62, 0, 1, 0, 0, 200, 0, 255, 254, 1],
            "empty" => [],
            "headings" => Encoding.UTF8.GetBytes(SmallShop.Headings),
            "mixed dates" => Encoding.UTF8.GetBytes("date,customer id,amount\n13/03/2023,7,10.00\n03/14/2023,8,10.00\n"),
            _ => Encoding.UTF8.GetBytes(new string('x', 4 << 20)),
        });

        var ran = await place.Run("import", file);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(said, ran.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith(file + " was not imported: ", ran.Errors, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
        Assert.Equal(0, Kept(place));
    }

    /// <summary>Files with broken rows: each is told with its line and its reason, and the rest goes in.</summary>
    [Theory]
    [InlineData("torn line", "9001,2023-05-01,7\n", 1, "Line,Reason")]
    [InlineData("wrong encoding", "9001,2023-05-01,7,a@example.com,\u0001\uFFFF,1,5.00,Poland\n", 1, "9001")]
    [InlineData("absurd numbers", "9001,2023-05-01,7,a@example.com,Tea,9999999999,9999999999.00,Poland\n9002,2023-05-01,7,a@example.com,Tea,1,1e30,Poland\n", 2, "9002")]
    [InlineData("formula", "9001,2023-05-01,7,a@example.com,\"=HYPERLINK(\"\"http://example.com\"\")\",1,free,Poland\n", 1, "'=HYPERLINK")]
    [InlineData("two customers", "9001,2023-05-01,7,,Tea,1,5.00,Poland\n9001,2023-05-01,8,,Tea,1,5.00,Poland\n", 2, "9001")]
    public async Task Broken_rows_are_rejected_alone_with_reason_and_cure(string kind, string rows, int rejected, string said)
    {
        using var place = new Place(StorageEngine.Sqlite);
        var content = kind is "wrong encoding"
            ? [.. Encoding.UTF8.GetBytes(SmallShop.Export(40) + "9000,2023-05-01,7,a@example.com,Чай,1,5.00,Poland\n" + rows.Split('\u0001')[0]), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes(rows.Split('\uFFFF')[1])]
            : Encoding.UTF8.GetBytes(SmallShop.Export(40) + rows);

        var ran = (await place.Run("import", place.Write("broken.csv", content))).Well();

        Assert.Contains($"not taken: {rejected}.", ran.Errors, StringComparison.Ordinal);
        var told = File.ReadAllText(Path.Combine(place.Data, "uploads", "broken.csv.rejected.csv"));
        Assert.Equal(1 + rejected, told.Count(letter => letter == '\n'));
        Assert.Contains(said, told, StringComparison.Ordinal);
        Assert.Equal(0, place.Ask("SELECT count(*) FROM purchase_order WHERE number IN ('9001', '9002')"));
        Assert.Equal(kind is "wrong encoding" ? 41 : 40, place.Ask("SELECT count(*) FROM purchase_order"));
    }

    private static long Kept(Place place) => place.Ask(
        "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM fact) + (SELECT count(*) FROM purchase_order) + (SELECT count(*) FROM anonymous_sale) + (SELECT count(*) FROM import_run)");
}
