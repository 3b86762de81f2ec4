using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Due;

/// <summary>Records the fact that what was due of one member is done, where more follows from it than postings: an exchange by itself.</summary>
internal sealed class SettledPoints(JournalIntake intake, TimeProvider clock) : OutboxHandler
{
    /// <inheritdoc/>
    public override string Kind => PointsFacts.Settled;

    /// <inheritdoc/>
    public override async Task<bool> HandleAsync(OutboxMessage message)
    {
        var fact = new FactInput
        {
            Kind = PointsFacts.Settled,
            Source = "regulars",
            OccurredAt = Instant.Now(clock),
            Customer = new CustomerInput { Id = message.Customer, Identities = [] },
            Content = message.Body,
        };
        var key = new RequestKey("regulars", "outbox:" + message.Id, SHA256.HashData(Encoding.UTF8.GetBytes(message.Body)));
        return await intake.SubmitAsync(new RecordFact(fact, IsOwn: true) { Key = key }) is not null;
    }
}
