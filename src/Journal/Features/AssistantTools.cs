using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>What an assistant may ask of customers and their stories, and the note it may leave.</summary>
internal static class AssistantTools
{
    private const int MostFound = 20;

    private const int MostFacts = 100;

    public static IReadOnlyList<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "find_customer",
            Description = "Finds customers by name, phone, e-mail, card or order number. Answers their ids, names, number of orders, value and last purchase. Use it before any tool that needs a customer's id.",
            Permissions = [Permission.ReadCustomers],
            Inputs = [new("words", "string", "Part of a name, a phone number, an e-mail address, a card or order number, such as \"Kowalska\" or \"+48 600 100 200\".")],
            Run = FindAsync,
        },
        new()
        {
            Name = "customer_story",
            Description = "Tells everything that happened with one customer, the latest first: orders, returns, visits, reviews, points, notes.",
            Permissions = [Permission.ReadCustomers],
            Inputs = [new("customer", "string", "The customer's id from find_customer."), new("limit", "integer", "How many facts at most, 1 to 100; 30 when it is not given.", IsRequired: false)],
            Run = TellAsync,
        },
        new()
        {
            Name = "add_note",
            Description = "Writes a note into a customer's story, signed with the name of who asks. It cannot be changed afterwards. Telling the same note again on the same day changes nothing.",
            Permissions = [Permission.WriteCustomers],
            Writes = true,
            Inputs = [new("customer", "string", "The customer's id from find_customer."), new("text", "string", "The note, at most 500 characters.")],
            Run = NoteAsync,
        },
    ];

    private static Task<AssistantAnswer> FindAsync(AssistantCall call)
    {
        var words = call.Text("words");
        if (words.Refusal is { } refusal)
        {
            return AssistantAnswer.Not(refusal);
        }

        if (words.Value.Trim().Length == 0)
        {
            return AssistantAnswer.Not(new Refusal("tool.input", "Say whom to look for.", "words"));
        }

        var found = call.Services.GetRequiredService<CustomerDirectory>().Find(new CustomerQuery { Words = words.Value, Limit = MostFound });
        var currency = call.Services.GetRequiredService<BusinessStore>().Current.Currency;
        return AssistantAnswer.Now(new CustomerItems([.. found.Rows.Select(row => CustomerItem.Of(row, currency))], null));
    }

    private static Task<AssistantAnswer> TellAsync(AssistantCall call)
    {
        var customer = call.Customer("customer");
        if (customer.Refusal is { } refusal)
        {
            return AssistantAnswer.Not(refusal);
        }

        if (call.Services.GetRequiredService<PeopleStore>().RootOf(customer.Value.Value) is not { } root)
        {
            return AssistantAnswer.Not(Unknown);
        }

        var currency = call.Services.GetRequiredService<BusinessStore>().Current.Currency;
        var facts = call.Services.GetRequiredService<StoryStore>().Facts(root, null, call.Number("limit", 30, MostFacts));
        return AssistantAnswer.Now(new FactItems([.. facts.Select(fact => FactItem.Of(fact, currency))], null));
    }

    private static async Task<AssistantAnswer> NoteAsync(AssistantCall call)
    {
        var customer = call.Customer("customer");
        var text = call.Text("text");
        if ((customer.Refusal ?? text.Refusal) is { } refusal)
        {
            return refusal;
        }

        if (text.Value.Trim().Length == 0)
        {
            return new Refusal("tool.input", "A note has words.", "text");
        }

        if (call.Services.GetRequiredService<PeopleStore>().RootOf(customer.Value.Value) is null)
        {
            return Unknown;
        }

        var now = Instant.Now(call.Services.GetRequiredService<TimeProvider>());
        var day = call.Services.GetRequiredService<BusinessStore>().Current.Calendar.DayOf(now);
        var content = JsonSerializer.Serialize(new NoteContent(text.Value), NoteJson.Readable.NoteContent);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(content));
        var answer = await call.Services.GetRequiredService<JournalIntake>().SubmitAsync(new RecordFact(
            new FactInput { Kind = "note.added", Source = "regulars", OccurredAt = now, Customer = new CustomerInput { Id = customer.Value, Identities = [] }, Staff = call.By.Length > 0 ? call.By : null, Content = content },
            IsOwn: true)
        { Key = new RequestKey("regulars", string.Create(CultureInfo.InvariantCulture, $"note:{customer.Value}:{day}:{Convert.ToHexString(hash)}"), hash) });
        return answer is null ? new Refusal("tool.busy", "Too much is waiting; try again in a moment.")
            : answer.Refusal is { } refused ? refused
            : AssistantAnswer.Of(new NoteTaken(customer.Value.Value, text.Value));
    }

    private static Refusal Unknown { get; } = new("customer.unknown", "There is no such customer.", "customer");
}

/// <summary>A note as the fact says it.</summary>
internal sealed record NoteContent(string Text);

/// <summary>A note that was taken.</summary>
internal sealed record NoteTaken(Guid Customer, string Text);

/// <summary>Notes as JSON, with letters of every language as they are.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(NoteContent))]
internal sealed partial class NoteJson : System.Text.Json.Serialization.JsonSerializerContext
{
    public static readonly NoteJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
