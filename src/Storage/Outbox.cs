using Regulars.Kernel;

namespace Regulars.Storage;

/// <summary>What must follow a fact: written in the fact's transaction, deleted when it is done.</summary>
/// <param name="Id">Identifies the message for ever, so that its receiver can tell a repeat.</param>
/// <param name="Kind">What is to be done, by the name its handler is registered under.</param>
/// <param name="Customer">Whom it is about; erased with them.</param>
/// <param name="Body">What the handler needs, as JSON.</param>
/// <param name="DueAt">Not before this moment.</param>
public sealed record OutboxMessage(Guid Id, string Kind, CustomerId? Customer, string Body, Instant DueAt);

/// <summary>Writes and hands out what must follow.</summary>
public static class Outbox
{
    private static readonly RowShape<OutboxMessage> Shape = new RowShape<OutboxMessage>()
        .Id("outbox_id", message => message.Id)
        .Text("kind", message => message.Kind)
        .OptionalId("customer_id", message => message.Customer?.Value)
        .Text("body", message => message.Body)
        .Long("due_at", message => message.DueAt.Microseconds);

    /// <summary>Adds messages to the transaction of what they follow.</summary>
    public static void Enqueue(WriteTransaction transaction, IReadOnlyList<OutboxMessage> messages) => transaction.Write(
        "INSERT INTO outbox (outbox_id, kind, customer_id, body, due_at) SELECT outbox_id, kind, customer_id, body, due_at FROM {rows}",
        Shape,
        messages);

    /// <summary>The messages that are due, the longest waiting first.</summary>
    public static List<OutboxMessage> Due(Database database, Instant now, int most) => database
        .Query<(Guid Id, string Kind, Guid? Customer, string Body, long DueAt)>(
            "SELECT outbox_id, kind, customer_id, body, due_at FROM outbox WHERE due_at <= @now ORDER BY due_at LIMIT @most",
            new { now = now.Microseconds, most })
        .ConvertAll(row => new OutboxMessage(
            row.Id,
            row.Kind,
            row.Customer is { } customer ? new CustomerId(customer) : null,
            row.Body,
            new Instant(row.DueAt)));

    /// <summary>Removes messages that are done, in the transaction that did them.</summary>
    public static void Done(WriteTransaction transaction, IReadOnlyList<OutboxMessage> messages) => transaction.Write(
        "DELETE FROM outbox WHERE outbox_id {one_of} (SELECT rows.outbox_id FROM {rows})",
        Shape,
        messages);
}
