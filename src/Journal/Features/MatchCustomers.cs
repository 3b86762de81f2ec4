using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Customers;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Journal.Features;

/// <summary>Finds the customers of whom a condition holds, and tells what conditions can speak of.</summary>
internal static class MatchCustomers
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").RequireAuthorization(Permission.ReadCustomers).WithTags("Customers");
        api.MapGet("/criteria/fields", ListFields).WithName("ListCriteriaFields").WithSummary("What conditions can speak of, and how it is compared.");
        api.MapPost("/customers/matching", Match).WithName("MatchCustomers")
            .WithSummary("Counts and lists the customers of whom a condition holds, and says the condition in the caller's language.");
    }

    private static Ok<CriteriaFieldItems> ListFields(CriteriaFields fields, Reader reader)
    {
        var sentence = new CriteriaSentence(fields, reader);
        return TypedResults.Ok(new CriteriaFieldItems([.. fields.All.Select(field => new CriteriaFieldItem(
            field.Name,
            sentence.NameOf(field, null),
            JsonNamingPolicy.KebabCaseLower.ConvertName(field.Type.ToString()),
            field.TakesArgument,
            [.. CriteriaFields.ComparisonsOf(field.Type).Select(CriteriaJson.NameOf)],
            [.. field.Choices.Select(key => new CriteriaChoice(key, reader.Text(field.ChoiceText(key))))]))]));
    }

    private static Results<Ok<MatchingCustomers>, ProblemHttpResult> Match(
        MatchQuestion question, CriteriaFields fields, CriteriaSearch search, CustomerDirectory directory, BusinessStore businesses, Reader reader)
    {
        if (Problems.CheckLimit(question.Limit, CustomerQuery.MostRows) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        var criterion = CriteriaJson.Read(question.Criteria);
        if (criterion.Refusal is { } malformed)
        {
            return Problems.Of(malformed);
        }

        var currency = businesses.Current.Currency;
        var condition = new CriteriaBinder(fields, currency, directory.Today).Bind(criterion.Value);
        if (condition.Refusal is { } unfit)
        {
            return Problems.Of(unfit);
        }

        var limit = question.Limit ?? 50;
        var rows = search.Find(condition.Value, question.After ?? Guid.Empty, limit + 1);
        return TypedResults.Ok(new MatchingCustomers(
            new CriteriaSentence(fields, reader).Of(criterion.Value),
            search.Count(condition.Value),
            [.. rows.Take(limit).Select(row => CustomerItem.Of(row, currency))],
            rows.Count > limit ? rows[limit - 1].Id : null));
    }
}

/// <summary>Which customers are asked for.</summary>
/// <param name="Criteria">A condition: <c>{"all": […]}</c>, <c>{"any": […]}</c>, <c>{"not": …}</c> or
/// <c>{"field": "last-purchase", "comparison": "longer-ago", "values": [90]}</c>.</param>
/// <param name="After">The <c>next</c> of the answer before.</param>
/// <param name="Limit">How many at most, 1 to 200; 50 when it is not given.</param>
internal sealed record MatchQuestion(JsonElement Criteria, Guid? After = null, int? Limit = null);

/// <summary>The customers of whom a condition holds.</summary>
/// <param name="Sentence">The condition in the caller's language.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Items">Some of them, in the order in which their records came to be known.</param>
/// <param name="Next">The value for <c>after</c>; null at the end.</param>
internal sealed record MatchingCustomers(string Sentence, long Count, IReadOnlyList<CustomerItem> Items, Guid? Next);

/// <summary>What conditions can speak of.</summary>
internal sealed record CriteriaFieldItems(IReadOnlyList<CriteriaFieldItem> Items);

/// <summary>Something that conditions can speak of.</summary>
/// <param name="Name">Its name in conditions.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Type">text, choice, count, money, number, day or birthday.</param>
/// <param name="TakesOf">Whether 'of' says what it is asked about.</param>
/// <param name="Comparisons">How it can be compared.</param>
/// <param name="Choices">The keys of a choice with their names.</param>
internal sealed record CriteriaFieldItem(
    string Name, string Title, string Type, bool TakesOf, IReadOnlyList<string> Comparisons, IReadOnlyList<CriteriaChoice> Choices);

/// <summary>One key of a choice.</summary>
internal sealed record CriteriaChoice(string Key, string Title);
