using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Journal.Tests.Criteria;

public class CriteriaFormTests
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly CriteriaLanguage Language = new(new CriteriaFields(JournalFields.All), []);

    [Theory]
    [InlineData("""{"field":"city","comparison":"is","values":["Київ","Łódź"]}""")]
    [InlineData("""{"not":{"field":"orders","comparison":"between","values":["2","5"]}}""")]
    [InlineData("""{"all":[{"field":"orders","comparison":"at-least","values":["3"]},{"any":[{"field":"city","comparison":"known"},{"field":"country","comparison":"known"}]}]}""")]
    [InlineData("""{"any":[{"all":[{"field":"city","comparison":"known"},{"field":"orders","comparison":"is","values":["1"]}]},{"field":"country","comparison":"known"}]}""")]
    [InlineData("""{"any":[{"field":"city","comparison":"known"},{"field":"country","comparison":"known"}]}""")]
    [InlineData("""{"field":"attribute.text","of":"pet","comparison":"contains","values":["cat"]}""")]
    public void A_condition_is_the_same_after_it_was_opened_sent_and_read(string json)
    {
        var opened = CriteriaForm.Of(JsonElement.Parse(json));
        var sent = CriteriaForm.Read(Send(opened), "when", null);

        Assert.Null(opened.Written);
        Assert.Equal(json, Plain(sent.Criterion(Language)));
    }

    [Fact]
    public void What_stands_too_deep_is_kept_as_it_was_written_until_somebody_starts_anew()
    {
        const string json = """{"not":{"all":[{"field":"city","comparison":"known"},{"any":[{"field":"orders","comparison":"known"}]}]}}""";
        var opened = CriteriaForm.Of(JsonElement.Parse(json));

        Assert.Equal(json, Plain(CriteriaForm.Read(Send(opened), "when", "when:add").Criterion(Language)));
        Assert.Null(CriteriaForm.Read(Send(opened), "when", "when:clear").Criterion(Language));
    }

    [Fact]
    public void Numbers_may_be_written_as_people_write_them()
    {
        var form = CriteriaForm.Read(Form(("when.0.0.field", "gross"), ("when.0.0.comparison", "at-least"), ("when.0.0.value", "1 250,50")), "when", null);

        Assert.Equal("""{"field":"gross","comparison":"at-least","values":["1250.50"]}""", Plain(form.Criterion(Language)));
        Assert.False(form.IsWrong(form.Groups[0][0], Language, CriteriaScope.Customer, Currency.Of("PLN")));
    }

    [Fact]
    public void Buttons_add_and_remove_and_what_is_not_chosen_yet_does_not_count()
    {
        var one = CriteriaForm.Read(Form(), "when", "when:add");
        var two = CriteriaForm.Read(Send(one), "when", "when:more:0");
        var none = CriteriaForm.Read(Send(one), "when", "when:remove:0:0");
        var other = CriteriaForm.Read(Send(one), "when", "lines:add");

        Assert.Single(Assert.Single(one.Groups));
        Assert.Equal(2, Assert.Single(two.Groups).Count);
        Assert.Empty(none.Groups);
        Assert.Single(other.Groups);
        Assert.Null(two.Criterion(Language));
    }

    [Theory]
    [InlineData("when:remove:7:0")]
    [InlineData("when:remove:0:-1")]
    [InlineData("when:more:x")]
    [InlineData("when:")]
    public void A_button_that_names_no_place_changes_nothing(string command)
    {
        var one = CriteriaForm.Read(Form(), "when", "when:add");

        Assert.Single(Assert.Single(CriteriaForm.Read(Send(one), "when", command).Groups));
    }

    [Fact]
    public void A_comparison_of_another_sort_of_value_gives_way_to_one_that_fits()
    {
        var form = CriteriaForm.Read(Form(("when.0.0.field", "city"), ("when.0.0.comparison", "at-least"), ("when.0.0.value", "Lviv")), "when", null);

        Assert.Equal("""{"field":"city","comparison":"is","values":["Lviv"]}""", Plain(form.Criterion(Language)));
    }

    private static string? Plain(JsonElement? criterion) =>
        criterion is { } written ? JsonSerializer.Serialize(written, AsWritten) : null;

    /// <summary>The fields as the editor sends them.</summary>
    private static FormCollection Send(CriteriaForm form) => Form(
    [
        ("when.any", form.IsAny ? "true" : ""),
        ("when.written", form.Written ?? ""),
        .. form.Groups.SelectMany((rows, group) => rows.SelectMany((row, at) => new (string, string)[]
        {
            ($"when.{group}.{at}.field", row.Field),
            ($"when.{group}.{at}.of", row.Argument),
            ($"when.{group}.{at}.comparison", row.Comparison),
            ($"when.{group}.{at}.value", row.Value),
            ($"when.{group}.{at}.upper", row.Upper),
            ($"when.{group}.{at}.not", row.IsNot ? "true" : ""),
        })),
    ]);

    private static FormCollection Form(params IEnumerable<(string Name, string Value)> fields) =>
        new(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value)));
}
