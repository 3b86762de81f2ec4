using System.Net;
using System.Text.Json;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>Programs ask for customers by conditions over everything that the rooms know.</summary>
public abstract class CriteriaApiTests(Engine engine)
{
    private const string Address = "/api/v1/customers/matching";

    /// <summary>Ten people; every second one bought lately for 100 and more, Zoë in the middle.</summary>
    private async Task<Console> Furnished()
    {
        var console = await Console.Open(engine);
        for (var person = 0; person < 10; person++)
        {
            await console.Order($"{person}", Console.Customer(person == 5 ? "Zoë O'Hara" : $"Person {person}", $"p{person}@example.com"), 20 * (person + 1), person % 2 == 0 ? 5 : 200);
        }

        console.Refresh();
        return console;
    }

    [Fact]
    public async Task A_condition_over_orders_and_scores_finds_counts_and_pages()
    {
        await using var console = await Furnished();
        const string Criteria = """{"all": [{"field": "last-purchase", "comparison": "within-last", "values": [30]}, {"field": "value", "comparison": "at-least", "values": [3]}]}""";

        var (status, first) = await console.Ask(Address, $$"""{"criteria": {{Criteria}}, "limit": 2}""");
        var (_, second) = await console.Ask(Address, $$"""{"criteria": {{Criteria}}, "limit": 2, "after": "{{first.GetProperty("next").GetString()}}"}""");

        // Values 100, 140 and 180 of persons 4, 6 and 8: more than four of the others have less.
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(3, first.GetProperty("count").GetInt32());
        Assert.Equal(2, Names(first).Count());
        Assert.Equal(["Person 4", "Person 6", "Person 8"], Names(first).Concat(Names(second)).Order());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("en", "(number of orders is at least 2 or last purchase 90 days ago or longer) and it is not so that name contains “zoe” and average order is at most €99.50 and segment is Champions or Lost")]
    [InlineData("ru", "(число заказов не меньше 2 или последняя покупка 90 дней назад или раньше) и неверно, что имя содержит «zoe» и средний заказ не больше 99,50 € и сегмент — Чемпионы или Потерянные")]
    [InlineData("uk", "(кількість замовлень щонайменше 2 або остання покупка 90 днів тому або раніше) і неправда, що ім’я містить «zoe» і середнє замовлення щонайбільше 99,50 € і сегмент — Чемпіони або Втрачені")]
    [InlineData("pl", "(liczba zamówień co najmniej 2 lub ostatni zakup 90 dni temu lub wcześniej) i nieprawda, że imię i nazwisko zawiera „zoe” i średnie zamówienie co najwyżej 99,50 € i segment to Mistrzowie lub Utraceni")]
    public async Task A_condition_is_said_in_the_callers_language(string language, string sentence)
    {
        await using var console = await Furnished();

        var (_, answer) = await console.Ask(
            Address,
            """
            {"criteria": {"all": [
                {"any": [{"field": "orders", "comparison": "at-least", "values": [2]}, {"field": "last-purchase", "comparison": "longer-ago", "values": [90]}]},
                {"not": {"field": "name", "comparison": "contains", "values": ["zoe"]}},
                {"field": "average-order", "comparison": "at-most", "values": [99.50]},
                {"field": "segment", "comparison": "is", "values": ["champions", "lost"]}]}}
            """,
            language: language);

        Assert.Equal(sentence, answer.GetProperty("sentence").GetString()!.Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task Every_field_is_offered_with_its_name_and_comparisons_and_can_be_asked()
    {
        await using var console = await Furnished();

        var fields = (await console.Json("/api/v1/criteria/fields")).GetProperty("items").EnumerateArray().ToList();

        Assert.Contains(fields, field => field.GetProperty("name").GetString() == "segment" && field.GetProperty("choices").GetArrayLength() == 11);
        Assert.All(fields, field => Assert.NotEqual("", field.GetProperty("title").GetString()));
        foreach (var field in fields)
        {
            var of = field.GetProperty("takesOf").GetBoolean() ? ", \"of\": \"news/email\"" : "";
            var (status, answer) = await console.Ask(Address, $$"""{"criteria": {"field": "{{field.GetProperty("name").GetString()}}"{{of}}, "comparison": "known"} }""");
            Assert.True(status is HttpStatusCode.OK, answer.ToString());
        }
    }

    [Fact]
    public async Task A_condition_that_does_not_fit_is_told_with_its_place_and_cure()
    {
        await using var console = await Furnished();

        var (status, answer) = await console.Ask(Address, """{"criteria": {"any": [{"field": "segment", "comparison": "is", "values": ["best"]}]}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("criteria.value", answer.GetProperty("code").GetString());
        Assert.Equal("criteria.any[0].values[0]", answer.GetProperty("place").GetString());
        Assert.Contains("champions", answer.GetProperty("detail").GetString());
    }

    private static IEnumerable<string?> Names(JsonElement answer) =>
        answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
}

public sealed class SqliteCriteriaApiTests() : CriteriaApiTests(Engine.Sqlite);

public sealed class PostgreSqlCriteriaApiTests() : CriteriaApiTests(Engine.PostgreSql);
