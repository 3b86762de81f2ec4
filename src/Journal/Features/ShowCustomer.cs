using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Customers;
using Regulars.Journal.Pages;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Shows one person: the page, their story part by part, an order; and the same for programs.</summary>
internal static class ShowCustomer
{
    private const int FactsPerPart = 30;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/customers/{id:guid}").RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/orders/{order:guid}", ShowOrder);
        endpoints.MapGet("/api/v1/customers/{id:guid}", Tell).RequireAuthorization(Permission.ReadCustomers)
            .WithName("GetCustomer").WithTags("Customers").WithSummary("Tells what is kept of one person, all their merged records together.");
    }

    private static IResult Show(
        Guid id, string? before, string? done, PeopleStore people, StoryStore stories, CustomerDirectory directory, TimeProvider clock)
    {
        if (people.RootOf(id) is not { } root)
        {
            return new RazorComponentResult<UnknownCustomerPage> { StatusCode = StatusCodes.Status404NotFound };
        }

        if (root != id)
        {
            return TypedResults.LocalRedirect($"/customers/{root}");
        }

        var facts = stories.Facts(root, StoryCursor.TryParse(before), FactsPerPart + 1);
        return new RazorComponentResult<CustomerPage>(new
        {
            Person = people.Find(root),
            Facts = (IReadOnlyList<StoryFact>)[.. facts.Take(FactsPerPart)],
            Before = facts.Count > FactsPerPart ? facts[FactsPerPart - 1].Cursor : null,
            directory.Standings,
            directory.Today,
            Now = Instant.Now(clock),
            Done = done,
        });
    }

    private static RazorComponentResult ShowOrder(Guid id, Guid order, PeopleStore people, StoryStore stories)
    {
        var root = people.RootOf(id) ?? id;
        return stories.Order(root, order) is { } found
            ? new RazorComponentResult<OrderPage>(new { Customer = root, Order = found, Lines = stories.Lines(found.Customer, order) })
            : new RazorComponentResult<UnknownCustomerPage> { StatusCode = StatusCodes.Status404NotFound };
    }

    /// <summary>Tells one person. Asked for a merged record it tells the person it belongs to.</summary>
    private static Results<Ok<CustomerDetails>, ProblemHttpResult> Tell(Guid id, PeopleStore people, BusinessStore businesses) =>
        people.RootOf(id) is { } root && people.Find(root) is { } person
            ? TypedResults.Ok(CustomerDetails.Of(person, businesses.Current.Currency))
            : Problems.UnknownCustomer();
}

/// <summary>What is kept of one person.</summary>
internal sealed record CustomerDetails(
    Guid Id,
    string? Name,
    string CreatedAt,
    string? ErasedAt,
    string? Language,
    string? Birthday,
    string? Country,
    string? City,
    string? FirstPurchase,
    string? LastPurchase,
    long Orders,
    long Refused,
    long Cancelled,
    string Currency,
    decimal Gross,
    decimal Returned,
    string? Segment,
    string? Activity,
    IReadOnlyList<IdentityItem> Identities,
    IReadOnlyDictionary<string, object?> Attributes,
    IReadOnlyList<ConsentItem> Consents,
    IReadOnlyList<Guid> MergedRecords)
{
    public static CustomerDetails Of(Person person, Currency currency) => new(
        person.Id,
        person.Profile.Name,
        person.CreatedAt.ToString(),
        person.ErasedAt?.ToString(),
        person.Profile.Language,
        person.Profile.BornOn?.ToString(),
        person.Profile.Country,
        person.Profile.City,
        person.Totals.First?.ToString(),
        person.Totals.Last?.ToString(),
        person.Totals.Orders,
        person.Refused,
        person.Cancelled,
        currency.Code,
        currency.ToDecimal(person.Totals.Gross),
        currency.ToDecimal(person.Totals.Returned),
        person.Totals.Segment,
        person.Totals.Activity,
        [.. person.Identities.Select(identity => new IdentityItem(
            identity.Kind.ToString().ToLowerInvariant(), identity.Shown, identity.Source, new Instant(identity.RecordedAt).ToString()))],
        person.Attributes.GroupBy(attribute => attribute.Name).ToDictionary(
            same => same.Key, same => (object?)same.First().Text ?? same.First().Number ?? (object?)(same.First().DayNumber is { } day ? new Day(day).ToString() : null)),
        [.. person.Consents.Select(consent => new ConsentItem(
            consent.Purpose, consent.Channel, consent.IsGranted, consent.Source, consent.Wording, new Instant(consent.ChangedAt).ToString()))],
        [.. person.Merged.Select(record => record.Customer)]);
}

/// <summary>An identity: number, card, phone, email or social.</summary>
internal sealed record IdentityItem(string Kind, string Value, string? Source, string RecordedAt);

/// <summary>A consent as it stands.</summary>
internal sealed record ConsentItem(string Purpose, string Channel, bool Granted, string? Source, string Wording, string ChangedAt);
