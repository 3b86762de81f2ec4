using Regulars.Care.Counting;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care;

/// <summary>Care's part in intake: what hinders a customer is counted in the transaction of the fact that tells it.</summary>
internal sealed class CareParticipant : IntakeParticipant
{
    /// <inheritdoc/>
    public override string Name => "care";

    /// <inheritdoc/>
    public override ParticipantGroup Load(WriteTransaction transaction, IntakeScope scope) => new Group();

    /// <inheritdoc/>
    public override void Erase(WriteTransaction transaction, CustomerId customer) =>
        transaction.Execute("DELETE FROM hindrance WHERE customer_id = @customer", new { customer = customer.Value });

    private static IReadOnlyList<Hindrance> Read(RecordedChange change) =>
        change.Fact is { } told ? HindranceFacts.Read(told.Kind, change.Facts[^1].Day, told.Content)
        : change.Order is { } order && change.Facts.FirstOrDefault(fact => fact.Kind is FactKinds.OrderRefused) is { } refused
            ? HindranceFacts.OfRefusal(refused.Day, order.Store, order.Country, order.Lines.Where(line => !line.IsReturn).Select(line => line.Product ?? line.ProductName))
        : [];

    private sealed class Group : ParticipantGroup
    {
        private readonly HindranceRows rows = new();

        /// <inheritdoc/>
        public override ParticipantDecision? Decide(RecordedChange change) =>
            Read(change) is { Count: > 0 } found ? new ParticipantDecision(new Hindered(change.Customer, found), null) : null;

        /// <inheritdoc/>
        public override void Accept(object effects)
        {
            var (customer, found) = (Hindered)effects;
            foreach (var hindrance in found)
            {
                rows.Add(customer.Value, hindrance);
            }
        }

        /// <inheritdoc/>
        public override void Write(WriteTransaction transaction) => rows.Write(transaction);
    }

    private sealed record Hindered(CustomerId Customer, IReadOnlyList<Hindrance> Found);
}
