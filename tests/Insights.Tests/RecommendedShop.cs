using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>A shop where tea goes with honey and coffee with milk, and what its customers do there.</summary>
public sealed class RecommendedShop : IAsyncDisposable
{
    private int orders;

    private RecommendedShop(Console console) => Console = console;

    public Console Console { get; }

    /// <summary>Opens the shop; sixty customers have bought, half of them what goes with it only lately.</summary>
    public static async Task<RecommendedShop> Open(Engine engine)
    {
        var shop = new RecommendedShop(await Console.Open(engine));
        for (var person = 0; person < 60; person++)
        {
            string[] basket = person % 2 == 0 ? ["tea", "honey"] : ["coffee", "milk"];
            await shop.Buy($"p{person}", 150 - person, person < 30 ? basket : [basket[0]]);
            if (person >= 30)
            {
                await shop.Buy($"p{person}", 10, basket[1]);
            }
        }

        return shop;
    }

    public static string CategoryOf(string product) => product is "tea" or "coffee" ? "drinks" : "food";

    public async Task<CustomerId> Buy(string customer, int daysAgo, params string[] products)
    {
        var answer = await Console.Service<JournalIntake>().SubmitAsync(new RecordOrder(new OrderInput
        {
            Source = "shop",
            Number = $"{++orders}",
            PlacedAt = Ago(daysAgo),
            Currency = Console.Euro,
            Customer = Console.Customer(customer, $"{customer}@mail.example"),
            Lines = [.. products.Select(product => new OrderLineInput(product, $"The {product}", CategoryOf(product), 1, 5, 500))],
        })
        { Origin = Origin.History });
        return answer!.Customer!.Value;
    }

    public Task<CustomerId> View(string customer, int daysAgo, string product) => Do(customer, daysAgo, "product.viewed", JsonSerializer.Serialize(new { product }));

    public async Task<CustomerId> Do(string customer, int daysAgo, string kind, string? content = null)
    {
        var answer = await Console.Service<JournalIntake>().SubmitAsync(new RecordFact(new FactInput
        {
            Kind = kind,
            Source = "shop",
            OccurredAt = Ago(daysAgo),
            Customer = Console.Customer(customer, $"{customer}@mail.example"),
            Content = content,
        }));
        return answer!.Customer!.Value;
    }

    public Day DayAgo(int days) => new BusinessCalendar("Europe/Warsaw").DayOf(Ago(days));

    /// <summary>What is recommended to a customer.</summary>
    public async Task<IReadOnlyList<Offer>> Offers(CustomerId customer, string asked = "") =>
        [.. (await Console.Json($"/api/v1/customers/{customer}/recommendations?{asked}")).GetProperty("products").EnumerateArray().Select(one => new Offer(
            one.GetProperty("code").GetString()!,
            one.GetProperty("reason").GetString()!,
            Text(one, "becauseCode"),
            Text(one, "lookedAtOn"),
            one.GetProperty("score").GetDouble()))];

    public async Task<IReadOnlyList<string>> Codes(CustomerId customer, string asked = "") => [.. (await Offers(customer, asked)).Select(offer => offer.Code)];

    public ValueTask DisposeAsync() => Console.DisposeAsync();

    private Instant Ago(int days) => Instant.Now(Console.Clock).Plus(TimeSpan.FromDays(-days));

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) ? value.GetString() : null;

    public sealed record Offer(string Code, string Reason, string? Because, string? LookedAtOn, double Score);
}
