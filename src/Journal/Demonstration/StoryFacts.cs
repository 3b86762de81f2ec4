using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>Makes the facts of a customer's story beside the orders, each with a key by which its repeat is known.</summary>
internal sealed class StoryFacts(Chance chance, ShopSeasons seasons, Purchases purchases, string source, int number)
{
    private static readonly string[] Pages = ["/", "/coffee", "/tea", "/sale", "/gifts", "/about", "/coffee/львівська-суміш", "/tea/earl-grey"];

    private int made;

    public RecordFact Visit(CustomerInput customer, int day, double hour) =>
        Make("visit", customer, purchases.Moment(day, hour), ShopStore.Web.Name, Purchases.WebChannel, Json(new VisitContent(chance.Pick(Pages), 20 + chance.Below(600))));

    /// <summary>The parcel arrived, in time or late; null while it is on its way.</summary>
    public RecordFact? Delivery(CustomerInput customer, Purchase purchase)
    {
        var promised = purchase.Day + 2;
        var delivered = purchase.LateDays > 0 ? promised + purchase.LateDays : promised - chance.Below(2);
        return delivered >= ShopSeasons.Days
            ? null
            : Make(
                "parcel.delivered",
                customer,
                purchases.Moment(delivered, chance.Between(8, 19)),
                purchase.Order.Store,
                purchase.Order.Channel,
                Json(new DeliveryContent(purchase.Order.Number, seasons.First.Plus(promised).ToString(), seasons.First.Plus(delivered).ToString())));
    }

    /// <summary>The customer wrote what they thought; null when that day is still to come.</summary>
    public RecordFact? Review(CustomerInput customer, Purchase purchase, string language, bool isSad)
    {
        var day = purchase.Day + (purchase.IsOnWeb ? 3 + purchase.LateDays : 1);
        var rating = isSad ? 1 + chance.Below(2) : chance.Weighted(0, 0, 0.08, 0.27, 0.65) + 1;
        return day >= ShopSeasons.Days
            ? null
            : Make(
                "review.written",
                customer,
                purchases.Moment(day, chance.Between(10, 22)),
                purchase.Order.Store,
                purchase.Order.Channel,
                Json(new ReviewContent(purchase.Order.Number, rating, Sayings.Review(chance, language, rating))));
    }

    private RecordFact Make(string kind, CustomerInput customer, Instant at, string? store, string? channel, string content)
    {
        var fact = new FactInput
        {
            Kind = kind,
            Source = source,
            OccurredAt = at,
            Customer = customer,
            Store = store,
            Channel = channel,
            Content = content,
        };
        var key = $"{number}:{made++}";
        return new RecordFact(fact) { Origin = Origin.History, Key = new RequestKey(source, key, SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {at} {content}"))) };
    }

    private static string Json(VisitContent content) => JsonSerializer.Serialize(content, StoryJson.Readable.VisitContent);

    private static string Json(DeliveryContent content) => JsonSerializer.Serialize(content, StoryJson.Readable.DeliveryContent);

    private static string Json(ReviewContent content) => JsonSerializer.Serialize(content, StoryJson.Readable.ReviewContent);
}

/// <summary>A visit to the web shop.</summary>
internal sealed record VisitContent(string Page, int Seconds);

/// <summary>A parcel that arrived.</summary>
internal sealed record DeliveryContent(string Order, string Promised, string Delivered);

/// <summary>What a customer wrote.</summary>
internal sealed record ReviewContent(string Order, int Rating, string Text);

/// <summary>The contents of facts as JSON, with letters of every language as they are.</summary>
[JsonSerializable(typeof(VisitContent))]
[JsonSerializable(typeof(DeliveryContent))]
[JsonSerializable(typeof(ReviewContent))]
[JsonSerializable(typeof(SearchContent))]
internal sealed partial class StoryJson : JsonSerializerContext
{
    public static readonly StoryJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
