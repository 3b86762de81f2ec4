using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Contracts;

/// <summary>A module's part in intake's transaction: it loads its share of the books, decides, and writes, without Journal knowing it.</summary>
public abstract class IntakeParticipant
{
    /// <summary>Loads the module's share of the books of all customers concerned, in a few set queries.</summary>
    public abstract ParticipantGroup Load(WriteTransaction transaction, IReadOnlyList<CustomerId> customers);
}

/// <summary>A participant's work for one group of requests.</summary>
public abstract class ParticipantGroup
{
    /// <summary>Decides what follows from a fact: pure, and without trace until <see cref="Accept"/>. Null when nothing follows.</summary>
    public abstract object? Decide(RecordedFact fact);

    /// <summary>Takes what was decided into the book, so that the next decision sees it.</summary>
    public abstract void Accept(object effects);

    /// <summary>Writes everything that was accepted, in set statements.</summary>
    public abstract void Write(WriteTransaction transaction);
}

/// <summary>A fact at its place in its customer's book.</summary>
/// <param name="Customer">Whose fact it is.</param>
/// <param name="Version">Its place in the book: the first fact has 1.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Origin">Live or history.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="Day">The business's day on which it happened.</param>
/// <param name="Order">The order it belongs to, if any.</param>
/// <param name="Amount">Its amount in minor units of the business's currency, if any.</param>
public sealed record RecordedFact(
    CustomerId Customer,
    long Version,
    string Kind,
    Origin Origin,
    Instant OccurredAt,
    Day Day,
    OrderId? Order,
    long? Amount);
