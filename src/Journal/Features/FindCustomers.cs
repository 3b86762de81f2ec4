using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Pages;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Lists and searches customers, on a page and for programs.</summary>
internal static class FindCustomers
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/customers", Show).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        endpoints.MapGet("/api/v1/customers", List).RequireAuthorization(Permission.ReadCustomers)
            .WithName("FindCustomers").WithTags("Customers").WithSummary("Lists and searches customers, merged records as one.");
    }

    private static RazorComponentResult Show([AsParameters] CustomerQuestion question, CustomerDirectory directory)
    {
        var query = question.Query(directory.Standings);
        return new RazorComponentResult<CustomersPage>(new { Query = query, Part = directory.Find(query), directory.Standings });
    }

    /// <summary>Lists customers. A filter by segment or activity orders by value, one by days by the last purchase;
    /// a search looks at most at 300 people.</summary>
    private static Results<Ok<CustomerItems>, ProblemHttpResult> List(
        [AsParameters] CustomerQuestion question, CustomerDirectory directory, BusinessStore businesses)
    {
        if (Problems.CheckLimit(question.Limit, CustomerQuery.MostRows) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        if (question.After is { Length: > 0 } && CustomerCursor.TryParse(question.After) is null)
        {
            return Problems.InvalidCursor();
        }

        var currency = businesses.Current.Currency;
        var part = directory.Find(question.Query(directory.Standings));
        return TypedResults.Ok(new CustomerItems([.. part.Rows.Select(row => CustomerItem.Of(row, currency))], part.Next?.ToString()));
    }
}

/// <summary>What a list of customers is asked.</summary>
internal sealed record CustomerQuestion
{
    /// <summary>Words, a telephone number, or an order number.</summary>
    public string? Q { get; init; }

    /// <summary>last, value, orders or name; with a hyphen before it for descending order.</summary>
    public string? Sort { get; init; }

    /// <summary>The key of a segment.</summary>
    public string? Segment { get; init; }

    /// <summary>high, medium or low.</summary>
    public string? Activity { get; init; }

    /// <summary>Only those who bought within so many days.</summary>
    public string? BoughtWithin { get; init; }

    /// <summary>Only those who did not buy within so many days.</summary>
    public string? NotSince { get; init; }

    /// <summary>The cursor of the answer before.</summary>
    public string? After { get; init; }

    /// <summary>The cursor of the answer after.</summary>
    public string? Before { get; init; }

    /// <summary>How many at most, 1 to 200.</summary>
    public int? Limit { get; init; }

    public CustomerQuery Query(CustomerStandings? standings) => new()
    {
        Words = string.IsNullOrWhiteSpace(Q) ? null : Q.Length > 200 ? Q[..200] : Q,
        Sort = Sort,
        Segment = standings?.Segments.FirstOrDefault(key => key == Segment),
        Activity = standings?.ActivityLevels.FirstOrDefault(key => key == Activity),
        BoughtWithin = Days(BoughtWithin),
        NotSince = Days(NotSince),
        After = CustomerCursor.TryParse(After),
        Before = CustomerCursor.TryParse(Before),
        Limit = Limit is >= 1 and <= CustomerQuery.MostRows ? Limit.Value : 50,
    };

    private static int? Days(string? text) => int.TryParse(text, out var days) && days is > 0 and <= 20_000 ? days : null;
}

/// <summary>A part of a list of customers.</summary>
/// <param name="Items">The customers.</param>
/// <param name="Next">The cursor for <c>after</c>; null at the end.</param>
internal sealed record CustomerItems(IReadOnlyList<CustomerItem> Items, string? Next);

/// <summary>A customer in a list. Amounts have exactly the digits of the currency.</summary>
internal sealed record CustomerItem(
    Guid Id, string? Name, string? FirstPurchase, string? LastPurchase, long Orders, string Currency, decimal Gross, decimal Returned, string? Segment, string? Activity)
{
    public static CustomerItem Of(CustomerRow row, Currency currency) => new(
        row.Id,
        row.Name,
        row.First?.ToString(),
        row.Last?.ToString(),
        row.Orders,
        currency.Code,
        currency.ToDecimal(row.Gross),
        currency.ToDecimal(row.Returned),
        row.Segment,
        row.Activity);
}
