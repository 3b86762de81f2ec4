using System.Net;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public abstract class CustomerPagesTests(Engine engine)
{
    [Theory]
    [InlineData("wisn", "Agnieszka Wiśniewska")]
    [InlineData("agn wisniewska", "Agnieszka Wiśniewska")]
    [InlineData("+48 601 234 567", "Agnieszka Wiśniewska")]
    [InlineData("601 234 567", "Agnieszka Wiśniewska")]
    [InlineData("7714 0021", "Agnieszka Wiśniewska")]
    [InlineData("marek@mail.example", "Marek Nowak")]
    [InlineData("A-2", "Marek Nowak")]
    [InlineData("a-2", "Marek Nowak")]
    public async Task A_customer_is_found_by_whatever_is_known_of_them(string words, string name)
    {
        await using var console = await WithTwo();

        var found = await console.Json($"/api/v1/customers?q={Uri.EscapeDataString(words)}");

        Assert.Equal([name], found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task All_words_of_a_search_must_match()
    {
        await using var console = await WithTwo();

        var page = await console.Page("/customers?q=agnieszka+nowak");

        Assert.Empty(page.QuerySelectorAll("#results tbody tr"));
        Assert.Contains("Nobody found", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-last")]
    [InlineData("last")]
    [InlineData("-value")]
    [InlineData("orders")]
    [InlineData("-name")]
    public async Task A_list_read_part_by_part_shows_everyone_once_in_order(string sort)
    {
        await using var console = await WithMany(11);
        var whole = await console.Json($"/api/v1/customers?limit=200&sort={sort}");
        var read = new List<string?>();
        for (string? after = ""; after is not null;)
        {
            var part = await console.Json($"/api/v1/customers?limit=3&sort={sort}&after={after}");
            read.AddRange(part.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
            after = part.GetProperty("next").GetString();
        }

        Assert.Equal(11, read.Count);
        Assert.Equal(whole.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()), read);
    }

    [Fact]
    public async Task The_page_before_holds_what_was_seen_before()
    {
        await using var console = await WithMany(120);
        var first = await console.Page("/customers");
        var second = await console.Page(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        var back = await console.Page(second.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);

        Assert.Equal(50, back.QuerySelectorAll("#results tbody tr").Length);
        Assert.Equal(Names(first), Names(back));
        Assert.Empty(Names(first).Intersect(Names(second)));
    }

    [Fact]
    public async Task A_filter_by_segment_shows_its_customers_the_most_valuable_first()
    {
        await using var console = await WithMany(40);
        var segments = await console.Json("/api/v1/segments");
        foreach (var segment in segments.GetProperty("items").EnumerateArray())
        {
            var key = segment.GetProperty("key").GetString();
            var listed = await console.Json($"/api/v1/customers?limit=200&segment={key}");
            var ofSegment = await console.Json($"/api/v1/segments/{key}/customers?limit=200");

            Assert.Equal(segment.GetProperty("customers").GetInt32(), listed.GetProperty("items").GetArrayLength());
            Assert.Equal(
                ofSegment.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()),
                listed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        }
    }

    [Fact]
    public async Task Who_did_not_buy_for_long_is_found_by_the_days()
    {
        await using var console = await WithMany(12);

        var quiet = await console.Json("/api/v1/customers?notSince=30");
        var recent = await console.Json("/api/v1/customers?boughtWithin=30");

        Assert.Equal(12, quiet.GetProperty("items").GetArrayLength() + recent.GetProperty("items").GetArrayLength());
        Assert.All(recent.GetProperty("items").EnumerateArray(), item =>
            Assert.True(string.CompareOrdinal(item.GetProperty("lastPurchase").GetString(), "2026-10-23") > 0));
    }

    [Fact]
    public async Task Merged_records_are_one_story_until_the_merge_is_undone()
    {
        await using var console = await Console.Open(engine);
        var one = await console.Order("A-1", Console.Customer("Anna", "anna@mail.example"), 10, 3);
        var other = await console.Order("A-2", Console.Customer("Anna W.", "aw@work.example"), 20, 2);
        var preview = await console.Page($"/customers/{one}/merge?with={other}");
        Assert.Contains("aw@work.example", preview.Body!.TextContent, StringComparison.Ordinal);

        Assert.Equal($"/customers/{one}?done=merged", await console.Post($"/customers/{one}/merge", ("other", $"{other}")));
        using var moved = await console.Send($"/customers/{other}");
        var together = await console.Page($"/customers/{one}");
        var record = together.QuerySelector("input[name=record]")!.GetAttribute("value")!;
        await console.Post($"/customers/{one}/unmerge", ("record", record));
        var apart = await console.Page($"/customers/{other}");

        Assert.Equal($"/customers/{one}", moved.Headers.Location!.OriginalString);
        Assert.Equal(["Order A-2 — €20.00", "Order A-1 — €10.00"], Story(together).Where(title => title.StartsWith("Order", StringComparison.Ordinal)));
        Assert.Equal(["Order A-2 — €20.00"], Story(apart).Where(title => title.StartsWith("Order", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_records_named_by_one_order_are_proposed_to_each_other_and_on_today()
    {
        await using var console = await Console.Open(engine);
        var one = await console.Order("A-1", Console.Customer("Anna", "anna@mail.example"), 10, 3);
        var other = await console.Order("A-2", Console.Customer("Anna W.", "aw@work.example", card: "77"), 20, 2);
        await console.Order("A-3", Console.Customer("Anna", "anna@mail.example", card: "77"), 20, 1);
        console.Refresh();

        var pages = new[] { await console.Page($"/customers/{one}"), await console.Page($"/customers/{other}"), await console.Page("/") };

        Assert.Contains("1 other record may be the same person", pages[0].Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 other record may be the same person", pages[1].Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 pair of records may be one person", pages[2].Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_is_changed_and_an_empty_attribute_goes()
    {
        await using var console = await Console.Open(engine);
        var id = await console.Order("A-1", Console.Customer("Anna", "anna@mail.example"), 10, 3);

        await console.Post($"/customers/{id}/profile", ("name", "Anna Lis"), ("language", "pl"), ("birthday", "1990-05-04"), ("city", "Łódź"), ("country", ""), ("new-name", "Coffee"), ("new-value", "Kenya"));
        var saved = await console.Json($"/api/v1/customers/{id}");
        await console.Post($"/customers/{id}/profile", ("name", "Anna Lis"), ("attribute-0", ""));
        var emptied = await console.Json($"/api/v1/customers/{id}");

        Assert.Equal("Anna Lis", saved.GetProperty("name").GetString());
        Assert.Equal("1990-05-04", saved.GetProperty("birthday").GetString());
        Assert.Equal("Kenya", saved.GetProperty("attributes").GetProperty("Coffee").GetString());
        Assert.False(emptied.GetProperty("attributes").TryGetProperty("Coffee", out _));
        Assert.Equal("Łódź", emptied.GetProperty("city").GetString());
    }

    [Fact]
    public async Task A_consent_stands_with_its_words()
    {
        await using var console = await Console.Open(engine);
        var id = await console.Order("A-1", Console.Customer("Anna", "anna@mail.example"), 10, 3);

        await console.Post($"/customers/{id}/consents", ("purpose", "offers"), ("channel", "sms"), ("granted", "yes"), ("wording", "Yes, by SMS"));
        var unknown = await console.Post($"/customers/{id}/consents", ("purpose", "anything"), ("channel", "sms"), ("granted", "yes"), ("wording", "x"));

        var consent = Assert.Single((await console.Json($"/api/v1/customers/{id}")).GetProperty("consents").EnumerateArray());
        Assert.Equal("Yes, by SMS", consent.GetProperty("wording").GetString());
        Assert.True(consent.GetProperty("granted").GetBoolean());
        Assert.EndsWith("done=refused", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_forgotten_only_when_it_is_confirmed()
    {
        await using var console = await Console.Open(engine);
        var id = await console.Order("A-1", Console.Customer("Anna Lis", "anna@mail.example"), 10, 3);

        await console.Post($"/customers/{id}/erase");
        var kept = await console.Page($"/customers/{id}");
        await console.Post($"/customers/{id}/erase", ("confirmed", "yes"));
        var forgotten = await console.Page($"/customers/{id}");
        var found = await console.Json("/api/v1/customers?q=anna");

        Assert.Contains("Anna Lis", kept.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", forgotten.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("asked to be forgotten", forgotten.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, found.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_export_holds_every_fact_and_order_of_the_person()
    {
        await using var console = await Console.Open(engine);
        var customer = Console.Customer("Anna", "anna@mail.example");
        var id = await console.Order("A-1", customer, 10, 9, isReturned: true);
        await console.Order("A-2", customer, 20.5m, 2);

        var export = await console.Json($"/customers/{id}/export");

        Assert.Equal(3, export.GetProperty("facts").GetArrayLength());
        Assert.Equal(["A-2", "A-1"], export.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("number").GetString()));
        Assert.Equal("20.50", export.GetProperty("orders")[0].GetProperty("gross").GetRawText());
        Assert.Equal("Green tea", export.GetProperty("orders")[0].GetProperty("lines")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_long_story_is_read_part_by_part()
    {
        await using var console = await Console.Open(engine);
        var customer = Console.Customer("Anna", "anna@mail.example");
        var id = default(CustomerId);
        for (var number = 0; number < 35; number++)
        {
            id = await console.Order($"A-{number}", customer, 10, 100 - number);
        }

        var first = await console.Page($"/customers/{id}");
        var rest = await console.Page(first.QuerySelector(".timeline-more a")!.GetAttribute("href")!);

        Assert.Equal(30, Story(first).Count);
        Assert.Equal("Order A-34 — €10.00", Story(first)[0]);
        Assert.Equal("Order A-4 — €10.00", Story(rest)[0]);
        Assert.Equal(5, Story(rest).Count);
    }

    [Fact]
    public async Task The_lines_of_an_order_have_a_page_of_their_own()
    {
        await using var console = await Console.Open(engine);
        var id = await console.Order("A-1", Console.Customer("Anna", "anna@mail.example"), 12.5m, 3);
        var story = await console.Page($"/customers/{id}");

        var order = await console.Page(story.QuerySelector(".timeline-detail a")!.GetAttribute("href")!);

        Assert.Contains("Green tea", order.QuerySelector("[data-part]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("€12.50", order.QuerySelector("[data-part]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/customers?limit=0", "limit.out_of_range", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/customers?limit=201", "limit.out_of_range", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/customers?after=nonsense!", "cursor.invalid", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/customers/00000000-0000-0000-0000-000000000001", "customer.unknown", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/segments/nobody/customers", "segment.unknown", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/report?from=2026-02-01", "report.question", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/report?country=Atlantis", "report.unknown_part", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/report?country=Poland&store=x", "report.several_parts", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_answered_is_told_with_a_stable_code(string address, string code, HttpStatusCode status)
    {
        await using var console = await Console.Open(engine);

        using var answer = await console.Send(address);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var console = await Console.Open(engine);
        var id = await console.Order("A-1", Console.Customer("Anna Lis", "anna@mail.example"), 10, 3);

        using var answer = await console.PostWithoutToken($"/customers/{id}/erase");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("Anna Lis", (await console.Json($"/api/v1/customers/{id}")).GetProperty("name").GetString());
    }

    private static List<string> Story(AngleSharp.Dom.IDocument page) =>
        [.. page.QuerySelectorAll(".timeline-title").Select(title => title.TextContent.Trim())];

    private static List<string> Names(AngleSharp.Dom.IDocument page) =>
        [.. page.QuerySelectorAll("#results tbody th").Select(name => name.TextContent.Trim())];

    private async Task<Console> WithTwo()
    {
        var console = await Console.Open(engine);
        await console.Order("A-1", Console.Customer("Agnieszka Wiśniewska", "agnieszka@mail.example", "+48 601 234 567", "7714-0021"), 10, 3);
        await console.Order("A-2", Console.Customer("Marek Nowak", "marek@mail.example"), 20, 2);
        return console;
    }

    private async Task<Console> WithMany(int customers)
    {
        var console = await Console.Open(engine);
        for (var number = 0; number < customers; number++)
        {
            var customer = Console.Customer($"Person {number:000}", $"person{number}@mail.example");
            await console.Order($"N-{number}", customer, 10 + (number % 4), 5 + (number * 7 % 90));
            if (number % 3 == 0)
            {
                await console.Order($"M-{number}", customer, 5, 3 + number);
            }
        }

        console.Refresh();
        return console;
    }
}

public sealed class SqliteCustomerPagesTests() : CustomerPagesTests(Engine.Sqlite);

public sealed class PostgreSqlCustomerPagesTests() : CustomerPagesTests(Engine.PostgreSql);
