using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Pages;
using Regulars.Insights.Recommendations;
using Regulars.Insights.Storage;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Recommends products and says how good that is; on a page and for web shops and tills.</summary>
internal static class Recommend
{
    private const int Usual = 10;

    private const int Most = 50;

    private const int MostExcepted = 500;

    private const int RowsOnPage = 50;

    private const int OffersOnPage = 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/recommendations").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        endpoints.MapGet("/customers/{id:guid}/offers", ShowOffers).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        var api = endpoints.MapGroup("/api/v1").WithTags("Recommendations");
        api.MapGet("/customers/{id:guid}/recommendations", ForCustomer).RequireAuthorization(Permission.ReadCustomers)
            .WithName("RecommendForCustomer").WithSummary("Products for a customer with what speaks for each, and what is time to buy again.")
            .WithDescription("From what they bought, and from what they looked at in the last 60 days: facts of the kind product.viewed whose content names the product by its code, {\"product\": \"tea\"}. What is known to be sold out is left out unless includeSoldOut says otherwise; what nobody bought for a year is never recommended.");
        api.MapGet("/recommendations/with", With).RequireAuthorization(Permission.ReadReports)
            .WithName("RecommendWithProduct").WithSummary("What lies in the same baskets as a product, with lift and its interval.")
            .WithDescription("What is known to be sold out is left out unless includeSoldOut says otherwise.");
        api.MapGet("/recommendations/quality", Quality).RequireAuthorization(Permission.ReadReports)
            .WithName("GetRecommendationQuality").WithSummary("How well recommendations foretold what customers bought afterwards, beside popularity, and whether what they looked at helps.");
    }

    private static RazorComponentResult Show(string? category, ProductReader products, ModelStore models) =>
        new RazorComponentResult<RecommendationsPage>(new { Report = models.Recommendations, Products = products.Lately(Asked(category), RowsOnPage), Categories = products.Categories(), Category = Asked(category) });

    private static IResult ShowOffers(Guid id, string? category, RecommendationReader recommendations, ProductReader products)
    {
        if (recommendations.Find(new CustomerId(id)) is not { } customer)
        {
            return TypedResults.LocalRedirect("/customers");
        }

        var filter = ProductFilter.Available with { Category = Asked(category) };
        return new RazorComponentResult<OffersPage>(new
        {
            Customer = customer,
            Products = recommendations.For(customer.Customer, filter, OffersOnPage),
            Due = recommendations.Due(customer.Customer, filter, OffersOnPage),
            Categories = products.Categories(),
            filter.Category,
        });
    }

    private static string? Asked(string? category) => string.IsNullOrEmpty(category) ? null : category;

    private static Results<Ok<CustomerRecommendations>, ProblemHttpResult> ForCustomer(
        Guid id, string? category, string[]? except, bool? includeSoldOut, int? limit, RecommendationReader recommendations)
    {
        if (Problems.CheckLimit(limit, Most) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        return except?.Length > MostExcepted
            ? Problems.Of(new Refusal("recommendations.too_many_excepted", $"At most {MostExcepted} products can be left out.", "except"))
            : TypedResults.Ok(CustomerRecommendations.Of(recommendations, new CustomerId(id), new ProductFilter(category, except ?? [], includeSoldOut ?? false), limit ?? Usual));
    }

    private static Results<Ok<ProductCompanions>, ProblemHttpResult> With(string code, bool? includeSoldOut, int? limit, RecommendationReader recommendations) =>
        Problems.CheckLimit(limit, Most) is { } refusal ? Problems.Of(refusal)
        : recommendations.With(code, limit ?? Usual, includeSoldOut ?? false) is { } others ? TypedResults.Ok(new ProductCompanions(others))
        : Problems.Of(new Refusal("product.unknown", "There is no such product.", "code"), StatusCodes.Status404NotFound);

    private static Results<Ok<RecommendationQualityAnswer>, NoContent> Quality(ModelStore models) => models.Recommendations is { } report
        ? TypedResults.Ok(new RecommendationQualityAnswer(
            report.AsOf.ToString(), report.Split?.ToString(), report.Customers, report.Products, report.Judged, report.Candidates, report.Chosen, report.Views, report.Unavailable))
        : TypedResults.NoContent();
}

/// <summary>What is recommended to a customer.</summary>
/// <param name="Products">New products, the best first.</param>
/// <param name="Due">What is time to buy again.</param>
internal sealed record CustomerRecommendations(IReadOnlyList<RecommendedItem> Products, IReadOnlyList<DueProduct> Due)
{
    public static CustomerRecommendations Of(RecommendationReader recommendations, CustomerId customer, ProductFilter filter, int most) =>
        new([.. recommendations.For(customer, filter, most).Select(RecommendedItem.Of)], recommendations.Due(customer, filter, most));
}

/// <summary>A product that is recommended to a customer.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, where one is known.</param>
/// <param name="Category">Its category, where one is known.</param>
/// <param name="Score">The higher the better; 0 for what is merely popular.</param>
/// <param name="Reason">What speaks most for it: purchase, it goes with something bought; view, it goes with something looked at; looked_at, the customer looked at it; popular, many bought it lately.</param>
/// <param name="BecauseCode">The product that the customer bought or looked at and that speaks most for it; null where that is none.</param>
/// <param name="BecauseName">Its name.</param>
/// <param name="LookedAtOn">The day on which the customer last looked at it, where that speaks for it.</param>
internal sealed record RecommendedItem(string Code, string? Name, string? Category, double Score, string Reason, string? BecauseCode, string? BecauseName, string? LookedAtOn)
{
    public static RecommendedItem Of(RecommendedProduct one) => new(
        one.Product.Code, one.Product.Name, one.Product.Category, one.Score, one.Reason, one.Because?.Code, one.Because?.Name, one.SeenOn?.ToString());
}

/// <summary>What lies in the same baskets as a product.</summary>
internal sealed record ProductCompanions(IReadOnlyList<BoughtTogether> Items);

/// <summary>How good recommendations are, measured on what customers bought from a day on by what was known before it.</summary>
internal sealed record RecommendationQualityAnswer(
    string AsOf, string? Split, int Customers, int Products, int Judged, IReadOnlyList<RecommendationCandidate> Candidates, string? Chosen, ViewQuality? Views, string? Unavailable);
