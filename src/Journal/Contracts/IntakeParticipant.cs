using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Contracts;

/// <summary>A module's part in intake's transaction: it loads its share of the books, decides, and writes, without Journal knowing it.</summary>
public abstract class IntakeParticipant
{
    /// <summary>Under which what it did stands in answers, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>Loads the module's share of the books of all customers concerned, in a few set queries. Their rows are locked by now.</summary>
    public abstract ParticipantGroup Load(WriteTransaction transaction, IntakeScope scope);

    /// <summary>Does what has become due by itself for the customers of <see cref="SettleCustomers"/>. Their rows are locked by now.</summary>
    public virtual void Settle(WriteTransaction transaction, IntakeScope scope)
    {
    }

    /// <summary>Forgets what the module keeps of a record that is erased, beside what has no name any more.</summary>
    public virtual void Erase(WriteTransaction transaction, CustomerId customer)
    {
    }
}

/// <summary>What a group of requests is about.</summary>
/// <param name="Business">The business.</param>
/// <param name="Now">The moment of the transaction.</param>
/// <param name="Customers">Every known customer concerned; somebody new is not among them.</param>
/// <param name="Orders">Every stored order that is told again.</param>
/// <param name="Requests">The requests.</param>
/// <param name="Persons">All records of persons with several of them, by each of them; all are among the customers. None where only the past is told.</param>
public sealed record IntakeScope(
    Business Business,
    Instant Now,
    IReadOnlyList<CustomerId> Customers,
    IReadOnlyList<(CustomerId Customer, OrderId Order)> Orders,
    IReadOnlyList<IntakeRequest> Requests,
    IReadOnlyDictionary<CustomerId, IReadOnlyList<CustomerId>> Persons)
{
    /// <summary>The records of the person whose record this is.</summary>
    public IReadOnlyList<CustomerId> RecordsOf(CustomerId customer) => Persons.TryGetValue(customer, out var records) ? records : [customer];
}

/// <summary>A participant's work for one group of requests.</summary>
public abstract class ParticipantGroup
{
    /// <summary>Decides what follows from a change: pure, and without trace until <see cref="Accept"/>. Null when nothing follows.</summary>
    public abstract ParticipantDecision? Decide(RecordedChange change);

    /// <summary>Takes what was decided into the book, so that the next decision sees it.</summary>
    public abstract void Accept(object effects);

    /// <summary>Writes everything that was accepted, in set statements.</summary>
    public abstract void Write(WriteTransaction transaction);
}

/// <summary>What a participant makes of a change.</summary>
/// <param name="Effects">What it will do, for <see cref="ParticipantGroup.Accept"/>.</param>
/// <param name="Answer">What the caller is told, as a JSON object; null: nothing.</param>
/// <param name="Refusal">Why the change must not be; then nothing of it is recorded.</param>
public sealed record ParticipantDecision(object Effects, string? Answer, Refusal? Refusal = null)
{
    /// <summary>Facts that follow, recorded in the same transaction after what was told.</summary>
    public IReadOnlyList<FollowingFact> Facts { get; init; } = [];

    /// <summary>The change must not be.</summary>
    public static ParticipantDecision Refused(Refusal refusal) => new(refusal, null, refusal);
}

/// <summary>A fact that follows from another, at the moment of the transaction.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Content">What it says, as a JSON object.</param>
/// <param name="Order">The order it belongs to, if any.</param>
public sealed record FollowingFact(string Kind, string Content, OrderId? Order = null);

/// <summary>What one request changes for one customer: the facts that are recorded, and the order or fact that was told.</summary>
/// <param name="Customer">Whose change it is.</param>
/// <param name="Origin">Live or history.</param>
/// <param name="Version">The place of the last fact that was told in the book once it is recorded; what follows from it has later places.</param>
/// <param name="OrdersBefore">How many purchases the person had before, by all their records.</param>
/// <param name="Facts">The facts; none where only details of an order changed.</param>
public sealed record RecordedChange(CustomerId Customer, Origin Origin, long Version, long OrdersBefore, IReadOnlyList<RecordedFact> Facts)
{
    /// <summary>The order as it is told now, whole; null when the change is not one of an order.</summary>
    public OrderInput? Order { get; init; }

    /// <summary>The order's id.</summary>
    public OrderId? OrderId { get; init; }

    /// <summary>The fact as it is told; null for orders and consents.</summary>
    public FactInput? Fact { get; init; }
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
