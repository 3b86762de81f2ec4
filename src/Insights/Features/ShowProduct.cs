using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Pages;
using Regulars.Insights.Recommendations;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Shows what is bought together with a product and whether it is in stock, and lets people say that it is sold out.</summary>
internal static class ShowProduct
{
    private const int RowsOnPage = 50;

    private const int LongestCode = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/recommendations/product").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/stock", Keep).RequireAuthorization(Permission.WriteFacts);
    }

    private static IResult Show(string? code, string? done, ProductReader products, RecommendationReader recommendations, StockBook stocks) =>
        Find(code, products) is { } product
            ? Page(product, recommendations, stocks, done is "kept", null)
            : TypedResults.LocalRedirect("/recommendations");

    private static IResult Keep([AsParameters] StockAnswers answers, ProductReader products, RecommendationReader recommendations, StockBook stocks)
    {
        if (Find(answers.Code, products) is not { } product)
        {
            return TypedResults.LocalRedirect("/recommendations");
        }

        if (answers.Read(product.Code) is not { } stock)
        {
            return Page(product, recommendations, stocks, false, answers);
        }

        stocks.Tell([stock]);
        return TypedResults.LocalRedirect($"/recommendations/product?code={Uri.EscapeDataString(product.Code)}&done=kept");
    }

    private static ProductRow? Find(string? code, ProductReader products) => code is { Length: > 0 and <= LongestCode } ? products.Find(code) : null;

    private static RazorComponentResult Page(ProductRow product, RecommendationReader recommendations, StockBook stocks, bool isKept, StockAnswers? wrong) => new RazorComponentResult<ProductPage>(new
    {
        Product = product,
        Others = recommendations.With(product.Code, RowsOnPage, includeSoldOut: true) ?? [],
        Stock = stocks.Find(product.Code),
        IsKept = isKept,
        Wrong = wrong,
    })
    {
        StatusCode = wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };
}

/// <summary>The answers of the form of a product's stock, as they were typed.</summary>
public sealed class StockAnswers
{
    /// <summary>So much is in stock as the quantity says.</summary>
    public const string InStock = "in";

    /// <summary>Nothing is left.</summary>
    public const string SoldOut = "out";

    /// <summary>It is not known how much there is.</summary>
    public const string NotTracked = "untracked";

    /// <summary>The product's code.</summary>
    [FromForm]
    public string? Code { get; init; }

    /// <summary>in, out or untracked.</summary>
    [FromForm]
    public string? State { get; init; }

    /// <summary>How much is in stock.</summary>
    [FromForm]
    public string? Quantity { get; init; }

    /// <summary>What was meant; null when it cannot be.</summary>
    internal ProductStock? Read(string code) => State switch
    {
        NotTracked => new ProductStock(code, null),
        SoldOut => new ProductStock(code, 0),
        InStock when decimal.TryParse(
            (Quantity ?? "").Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var quantity) && quantity is > 0 and <= ProductStock.MostQuantity => new ProductStock(code, quantity),
        _ => null,
    };
}
