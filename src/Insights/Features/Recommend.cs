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

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/recommendations").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/product", ShowProduct);
        var api = endpoints.MapGroup("/api/v1").WithTags("Recommendations");
        api.MapGet("/customers/{id:guid}/recommendations", ForCustomer).RequireAuthorization(Permission.ReadCustomers)
            .WithName("RecommendForCustomer").WithSummary("Products for a customer with what speaks for each, and what is time to buy again.");
        api.MapGet("/recommendations/with", With).RequireAuthorization(Permission.ReadReports)
            .WithName("RecommendWithProduct").WithSummary("What lies in the same baskets as a product, with lift and its interval.");
        api.MapGet("/recommendations/quality", Quality).RequireAuthorization(Permission.ReadReports)
            .WithName("GetRecommendationQuality").WithSummary("How well recommendations foretold what customers bought afterwards, beside popularity.");
    }

    private static RazorComponentResult<RecommendationsPage> Show(RecommendationReader recommendations, ModelStore models) =>
        new(new { Report = models.Recommendations, Products = recommendations.Popular(RowsOnPage) });

    private static IResult ShowProduct(string? code, RecommendationReader recommendations) =>
        code is { Length: > 0 and <= 200 } && recommendations.With(code, RowsOnPage) is { } others
            ? new RazorComponentResult<ProductPage>(new { Code = code, Others = others })
            : TypedResults.LocalRedirect("/recommendations");

    private static Results<Ok<CustomerRecommendations>, ProblemHttpResult> ForCustomer(
        Guid id, string? category, string[]? except, int? limit, RecommendationReader recommendations)
    {
        if (Problems.CheckLimit(limit, Most) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        if (except?.Length > MostExcepted)
        {
            return Problems.Of(new Refusal("recommendations.too_many_excepted", $"At most {MostExcepted} products can be left out.", "except"));
        }

        var customer = new CustomerId(id);
        return TypedResults.Ok(new CustomerRecommendations(
            recommendations.For(customer, category, except ?? [], limit ?? Usual), recommendations.Due(customer, limit ?? Usual)));
    }

    private static Results<Ok<ProductCompanions>, ProblemHttpResult> With(string code, int? limit, RecommendationReader recommendations) =>
        Problems.CheckLimit(limit, Most) is { } refusal ? Problems.Of(refusal)
        : recommendations.With(code, limit ?? Usual) is { } others ? TypedResults.Ok(new ProductCompanions(others))
        : Problems.Of(new Refusal("product.unknown", "There is no such product.", "code"), StatusCodes.Status404NotFound);

    private static Results<Ok<RecommendationQualityAnswer>, NoContent> Quality(ModelStore models) => models.Recommendations is { } report
        ? TypedResults.Ok(new RecommendationQualityAnswer(
            report.AsOf.ToString(), report.Split?.ToString(), report.Customers, report.Products, report.Judged, report.Candidates, report.Chosen, report.Unavailable))
        : TypedResults.NoContent();
}

/// <summary>What is recommended to a customer.</summary>
/// <param name="Products">New products, the best first.</param>
/// <param name="Due">What is time to buy again.</param>
internal sealed record CustomerRecommendations(IReadOnlyList<RecommendedProduct> Products, IReadOnlyList<DueProduct> Due);

/// <summary>What lies in the same baskets as a product.</summary>
internal sealed record ProductCompanions(IReadOnlyList<BoughtTogether> Items);

/// <summary>How good recommendations are, measured on what customers bought from a day on by what was known before it.</summary>
internal sealed record RecommendationQualityAnswer(
    string AsOf, string? Split, int Customers, int Products, int Judged, IReadOnlyList<RecommendationCandidate> Candidates, string? Chosen, string? Unavailable);
