using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Tells programs what happened to a person and what they ordered, the latest first.</summary>
internal static class TellStory
{
    private const int MostRows = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/customers/{id:guid}").RequireAuthorization(Permission.ReadCustomers).WithTags("Customers");
        api.MapGet("/facts", Facts).WithName("GetFacts").WithSummary("Lists everything that happened to a person, the latest first.");
        api.MapGet("/orders", Orders).WithName("GetOrders").WithSummary("Lists a person's orders with their lines, the latest first.");
    }

    /// <summary>Lists facts; amounts are in the business's currency.</summary>
    private static Results<Ok<FactItems>, ProblemHttpResult> Facts(
        Guid id, string? after, int? limit, PeopleStore people, StoryStore stories, BusinessStore businesses)
    {
        if (Check(id, after, limit, people, out var root, out var cursor) is { } problem)
        {
            return problem;
        }

        var most = limit ?? 50;
        var facts = stories.Facts(root, cursor, most + 1);
        var currency = businesses.Current.Currency;
        return TypedResults.Ok(new FactItems(
            [.. facts.Take(most).Select(fact => FactItem.Of(fact, currency))],
            facts.Count > most ? facts[most - 1].Cursor.ToString() : null));
    }

    /// <summary>Lists orders; the order's amounts are in the business's currency, those of its lines in the order's own.</summary>
    private static Results<Ok<OrderItems>, ProblemHttpResult> Orders(
        Guid id, string? after, int? limit, PeopleStore people, StoryStore stories, BusinessStore businesses)
    {
        if (Check(id, after, limit, people, out var root, out var cursor) is { } problem)
        {
            return problem;
        }

        var most = limit ?? 50;
        var orders = stories.Orders(root, cursor, most + 1);
        var currency = businesses.Current.Currency;
        return TypedResults.Ok(new OrderItems(
            [.. orders.Take(most).Select(order => OrderItem.Of(order, stories.Lines(order.Customer, order.Id), currency))],
            orders.Count > most ? orders[most - 1].Cursor.ToString() : null));
    }

    private static ProblemHttpResult? Check(
        Guid id, string? after, int? limit, PeopleStore people, out Guid root, out StoryCursor? cursor)
    {
        cursor = StoryCursor.TryParse(after);
        root = people.RootOf(id) ?? Guid.Empty;
        return root == Guid.Empty ? Problems.UnknownCustomer()
            : Problems.CheckLimit(limit, MostRows) is { } refusal ? Problems.Of(refusal)
            : after is { Length: > 0 } && cursor is null ? Problems.InvalidCursor()
            : null;
    }
}

/// <summary>A part of a person's story, with the cursor for <c>after</c>.</summary>
internal sealed record FactItems(IReadOnlyList<FactItem> Items, string? Next);

/// <summary>A fact. Its content is the JSON that it came with.</summary>
internal sealed record FactItem(
    Guid Customer, long Version, string Kind, string Origin, string OccurredAt, string RecordedAt,
    decimal? Amount, Guid? Order, string? OrderNumber, string? Source, string? Store, string? Channel, JsonElement? Content)
{
    public static FactItem Of(StoryFact fact, Currency currency) => new(
        fact.Customer,
        fact.Version,
        fact.Kind,
        fact.Origin is Contracts.Origin.History ? "history" : "live",
        fact.At.ToString(),
        new Instant(fact.RecordedAt).ToString(),
        fact.Amount is { } amount ? currency.ToDecimal(amount) : null,
        fact.OrderId,
        fact.Number,
        fact.Source,
        fact.Store,
        fact.Channel,
        fact.Content is null ? null : JsonElement.Parse(fact.Content));
}

/// <summary>A part of a person's orders, with the cursor for <c>after</c>.</summary>
internal sealed record OrderItems(IReadOnlyList<OrderItem> Items, string? Next);

/// <summary>An order with its lines.</summary>
internal sealed record OrderItem(
    Guid Id, string Number, string State, string PlacedAt, string Currency, decimal Gross, decimal Returned, string? Source,
    string? Store, string? Channel, string? Staff, string? Country, string? Payment, string? ReturnOf, IReadOnlyList<OrderLineItem> Lines)
{
    public static OrderItem Of(StoredOrder order, IReadOnlyList<StoredLine> lines, Currency currency)
    {
        var own = Kernel.Currency.Of(order.Currency);
        return new OrderItem(
            order.Id,
            order.Number,
            order.State.ToString().ToLowerInvariant(),
            order.At.ToString(),
            order.Currency,
            currency.ToDecimal(order.Gross),
            currency.ToDecimal(order.Returned),
            order.Source,
            order.Store,
            order.Channel,
            order.Staff,
            order.Country,
            order.Payment,
            order.ReturnOf,
            [.. lines.Select(line => new OrderLineItem(line.Product, line.Name, line.Quantity, line.UnitPrice, own.ToDecimal(line.Value), line.IsReturn))]);
    }
}

/// <summary>A line of an order, in the order's currency.</summary>
internal sealed record OrderLineItem(string? Product, string? Name, decimal Quantity, decimal UnitPrice, decimal Value, bool Returned);
