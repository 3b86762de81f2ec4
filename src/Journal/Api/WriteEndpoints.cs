using System.Buffers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Api;

/// <summary>The addresses by which other systems tell orders, facts and customers.</summary>
public static class WriteEndpoints
{
    private const int LargestBatchBody = 16 << 20;

    private const int MostItems = 1000;

    /// <summary>Maps them under <c>/api/v1</c>.</summary>
    public static IEndpointRouteBuilder MapJournalApi(this IEndpointRouteBuilder endpoints)
    {
        var facts = endpoints.MapGroup("/api/v1").RequireAuthorization(Permission.WriteFacts).WithTags("Facts and orders");
        facts.MapPost("/facts", RecordFact).WithName("recordFact").WithSummary("Records a fact.")
            .Accepts<FactBody>("application/json").Produces<AnswerBody>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        facts.MapPost("/facts/batch", RecordFacts).WithName("recordFacts").WithSummary("Records up to a thousand facts; each gets its own answer.")
            .Accepts<BatchBody<FactBody>>("application/json").Produces<BatchAnswerBody>().ProducesProblem(400).ProducesProblem(503);
        facts.MapPost("/orders", RecordOrder).WithName("recordOrder").WithSummary("Makes the state of an order true.")
            .Accepts<OrderBody>("application/json").Produces<AnswerBody>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        facts.MapPost("/orders/batch", RecordOrders).WithName("recordOrders").WithSummary("Makes the states of up to a thousand orders true.")
            .Accepts<BatchBody<OrderBody>>("application/json").Produces<BatchAnswerBody>().ProducesProblem(400).ProducesProblem(503);

        var customers = endpoints.MapGroup("/api/v1/customers").RequireAuthorization(Permission.WriteCustomers).WithTags("Customers");
        customers.MapPost("", SaveCustomer).WithName("saveCustomer").WithSummary("Makes a customer known, or adds to what is known of one.")
            .Accepts<CustomerBody>("application/json").Produces<AnswerBody>().ProducesProblem(400).ProducesProblem(422).ProducesProblem(503);
        customers.MapPost("/{id:guid}/consents", RecordConsent).WithName("recordConsent").WithSummary("Records consent given or withdrawn.")
            .Accepts<ConsentBody>("application/json").Produces<AnswerBody>().ProducesProblem(404).ProducesProblem(503);
        customers.MapPost("/{id:guid}/merge/{into:guid}", LinkCustomers).WithName("mergeCustomers").WithSummary("Takes two records for one person.")
            .Produces<AnswerBody>().ProducesProblem(404).ProducesProblem(422);
        customers.MapDelete("/{id:guid}/merge", UnlinkCustomer).WithName("undoMerge").WithSummary("Undoes a merge.")
            .Produces<AnswerBody>().ProducesProblem(422);
        endpoints.MapDelete("/api/v1/customers/{id:guid}", EraseCustomer).RequireAuthorization(Permission.EraseCustomers).WithTags("Customers")
            .WithName("eraseCustomer").WithSummary("Forgets a person; sums stay.").Produces<AnswerBody>().ProducesProblem(404);
        return endpoints;
    }

    private static Task RecordFact(HttpContext context, JournalIntake intake, BusinessStore businesses, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, ApiJson.Default.FactBody, body => ToRequest(BodyReading.Read(body, IntakeDoor.SourceOf(context), businesses.Current, clock), fact => new RecordFact(fact)));

    private static Task RecordOrder(HttpContext context, JournalIntake intake, BusinessStore businesses) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, ApiJson.Default.OrderBody, body => ToRequest(BodyReading.Read(body, IntakeDoor.SourceOf(context), businesses.Current), order => new RecordOrder(order)));

    private static Task SaveCustomer(HttpContext context, JournalIntake intake) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, ApiJson.Default.CustomerBody, body => ToRequest(BodyReading.Read(body), customer => new SaveCustomer(IntakeDoor.SourceOf(context), customer)));

    private static Task RecordConsent(HttpContext context, Guid id, JournalIntake intake) => IntakeDoor.ReadAndSubmitAsync(
        context,
        intake,
        ApiJson.Default.ConsentBody,
        body => body is { Purpose: { } purpose, Channel: { } channel, Granted: { } granted, Wording: { } wording }
            ? new RecordConsent(new CustomerId(id), purpose, channel, granted, IntakeDoor.SourceOf(context), wording)
            : new Refusal("field.missing", "Give purpose, channel, granted and wording."));

    private static async Task LinkCustomers(HttpContext context, Guid id, Guid into, JournalIntake intake) =>
        await IntakeDoor.AnswerAsync(context, await intake.SubmitAsync(new LinkCustomers(new CustomerId(id), new CustomerId(into), IntakeDoor.ActorOf(context))));

    private static async Task UnlinkCustomer(HttpContext context, Guid id, JournalIntake intake) =>
        await IntakeDoor.AnswerAsync(context, await intake.SubmitAsync(new UnlinkCustomer(new CustomerId(id), IntakeDoor.ActorOf(context))));

    private static async Task EraseCustomer(HttpContext context, Guid id, JournalIntake intake) =>
        await IntakeDoor.AnswerAsync(context, await intake.SubmitAsync(new EraseCustomer(new CustomerId(id), IntakeDoor.ActorOf(context))));

    private static Task RecordFacts(HttpContext context, JournalIntake intake, BusinessStore businesses, TimeProvider clock) => ReadBatchAsync(
        context, intake, body => body.Key, ApiJson.Default.FactBody,
        body => ToRequest(BodyReading.Read(body, IntakeDoor.SourceOf(context), businesses.Current, clock), fact => new RecordFact(fact)));

    private static Task RecordOrders(HttpContext context, JournalIntake intake, BusinessStore businesses) => ReadBatchAsync(
        context, intake, body => body.Key, ApiJson.Default.OrderBody,
        body => ToRequest(BodyReading.Read(body, IntakeDoor.SourceOf(context), businesses.Current), order => new RecordOrder(order)));

    private static Result<IntakeRequest> ToRequest<T>(Result<T> input, Func<T, IntakeRequest> make) =>
        input.Refusal is { } refusal ? refusal : make(input.Value);

    /// <summary>Takes the batch apart before its items are read, so that an item that cannot be read is refused alone.</summary>
    private static async Task ReadBatchAsync<T>(
        HttpContext context, JournalIntake intake, Func<T, string?> keyOf, JsonTypeInfo<T> itemType, Func<T, Result<IntakeRequest>> read)
    {
        var (content, tooLarge) = await BodyBytes.ReadAsync(context, LargestBatchBody);
        using (content)
        {
            if (tooLarge)
            {
                await IntakeDoor.ProblemAsync(context, 413, new Refusal("request.too_large", $"At most {LargestBatchBody} bytes."));
                return;
            }

            if (IntakeDoor.Parse(content.Span, ApiJson.Default.BatchBodyJsonElement, out var batch) is { } unreadable)
            {
                await IntakeDoor.ProblemAsync(context, 400, unreadable);
                return;
            }

            if (batch!.Items is not { Count: > 0 and <= MostItems } items)
            {
                await IntakeDoor.ProblemAsync(context, 422, new Refusal("batch.size", $"A batch has 1 to {MostItems} items.", "items"));
                return;
            }

            var answers = await Task.WhenAll(items.Select(item => SubmitItemAsync(context, intake, item, keyOf, itemType, read)));
            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.Body, new BatchAnswerBody(answers), ApiJson.Default.BatchAnswerBody, context.RequestAborted);
        }
    }

    private static async Task<AnswerBody> SubmitItemAsync<T>(
        HttpContext context, JournalIntake intake, JsonElement element, Func<T, string?> keyOf, JsonTypeInfo<T> type, Func<T, Result<IntakeRequest>> read)
    {
        T? item;
        try
        {
            item = element.Deserialize(type);
        }
        catch (JsonException error)
        {
            return IntakeDoor.Refused(new Refusal("request.not_json", error.Message, error.Path));
        }

        if (item is null)
        {
            return IntakeDoor.Refused(new Refusal("field.missing", "An item is an object."));
        }

        var request = read(item);
        if (request.Refusal is { } refusal)
        {
            return IntakeDoor.Refused(refusal);
        }

        var keyed = keyOf(item) is not { } key
            ? request.Value
            : request.Value with { Key = new RequestKey(IntakeDoor.SourceOf(context), key, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(item, type))) };
        try
        {
            return await intake.SubmitAsync(keyed) is { } answer ? IntakeDoor.ToBody(answer) : IntakeDoor.Refused(IntakeDoor.Busy);
        }
        catch (IntakeException)
        {
            return IntakeDoor.Refused(NotDecided);
        }
    }

    private static readonly Refusal NotDecided = new("intake.not_decided", "This request could not be worked out; nothing was recorded. Its amounts may be too large.");
}
