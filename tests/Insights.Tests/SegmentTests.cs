using System.Net;
using Microsoft.AspNetCore.Http;
using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>Who is in a segment that people build, how many, and what the editor counts.</summary>
public abstract class SegmentTests(Engine engine)
{
    private const string Buyers = """{"name": "Buyers", "criteria": {"field": "orders", "comparison": "at-least", "values": [2]}}""";

    [Fact]
    public async Task A_segment_holds_whom_its_condition_holds_of_and_follows_them()
    {
        await using var console = await Console.Open(engine);
        var anna = await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        await console.Order("2", Console.Customer("Anna", "anna@mail.example"), 10, 30);
        var boris = await console.Order("3", Console.Customer("Boris", "boris@mail.example"), 10, 20);
        console.Refresh();

        var (status, made) = await console.Ask("/api/v1/saved-segments", Buyers);
        var id = made.GetProperty("id").GetString();
        Assert.Equal((HttpStatusCode.OK, 1), (status, made.GetProperty("customers").GetInt32()));
        Assert.Equal([anna.Value.ToString()], await Members(console, id!));

        await console.Order("4", Console.Customer("Boris", "boris@mail.example"), 10, 1);
        console.Refresh();

        Assert.Equal(new[] { anna.Value, boris.Value }.Order().Select(one => one.ToString()), (await Members(console, id!)).Order());
        var days = console.Service<SegmentBook>().History(Guid.Parse(id!), 90);
        Assert.Equal(2, days[^1].Members);
    }

    [Fact]
    public async Task A_segment_can_be_asked_for_in_another_condition_and_in_memory_to_the_same_effect()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        var anna = await console.Order("2", Console.Customer("Anna", "anna@mail.example"), 10, 30);
        await console.Order("3", Console.Customer("Boris", "boris@mail.example"), 10, 20);
        console.Refresh();
        await console.Ask("/api/v1/saved-segments", Buyers);

        foreach (var criteria in new[]
        {
            """{"field": "saved-segment", "of": "Buyers", "comparison": "is", "values": ["member"]}""",
            """{"all": [{"field": "signs", "comparison": "at-most", "values": [9]}, {"field": "saved-segment", "of": "Buyers", "comparison": "is", "values": ["member"]}]}""",
        })
        {
            var (_, found) = await console.Ask("/api/v1/customers/matching", $$"""{"criteria": {{criteria}}}""");
            Assert.Equal([anna.Value.ToString()], found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));

            var language = console.Service<CriteriaLanguage>();
            var condition = language.Bind(System.Text.Json.JsonElement.Parse(criteria), CriteriaScope.Customer, Console.Euro, Day.Of(2026, 11, 22)).Value;
            var everybody = console.Database.Query<Guid>("SELECT customer_id FROM customer_list").Select(id => new CustomerId(id));
            Assert.Equal([anna], language.Load(console.Database, everybody).Where(condition.Holds).Select(subject => subject.Customer));
        }
    }

    [Fact]
    public async Task With_many_customers_a_count_is_of_columns_that_are_read_once_in_five_minutes()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        await console.Order("2", Console.Customer("Anna", "anna@mail.example"), 10, 30);
        await console.Order("3", Console.Customer("Boris", "boris@mail.example"), 10, 20);
        var few = console.Service<SegmentBook>();
        var many = new SegmentBook(console.Database, console.Service<CriteriaLanguage>(), console.Service<BusinessStore>(), console.Clock) { Few = 1 };
        var twice = many.Bind(System.Text.Json.JsonElement.Parse("""{"field": "orders", "comparison": "at-least", "values": [2]}""")).Value;
        Assert.Equal((new SegmentCount(1, IsOfNow: true), new SegmentCount(1, IsOfNow: false)), (few.Count(twice), many.Count(twice)));

        await console.Order("4", Console.Customer("Boris", "boris@mail.example"), 10, 1);
        Assert.Equal((new SegmentCount(2, IsOfNow: true), new SegmentCount(1, IsOfNow: false)), (few.Count(twice), many.Count(twice)));

        console.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, many.Count(twice).Customers);
    }

    [Fact]
    public async Task Columns_that_are_asked_again_are_read_anew_beside_before_they_are_too_old()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        await console.Order("2", Console.Customer("Anna", "anna@mail.example"), 10, 30);
        await console.Order("3", Console.Customer("Boris", "boris@mail.example"), 10, 20);
        var book = new SegmentBook(console.Database, console.Service<CriteriaLanguage>(), console.Service<BusinessStore>(), console.Clock) { Few = 1 };
        var twice = book.Bind(System.Text.Json.JsonElement.Parse("""{"field": "orders", "comparison": "at-least", "values": [2]}""")).Value;
        Assert.Equal(1, book.Count(twice).Customers);
        await console.Order("4", Console.Customer("Boris", "boris@mail.example"), 10, 1);

        console.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, book.Count(twice).Customers);
        await book.ReadAhead();

        Assert.Equal(2, book.Count(twice).Customers);
        await console.Order("5", Console.Customer("Cecylia", "cecylia@mail.example"), 10, 1);
        await console.Order("6", Console.Customer("Cecylia", "cecylia@mail.example"), 10, 1);
        book.Forget();
        Assert.Equal(3, book.Count(twice).Customers);
        await book.ReadAhead();
    }

    [Fact]
    public async Task With_many_customers_fields_nobody_asked_for_are_read_before_somebody_does()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        await console.Order("2", Console.Customer("Boris", "boris@mail.example"), 10, 20);
        var book = new SegmentBook(console.Database, console.Service<CriteriaLanguage>(), console.Service<BusinessStore>(), console.Clock) { Few = 1 };
        await book.ReadAhead();

        await console.Order("3", Console.Customer("Boris", "boris@mail.example"), 10, 1);

        var twice = book.Bind(System.Text.Json.JsonElement.Parse("""{"field": "orders", "comparison": "at-least", "values": [2]}""")).Value;
        Assert.Equal(0, book.Count(twice).Customers);

        // So is what is about something, once that is said.
        var stores = CriteriaForm.Read(
            new FormCollection(new() { ["who.0.0.field"] = "attribute.text", ["who.0.0.of"] = "size", ["who.0.1.field"] = "attribute.day", ["who.0.1.of"] = "" }), "who", null);
        var chosen = Assert.Single(stores.Fields(console.Service<CriteriaLanguage>()));
        Assert.Equal(("attribute.text", "size"), (chosen.Field.Name, chosen.Argument));
        await book.ReadAhead([chosen]);
        console.Database.Write(transaction => transaction.Execute(
            "INSERT INTO customer_attribute (customer_id, name, text_value, folded_text) SELECT customer_id, 'size', 'L', 'l' FROM customer"));
        var large = book.Bind(System.Text.Json.JsonElement.Parse("""{"field": "attribute.text", "of": "size", "comparison": "is", "values": ["L"]}""")).Value;
        Assert.Equal(0, book.Count(large).Customers);

        // What a refresh takes away while the editor is open is read again, and not for ever.
        book.Forget();
        await book.ReadAhead();
        await console.Order("4", Console.Customer("Boris", "boris@mail.example"), 10, 90);
        var rich = book.Bind(System.Text.Json.JsonElement.Parse("""{"field": "gross", "comparison": "at-least", "values": [25]}""")).Value;
        Assert.Equal((1, 0), (book.Count(twice).Customers, book.Count(rich).Customers));
        console.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, book.Count(rich).Customers);
    }

    [Fact]
    public async Task With_many_customers_every_segment_is_found_again_over_columns_of_that_moment()
    {
        await using var console = await Console.Open(engine);
        var anna = await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        await console.Order("2", Console.Customer("Anna", "anna@mail.example"), 10, 30);
        var boris = await console.Order("3", Console.Customer("Boris", "boris@mail.example"), 10, 20);
        var book = new SegmentBook(console.Database, console.Service<CriteriaLanguage>(), console.Service<BusinessStore>(), console.Clock) { Few = 1 };
        var twice = book.Save(null, "Twice", System.Text.Json.JsonElement.Parse("""{"field": "orders", "comparison": "at-least", "values": [2]}"""), "test").Value;
        var once = book.Save(null, "Once", System.Text.Json.JsonElement.Parse("""{"field": "orders", "comparison": "at-most", "values": [1]}"""), "test").Value;
        var memberships = new MembershipRefresh(console.Database, book, console.Service<BusinessStore>(), console.Clock);

        memberships.Run(_ => { }, TestContext.Current.CancellationToken);
        Assert.Equal((anna.Value, boris.Value), (Assert.Single(book.Members(twice, Guid.Empty, 10)).Id, Assert.Single(book.Members(once, Guid.Empty, 10)).Id));

        await console.Order("4", Console.Customer("Boris", "boris@mail.example"), 10, 1);
        memberships.Run(_ => { }, TestContext.Current.CancellationToken);
        Assert.Equal((2, 0), (book.Members(twice, Guid.Empty, 10).Count, book.Members(once, Guid.Empty, 10).Count));
    }

    [Theory]
    [InlineData("""{"name": "", "criteria": {"field": "orders", "comparison": "at-least", "values": [2]}}""", "segment.name")]
    [InlineData("""{"name": "Nobody"}""", "segment.criteria_missing")]
    [InlineData("""{"name": "Wrong", "criteria": {"field": "orders", "comparison": "at-least", "values": ["many"]}}""", "criteria.")]
    public async Task A_segment_that_cannot_be_is_refused_with_its_place(string body, string code)
    {
        await using var console = await Console.Open(engine);

        var (status, problem) = await console.Ask("/api/v1/saved-segments", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(code, problem.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Empty(console.Service<SegmentBook>().All());
    }

    [Fact]
    public async Task Two_segments_never_have_one_name_and_a_deleted_one_leaves_nothing()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        await console.Order("2", Console.Customer("Anna", "anna@mail.example"), 10, 30);
        console.Refresh();
        var (_, made) = await console.Ask("/api/v1/saved-segments", Buyers);

        Assert.Equal(HttpStatusCode.BadRequest, (await console.Ask("/api/v1/saved-segments", Buyers)).Status);
        Assert.Equal("/segments", await console.Post($"/segments/own/{made.GetProperty("id")}/delete"));
        Assert.Equal(0, console.Database.QueryFirst<long>("SELECT count(*) FROM segment_member"));
    }

    [Fact]
    public async Task Every_ready_made_segment_can_be_asked()
    {
        await using var console = await Console.Open(engine);

        Assert.Empty(ReadySegments.Faults(console.Service<CriteriaLanguage>(), Console.Euro, Day.Of(2026, 11, 22)));
        foreach (var key in ReadySegments.Keys)
        {
            var page = await console.Page($"/segments/own/new?ready={key}", "pl");
            Assert.NotNull(page.QuerySelector("#counted strong"));
        }
    }

    [Fact]
    public async Task The_editor_counts_what_is_clicked_together()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        console.Refresh();

        var saved = await console.Post(
            "/segments/own", ("name", "Once"), ("who.0.0.field", "orders"), ("who.0.0.comparison", "at-most"), ("who.0.0.value", "1"), ("who.0.0.not", ""));
        var page = await console.Page(saved);

        Assert.Contains("1", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Anna", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<List<string>> Members(Console console, string id) =>
        [.. (await console.Json($"/api/v1/saved-segments/{id}/customers")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}

public sealed class SqliteSegmentTests() : SegmentTests(Engine.Sqlite);

public sealed class PostgreSqlSegmentTests() : SegmentTests(Engine.PostgreSql);
