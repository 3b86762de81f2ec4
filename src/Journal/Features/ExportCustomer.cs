using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Customers;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Exports everything that is kept of a person as one JSON file.</summary>
internal static class ExportCustomer
{
    private const int RowsAtOnce = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/customers/{id:guid}/export", Export).RequireAuthorization(Permission.EraseCustomers).ExcludeFromDescription();
        endpoints.MapGet("/api/v1/customers/{id:guid}/export", Export).RequireAuthorization(Permission.EraseCustomers)
            .WithName("ExportCustomer").WithTags("Customers").WithSummary("Exports everything that is kept of a person.")
            .Produces<JsonElement>(contentType: "application/json").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Writes profile, identities, consents, facts and orders, the latest first, however many there are.</summary>
    private static IResult Export(Guid id, PeopleStore people, StoryStore stories, BusinessStore businesses)
    {
        if (people.RootOf(id) is not { } root || people.Find(root) is not { } person)
        {
            return Problems.UnknownCustomer();
        }

        var currency = businesses.Current.Currency;
        return TypedResults.Stream(
            async body =>
            {
                await using var json = new Utf8JsonWriter(body, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WritePropertyName("customer");
                Write(json, CustomerDetails.Of(person, currency));
                await WriteAsync(
                    json, "facts", cursor => stories.Facts(root, cursor, RowsAtOnce), fact => fact.Cursor, fact => FactItem.Of(fact, currency));
                await WriteAsync(
                    json, "orders", cursor => stories.Orders(root, cursor, RowsAtOnce), order => order.Cursor,
                    order => OrderItem.Of(order, stories.Lines(order.Customer, order.Id), currency));
                json.WriteEndObject();
                await json.FlushAsync();
            },
            "application/json",
            $"customer-{root}.json");
    }

    /// <summary>By way of an element: the serializer would flush the writer, and the answer takes no writing that blocks.</summary>
    private static void Write<T>(Utf8JsonWriter json, T item) => JsonSerializer.SerializeToElement(item, Json).WriteTo(json);

    private static async Task WriteAsync<TRow, TItem>(
        Utf8JsonWriter json, string name, Func<StoryCursor?, List<TRow>> load, Func<TRow, StoryCursor> cursorOf, Func<TRow, TItem> itemOf)
    {
        json.WriteStartArray(name);
        for (List<TRow>? rows = null; rows is null || rows.Count == RowsAtOnce;)
        {
            rows = load(rows is null ? null : cursorOf(rows[^1]));
            foreach (var row in rows)
            {
                Write(json, itemOf(row));
            }

            await json.FlushAsync();
        }

        json.WriteEndArray();
    }
}
