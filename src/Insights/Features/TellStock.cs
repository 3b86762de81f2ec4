using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Recommendations;
using Regulars.Journal.Api;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Takes from the shop's system how much of each product is in stock.</summary>
internal static class TellStock
{
    private const int MostItems = 1000;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/products/stock", Take).RequireAuthorization(Permission.WriteFacts).WithTags("Recommendations")
            .WithName("TellStock").WithSummary("Says of up to a thousand products how much is in stock; each gets its own answer.")
            .WithDescription("The last quantity told counts: 0 is sold out and is not recommended, null is not tracked and counts as available, as does a product of which nothing was told. Selling does not count it down, so tell it whenever it changes; told again unchanged it changes nothing. A product that nobody has bought yet is kept for later.")
            .ProducesProblem(400).ProducesProblem(422);

    private static Results<Ok<StockAnswer>, ProblemHttpResult> Take(StockBody body, StockBook stocks)
    {
        if (body.Items is not { Count: > 0 and <= MostItems } items)
        {
            return Problems.Of(new Refusal("batch.size", $"A batch has 1 to {MostItems} items.", "items"), StatusCodes.Status422UnprocessableEntity);
        }

        var first = new HashSet<string>(StringComparer.Ordinal);
        var read = items.Select(item => item is null
            ? (Stock: default, Refusal: new Refusal("field.missing", "An item is an object."))
            : Read(new ProductStock(item.Product ?? "", item.Quantity), first)).ToList();
        var changed = stocks.Tell([.. read.Where(item => item.Refusal is null).Select(item => item.Stock)]);
        return TypedResults.Ok(new StockAnswer([.. read.Select(item => new StockItemAnswer(
            item.Stock.Code,
            item.Refusal is not null ? "refused" : changed.Contains(item.Stock.Code) ? "recorded" : "unchanged",
            item.Refusal is { } refusal ? new ProblemBody(refusal.Code, refusal.Detail, refusal.Place) : null))]));
    }

    private static (ProductStock Stock, Refusal? Refusal) Read(ProductStock stock, HashSet<string> first) =>
        (stock, stock.Check() ?? (first.Add(stock.Code) ? null : new Refusal("stock.twice", "Give each product once; the first is kept.", "product")));
}

/// <summary>Stocks to be told, at most 1,000.</summary>
/// <param name="Items">A product in each.</param>
internal sealed record StockBody(IReadOnlyList<StockItem?>? Items);

/// <summary>How much of a product is in stock.</summary>
/// <param name="Product">The product's code, as orders name it.</param>
/// <param name="Quantity">How much there is, 0 for sold out; null when it is not tracked.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StockItem(string? Product, [property: JsonRequired] decimal? Quantity);

/// <summary>The answers, in the order of the items.</summary>
internal sealed record StockAnswer(IReadOnlyList<StockItemAnswer> Items);

/// <summary>What became of a stock.</summary>
/// <param name="Product">The product's code.</param>
/// <param name="Status">recorded, unchanged or refused.</param>
/// <param name="Problem">Why it was refused.</param>
internal sealed record StockItemAnswer(string Product, string Status, ProblemBody? Problem);
