using Regulars.Storage;

namespace Regulars.Insights.Tests;

public sealed class ImportPagesTests
{
    private const string File =
        """
        Order number;Date;Customer name;E-mail;Status;Product;Quantity;Price
        1001;01.03.2026 10:00;Anna Nowak;anna@mail.example;completed;Coffee;2;12,50
        1002;02.03.2026 10:00;Jan Kowalski;jan@mail.example;cancelled;Tea;1;9,00
        1003;31.03.2026 11:00;Ewa Lis;ewa@mail.example;completed;Mug;1;much
        """;

    [Fact]
    public async Task A_file_is_shown_then_imported_and_its_rejected_row_can_be_downloaded()
    {
        await using var console = await Console.Open(Engine.Sqlite);

        var preview = await console.Upload("orders.csv", File);
        var shown = await console.Page(preview);
        Assert.Empty(console.Database.Query<Guid>("SELECT customer_id FROM customer"));
        var progress = await console.Post($"{preview}/start", ("confirmed", "yes"));
        var result = await Follow(console, progress);
        var page = await console.Page(result, "pl");
        using var rejects = await console.Send($"{result}/rejects.csv", "uk");

        Assert.Contains("Anna Nowak", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Zapisano 2 zamówienia", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1003", await rejects.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, (await console.Json("/api/v1/customers")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_column_and_a_status_corrected_by_hand_are_read_so()
    {
        await using var console = await Console.Open(Engine.Sqlite);
        var preview = await console.Upload("orders.csv", File);
        var before = await console.Page(preview);
        var status = before.QuerySelectorAll("select[name^=status-]")
            .First(select => select.QuerySelector("option[selected]")!.GetAttribute("value") == "Cancelled").GetAttribute("name")!;

        Assert.Equal(preview, await console.Post($"{preview}/mapping", (status, "Sold"), ("role-5", "Ignore"), ("timeZone", "Europe/Kyiv"), ("currency", "UAH")));
        var after = await console.Page(preview);

        Assert.Equal("Sold", after.QuerySelector($"select[name={status}] option[selected]")!.GetAttribute("value"));
        Assert.Equal("Ignore", after.QuerySelector("select[name=role-5] option[selected]")!.GetAttribute("value"));
        Assert.Equal("Europe/Kyiv", after.QuerySelector("input[name=timeZone]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_refused_with_its_reason_and_nothing_is_kept()
    {
        await using var console = await Console.Open(Engine.Sqlite);

        var page = await console.Page(await console.Upload("orders.csv", "Order number;Date;Price\r\n"));

        Assert.NotNull(page.QuerySelector("[role=alert]"));
        Assert.Contains("Nothing was written", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discarding_a_file_removes_it()
    {
        await using var console = await Console.Open(Engine.Sqlite);
        var preview = await console.Upload("orders.csv", File);

        await console.Post($"{preview}/discard", ("confirmed", "yes"));
        using var gone = await console.Send(preview);

        Assert.Equal("/import?done=gone", gone.Headers.Location!.OriginalString);
    }

    /// <summary>Asks as the page does until the import has ended.</summary>
    private static async Task<string> Follow(Console console, string progress)
    {
        for (; ; )
        {
            using var answer = await console.Send(progress);
            if (answer.Headers.Location is { } end)
            {
                return end.OriginalString;
            }

            await Task.Yield();
        }
    }
}
