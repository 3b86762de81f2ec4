using System.Security.Cryptography;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty;

/// <summary>Tells a customer's book what happened in another's: points that were sent, a friend who bought or returned. Once, by a key
/// derived from the message.</summary>
internal sealed class FollowUpFact(string kind, JournalIntake intake, TimeProvider clock) : OutboxHandler
{
    /// <inheritdoc/>
    public override string Kind { get; } = kind;

    /// <inheritdoc/>
    public override async Task<bool> HandleAsync(OutboxMessage message)
    {
        var fact = new FactInput
        {
            Kind = Kind,
            Source = "regulars",
            OccurredAt = Instant.Now(clock),
            Customer = new CustomerInput { Id = message.Customer, Identities = [] },
            Content = message.Body,
        };
        var key = new RequestKey("regulars", "outbox:" + message.Id, SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(message.Body)));
        return await intake.SubmitAsync(new RecordFact(fact, IsOwn: true) { Key = key }) is not null;
    }
}
