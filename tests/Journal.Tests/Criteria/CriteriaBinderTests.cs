using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;
using Regulars.Storage;
using static Regulars.Journal.Tests.JournalFixture;

namespace Regulars.Journal.Tests.Criteria;

public class CriteriaBinderTests
{
    private static readonly CriteriaFields Fields = new(JournalFields.All);

    [Theory]
    [InlineData("""{"field": "shoe-size", "comparison": "is", "values": [42]}""", "criteria.field_unknown", "criteria.field")]
    [InlineData("""{"all": [{"field": "orders", "comparison": "contains", "values": ["3"]}]}""", "criteria.comparison", "criteria.all[0].comparison")]
    [InlineData("""{"any": [{"field": "orders", "comparison": "at-least", "values": ["many"]}]}""", "criteria.value", "criteria.any[0].values[0]")]
    [InlineData("""{"field": "orders", "comparison": "at-least", "values": [1.5]}""", "criteria.value", "criteria.values[0]")]
    [InlineData("""{"field": "gross", "comparison": "at-least", "values": [1e99]}""", "criteria.value", "criteria.values[0]")]
    [InlineData("""{"field": "orders", "comparison": "between", "values": [5, 1]}""", "criteria.value", "criteria.values")]
    [InlineData("""{"field": "orders", "comparison": "between", "values": [5]}""", "criteria.values", "criteria.values")]
    [InlineData("""{"field": "language", "comparison": "is", "values": ["klingon"]}""", "criteria.value", "criteria.values[0]")]
    [InlineData("""{"field": "last-purchase", "comparison": "before", "values": ["yesterday"]}""", "criteria.value", "criteria.values[0]")]
    [InlineData("""{"field": "city", "comparison": "is", "values": ["a\u0000b"]}""", "criteria.value", "criteria.values[0]")]
    [InlineData("""{"field": "attribute.text", "comparison": "is", "values": ["cat"]}""", "criteria.argument", "criteria.of")]
    [InlineData("""{"field": "orders", "of": "x", "comparison": "is", "values": [1]}""", "criteria.argument", "criteria.of")]
    [InlineData("""{"not": {"all": []}}""", "criteria.empty", "criteria.not.all")]
    [InlineData("""{"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"field": "orders", "comparison": "known"}}}}}}}}}""", "criteria.too_deep", null)]
    public void What_does_not_fit_is_refused_with_its_place(string json, string code, string? place)
    {
        var refusal = Bind(json).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.True(place is null || refusal!.Place == place, refusal!.Place);
    }

    [Theory]
    [InlineData("[]", "criteria")]
    [InlineData("""{"all": {}}""", "criteria.all")]
    [InlineData("""{"all": [3]}""", "criteria.all[0]")]
    [InlineData("""{"field": "orders", "is": 3}""", "criteria.is")]
    [InlineData("""{"field": "orders"}""", "criteria")]
    public void What_is_no_condition_is_refused_with_its_place(string json, string place)
    {
        var refusal = CriteriaJson.Read(JsonElement.Parse(json)).Refusal;

        Assert.Equal("criteria.malformed", refusal?.Code);
        Assert.Equal(place, refusal?.Place);
    }

    [Fact]
    public void A_condition_has_at_most_a_hundred_tests()
    {
        var test = new FieldTest("orders", null, Comparison.Known, []);

        Assert.True(Bind(new AllOf([.. Enumerable.Repeat(test, 100)])).IsAccepted);
        Assert.Equal("criteria.too_many", Bind(new AllOf([.. Enumerable.Repeat(test, 101)])).Refusal?.Code);
    }

    [Fact]
    public void What_is_asked_travels_beside_the_statement_and_never_in_it()
    {
        const string Hostile = "'; DROP TABLE customer; --";
        var sql = new CriteriaSql(new SqliteDatabase(Path.Combine(Directory.CreateTempSubdirectory().FullName, "x.db")).Dialect);

        var statement = Bind(new AllOf(
        [
            new FieldTest("city", null, Comparison.Contains, [Hostile]),
            new FieldTest("attribute.text", Hostile, Comparison.Is, [Hostile]),
            new FieldTest("consent", Hostile, Comparison.Known, []),
        ])).Value.ToSql(sql);

        Assert.DoesNotContain("drop table", statement, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(4, sql.Parameters.Count);
    }

    [Fact]
    public void A_birthday_on_29_February_is_kept_on_the_28th_in_other_years()
    {
        var leapling = new CriteriaSubject(new CustomerId(Guid.NewGuid()));
        leapling.Add(new CustomerTraits { Birthday = "02-29" });
        Condition On(Day day) => new CriteriaBinder(Fields, Euro, day).Bind(new FieldTest("birthday", null, Comparison.WithinNext, ["0"])).Value;

        Assert.True(On(Day.Of(2027, 2, 28)).Holds(leapling));
        Assert.False(On(Day.Of(2028, 2, 28)).Holds(leapling));
        Assert.True(On(Day.Of(2028, 2, 29)).Holds(leapling));
    }

    [Fact]
    public void Not_holds_where_nothing_is_known()
    {
        var nobody = new CriteriaSubject(new CustomerId(Guid.NewGuid()));
        var test = new FieldTest("city", null, Comparison.Is, ["Kyiv"]);

        Assert.False(Bind(test).Value.Holds(nobody));
        Assert.True(Bind(new Not(test)).Value.Holds(nobody));
    }

    private static Result<Condition> Bind(string json) => Bind(CriteriaJson.Read(JsonElement.Parse(json)).Value);

    private static Result<Condition> Bind(Criterion criterion) => new CriteriaBinder(Fields, Euro, Day.Of(2026, 11, 22)).Bind(criterion);
}
