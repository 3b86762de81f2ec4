using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Journal.Pages;

/// <summary>Says facts, consents and attributes in the reader's words.</summary>
internal static class StoryWords
{
    private static readonly string[] KnownPurposes = ["news", "offers", "profiling"];

    private static readonly string[] KnownWaysOfSale = ["till", "web", "app", "phone", "marketplace"];

    private static readonly string[] KnownChannels = ["any", "email", "sms", "phone", "post"];

    /// <summary>A fact as an entry of the timeline.</summary>
    /// <param name="reader">Who reads it.</param>
    /// <param name="names">What modules call the things that their facts name.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="address">The customer's page.</param>
    public static TimelineEntry Entry(Reader reader, IEnumerable<StoryNames> names, StoryFact fact, string address) =>
        new(fact.At, Title(reader, fact), Detail(reader, names, fact), ToneOf(fact.Kind))
        {
            Opens = fact.OrderId is { } order && fact.Lines is > 0 and var lines
                ? (reader.Text("story.lines", lines), $"{address}/orders/{order}")
                : null,
        };

    public static string Purpose(Reader reader, string purpose) =>
        KnownPurposes.Contains(purpose) ? reader.Text($"consent.purpose.{purpose}") : purpose;

    /// <summary>The way something was sold: in the reader's words when it is a usual one, else as its source writes it.</summary>
    public static string? WayOfSale(Reader reader, string? channel) =>
        KnownWaysOfSale.Contains(channel) ? reader.Text($"order.channel.{channel}") : channel;

    public static string Channel(Reader reader, string channel) =>
        KnownChannels.Contains(channel) ? reader.Text($"consent.channel.{channel}") : channel;

    /// <summary>The value of an attribute as the reader's language writes it.</summary>
    public static string Value(Reader reader, PersonAttribute attribute) =>
        attribute.Text
        ?? (attribute.Number is { } number ? reader.Formats.Number((decimal)number, number == Math.Floor(number) ? 0 : 2) : null)
        ?? (attribute.DayNumber is { } day ? reader.Formats.Date(new Day(day)) : "");

    private static string Title(Reader reader, StoryFact fact)
    {
        var amount = reader.Formats.Money(new Money(fact.Amount ?? 0, reader.Currency));
        var number = fact.Number ?? "";
        return fact.Kind switch
        {
            FactKinds.OrderPlaced => reader.Text("story.order_placed", number, amount),
            FactKinds.OrderPending => reader.Text("story.order_pending", number, amount),
            FactKinds.OrderAmended => reader.Text("story.order_amended", number, amount),
            FactKinds.OrderReturned => reader.Text("story.order_returned", number, amount),
            FactKinds.OrderRefused => reader.Text("story.order_refused", number, amount),
            FactKinds.OrderCancelled => reader.Text("story.order_cancelled", number, amount),
            FactKinds.ConsentGranted => reader.Text("story.consent_granted", ConsentOf(reader, fact)),
            FactKinds.ConsentWithdrawn => reader.Text("story.consent_withdrawn", ConsentOf(reader, fact)),
            FactKinds.CustomerMerged => reader.Text("story.customer_merged"),
            FactKinds.CustomerUnmerged => reader.Text("story.customer_unmerged"),
            FactKinds.CustomerErased => reader.Text("story.customer_erased"),
            var kind when reader.Knows($"story.kind.{kind}") => reader.Text($"story.kind.{kind}"),
            var kind => kind,
        };
    }

    private static string ConsentOf(Reader reader, StoryFact fact)
    {
        if (fact.Content is null)
        {
            return "";
        }

        using var content = JsonDocument.Parse(fact.Content);
        return content.RootElement.TryGetProperty("purpose", out var purpose) && content.RootElement.TryGetProperty("channel", out var channel)
            ? $"{Purpose(reader, purpose.GetString() ?? "")}, {Channel(reader, channel.GetString() ?? "")}"
            : "";
    }

    private static string? Detail(Reader reader, IEnumerable<StoryNames> names, StoryFact fact)
    {
        var parts = new List<string>();
        parts.AddRange(new[] { fact.Store, WayOfSale(reader, fact.Channel) }.OfType<string>().Where(part => part.Length > 0));
        if (fact.Kind is not (FactKinds.ConsentGranted or FactKinds.ConsentWithdrawn) && fact.OrderId is null && fact.Content is { } content)
        {
            parts.AddRange(FactKinds.IsReserved(fact.Kind) ? SaidByUs(reader, names, content) : Said(content));
        }

        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    /// <summary>The plain values of a fact's content, each after its name.</summary>
    private static List<string> Said(string content)
    {
        using var json = JsonDocument.Parse(content);
        return json.RootElement.ValueKind is not JsonValueKind.Object ? [] :
        [
            .. json.RootElement.EnumerateObject()
                .Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .Take(4)
                .Select(field => $"{field.Name}: {field.Value}"),
        ];
    }

    /// <summary>What a module says in a fact of its own: only fields that are meant for readers, in their words.</summary>
    private static List<string> SaidByUs(Reader reader, IEnumerable<StoryNames> names, string content)
    {
        using var json = JsonDocument.Parse(content);
        return json.RootElement.ValueKind is not JsonValueKind.Object ? [] :
        [
            .. json.RootElement.EnumerateObject()
                .Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && reader.Knows($"story.field.{field.Name}"))
                .Select(field => reader.Text($"story.field.{field.Name}", field.Value.ValueKind is JsonValueKind.Number ? field.Value.GetDecimal() : Word(reader, names, field.Name, field.Value.ToString()))),
        ];
    }

    /// <summary>A value that is one of a few has words of its own, and what a key stands for may have a name.</summary>
    private static string Word(Reader reader, IEnumerable<StoryNames> names, string field, string value) =>
        reader.Knows($"story.value.{field}.{value}") ? reader.Text($"story.value.{field}.{value}")
            : names.Select(module => module.Find(field, value)).FirstOrDefault(name => name is not null) ?? value;

    private static Tone ToneOf(string kind) => kind switch
    {
        FactKinds.OrderPlaced or FactKinds.ConsentGranted or "badge.earned" or "challenge.completed" or "milestone.reached" or "gift.given" => Tone.Good,
        FactKinds.OrderReturned => Tone.Attention,
        FactKinds.OrderRefused or FactKinds.OrderCancelled => Tone.Alarm,
        FactKinds.CustomerMerged or FactKinds.CustomerUnmerged => Tone.Information,
        _ => Tone.Plain,
    };
}
