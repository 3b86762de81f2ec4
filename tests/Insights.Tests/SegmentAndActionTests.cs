using System.Net;
using Microsoft.AspNetCore.Http;
using Regulars.Insights.Actions;
using Regulars.Insights.Recommendations;
using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public abstract class SegmentAndActionTests(Engine engine)
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

    [Fact]
    public async Task What_is_done_stands_in_the_story_once_and_does_not_come_back_at_once()
    {
        await using var console = await Unhappy();
        var item = (await console.Json("/api/v1/actions")).GetProperty("items")[0];
        var customer = item.GetProperty("customer").GetString()!;
        Assert.Equal(ActionKinds.Apologise, item.GetProperty("action").GetString());
        Assert.Contains("0 out of 10", item.GetProperty("reason").GetString(), StringComparison.Ordinal);

        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "done"), ("note", "She forgave us"));
        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "done"));
        console.Refresh();

        Assert.DoesNotContain(
            (await console.Json("/api/v1/actions")).GetProperty("items").EnumerateArray(), open => open.GetProperty("action").GetString() == ActionKinds.Apologise);
        Assert.Equal(1, console.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE kind = 'action.done'"));
        Assert.Contains("She forgave us", (await console.Page($"/customers/{customer}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_put_off_comes_back_and_what_is_dismissed_does_not()
    {
        await using var console = await Unhappy();
        var customer = (await console.Json("/api/v1/actions")).GetProperty("items")[0].GetProperty("customer").GetString()!;
        async Task<bool> IsOpen()
        {
            console.Refresh();
            return (await console.Json("/api/v1/actions?kind=apologise")).GetProperty("items").GetArrayLength() > 0;
        }

        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "later"));
        Assert.False(await IsOpen());
        console.Clock.Advance(TimeSpan.FromDays(ActionList.LaterDays + 1));
        Assert.True(await IsOpen());

        await console.Post("/actions/decide", ("customer", customer), ("kind", ActionKinds.Apologise), ("decision", "dismissed"));
        console.Clock.Advance(TimeSpan.FromDays(ActionList.LaterDays + 1));
        Assert.False(await IsOpen());
    }

    [Fact]
    public async Task A_decision_that_is_none_is_refused()
    {
        await using var console = await Unhappy();
        var customer = (await console.Json("/api/v1/actions")).GetProperty("items")[0].GetProperty("customer").GetString()!;

        Assert.Equal(HttpStatusCode.BadRequest, (await console.Ask($"/api/v1/customers/{customer}/actions/apologise", """{"decision": "perhaps"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await console.Ask($"/api/v1/customers/{customer}/actions/dance", """{"decision": "done"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await console.Ask($"/api/v1/customers/{customer}/actions/welcome", """{"decision": "done"}""")).Status);
    }

    [Fact]
    public async Task What_goes_with_what_a_customer_bought_is_recommended_without_what_they_have()
    {
        await using var console = await Console.Open(engine);
        for (var person = 0; person < 60; person++)
        {
            // Tea goes with honey and coffee with milk; half of the customers come back for the other only lately.
            string[] basket = person % 2 == 0 ? ["tea", "honey"] : ["coffee", "milk"];
            await Basket(console, person, person < 30 ? basket : [basket[0]], 150 - person);
            if (person >= 30)
            {
                await Basket(console, person, [basket[1]], 10);
            }
        }

        var alone = await Basket(console, 60, ["tea"], 30);
        console.Refresh();
        var answer = await console.Json($"/api/v1/customers/{alone}/recommendations?limit=3");
        var codes = answer.GetProperty("products").EnumerateArray().Select(item => item.GetProperty("code").GetString()).ToList();

        Assert.Equal("honey", codes[0]);
        Assert.Equal("tea", answer.GetProperty("products")[0].GetProperty("becauseCode").GetString());
        Assert.DoesNotContain("tea", codes);
        Assert.DoesNotContain("honey", (await console.Json($"/api/v1/customers/{alone}/recommendations?except=honey")).GetProperty("products").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
        Assert.NotEqual("popularity", (await console.Json("/api/v1/recommendations/quality")).GetProperty("chosen").GetString());
        var with = await console.Json("/api/v1/recommendations/with?code=tea");
        Assert.Equal("honey", with.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.True(with.GetProperty("items")[0].GetProperty("liftLow").GetDouble() > 1);
        foreach (var address in new[] { "/recommendations", "/recommendations/product?code=tea" })
        {
            Assert.NotNull((await console.Page(address, "uk")).QuerySelector("table"));
        }
    }

    [Theory]
    [InlineData("[[7,1,2.5,250],[8,2,1,200,0,3]]", new[] { 7, 8 })]
    [InlineData("[[7,1,2.5,250,1,0]]", new int[0])]
    [InlineData("[[7,-1,2.5,-250],[9,0.5,2,100]]", new[] { 9 })]
    [InlineData("[]", new int[0])]
    public void The_products_of_a_basket_are_what_was_sold_in_it(string document, int[] products) => Assert.Equal(products, BasketReader.Products(document));

    [Fact]
    public void An_effect_needs_both_arms_and_a_split_as_it_was_drawn()
    {
        List<(bool, double)> Outcomes(int proposed, int held, double gain) =>
        [
            .. Enumerable.Range(0, proposed).Select(i => (false, 100.0 + gain + (i % 10))),
            .. Enumerable.Range(0, held).Select(i => (true, 100.0 + (i % 10))),
        ];

        var effect = ActionEffect.Of(ActionKinds.Call, Outcomes(900, 100, 25));
        Assert.Equal(25, effect.Difference!.Value, 9);
        Assert.True(effect.Low > 24 && effect.High < 26);
        Assert.Null(ActionEffect.Of(ActionKinds.Call, Outcomes(90, 5, 25)).Difference);
        Assert.True(ActionEffect.Of(ActionKinds.Call, Outcomes(500, 500, 25)).IsBroken);
    }

    [Fact]
    public async Task What_fails_after_the_report_leaves_the_report_and_stays_asked_for()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        var reports = console.Service<ReportService>();
        void FailOnceReported(WriteTransaction transaction)
        {
            if (reports.Last() is not null)
            {
                throw new InvalidOperationException("The rest cannot be computed.");
            }
        }

        Assert.Throws<InvalidOperationException>(() => console.Service<ScoreRefresh>().Run(FailOnceReported, CancellationToken.None));
        Assert.Equal(1, reports.Last()!.Value.Report.Customers);
        Assert.True(reports.IsStale);
        Assert.Equal(0, console.Database.QueryFirst<long>("SELECT count(*) FROM customer_outlook"));

        console.Refresh();
        Assert.False(reports.IsStale);
        Assert.Equal(1, console.Database.QueryFirst<long>("SELECT count(*) FROM customer_outlook"));
    }

    [Fact]
    public async Task Figures_follow_the_facts_while_what_builds_on_them_rests()
    {
        await using var console = await Console.Open(engine);
        var (reports, refresh) = (console.Service<ReportService>(), console.Service<ScoreRefresh>());
        await console.Order("1", Console.Customer("Zoe", "zoe@example.com"), 10, 40);
        console.Refresh();
        await console.Order("2", Console.Customer("Ada", "ada@example.com"), 10, 35);
        Assert.True(reports.IsReportStale);

        var scores = refresh.RunScores(_ => { }, CancellationToken.None);
        Assert.Equal(2, reports.Last()!.Value.Report.Customers);
        Assert.False(reports.IsReportStale);
        Assert.True(reports.IsStale);

        refresh.RunRest(scores, _ => { }, CancellationToken.None);
        Assert.False(reports.IsStale);
        Assert.Equal(2, console.Database.QueryFirst<long>("SELECT count(*) FROM customer_outlook"));
    }

    private static async Task<CustomerId> Basket(Console console, int person, string[] products, int daysAgo)
    {
        var answer = await console.Service<JournalIntake>().SubmitAsync(new RecordOrder(new OrderInput
        {
            Source = "shop",
            Number = $"{person}-{daysAgo}",
            PlacedAt = Instant.Now(console.Clock).Plus(TimeSpan.FromDays(-daysAgo)),
            Currency = Console.Euro,
            Customer = Console.Customer($"Person {person}", $"p{person}@mail.example"),
            Lines = [.. products.Select(product => new OrderLineInput(product, product, "food", 1, 5, 500))],
        })
        { Origin = Origin.History });
        return answer!.Customer!.Value;
    }

    private async Task<Console> Unhappy()
    {
        var console = await Console.Open(engine);
        var customer = await console.Order("1", Console.Customer("Zofia", "zofia@mail.example"), 50, 30);
        await console.Order("2", Console.Customer("Zofia", "zofia@mail.example"), 50, 20);
        await console.Service<JournalIntake>().SubmitAsync(new RecordFact(new FactInput
        {
            Kind = "review.written",
            Source = "shop",
            OccurredAt = Instant.Now(console.Clock).Plus(TimeSpan.FromDays(-10)),
            Customer = new CustomerInput { Id = customer, Identities = [] },
            Content = """{"rating": 1}""",
        }));
        console.Refresh();
        return console;
    }

    private static async Task<List<string>> Members(Console console, string id) =>
        [.. (await console.Json($"/api/v1/saved-segments/{id}/customers")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}

public sealed class SegmentAndActionOnSqliteTests() : SegmentAndActionTests(Engine.Sqlite);

public sealed class SegmentAndActionOnPostgreSqlTests() : SegmentAndActionTests(Engine.PostgreSql);
