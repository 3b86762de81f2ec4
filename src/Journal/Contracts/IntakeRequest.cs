using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>Whether a fact happens now or is told of the past. History earns nothing, triggers nothing and feeds no outbox.</summary>
public enum Origin
{
    /// <summary>It happens now.</summary>
    Live = 0,

    /// <summary>It is told of the past, by an import.</summary>
    History = 1,
}

/// <summary>Names a request for ever, so that its repeat gets the first answer.</summary>
/// <param name="Source">The connected system that gives the key (not its API key, which may be renewed).</param>
/// <param name="Key">The key; at most 200 characters.</param>
/// <param name="ContentHash">SHA-256 of the place and the content: the same key with other content, or elsewhere, is a conflict.</param>
public sealed record RequestKey(string Source, string Key, byte[] ContentHash)
{
    /// <summary>SHA-256 of the content alone, as keys were kept at first; null: none were.</summary>
    public byte[]? FormerHash { get; init; }
}

/// <summary>Something that intake is asked to make true.</summary>
public abstract record IntakeRequest
{
    /// <summary>Whether it happens now or is told of the past.</summary>
    public Origin Origin { get; init; }

    /// <summary>By which repeats are known; null for what is repeatable by itself.</summary>
    public RequestKey? Key { get; init; }
}

/// <summary>Makes the state of one order true.</summary>
public sealed record RecordOrder(OrderInput Order) : IntakeRequest;

/// <summary>Records a fact.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="IsOwn">Whether a module of Regulars tells it, which may record the kinds that others may not.</param>
public sealed record RecordFact(FactInput Fact, bool IsOwn = false) : IntakeRequest;

/// <summary>Makes a customer known, or adds to what is known of one.</summary>
public sealed record SaveCustomer(string Source, CustomerInput Customer) : IntakeRequest;

/// <summary>Records that a customer gave or withdrew consent.</summary>
/// <param name="Customer">Whose consent.</param>
/// <param name="Purpose">What for: news, offers, profiling.</param>
/// <param name="Channel">By which channel: email, sms, phone, post, any.</param>
/// <param name="IsGranted">Given or withdrawn.</param>
/// <param name="Source">Where it was said.</param>
/// <param name="Wording">The words that were agreed to.</param>
public sealed record RecordConsent(CustomerId Customer, string Purpose, string Channel, bool IsGranted, string Source, string Wording)
    : IntakeRequest;

/// <summary>Takes two records for one person; undone by <see cref="UnlinkCustomer"/>.</summary>
public sealed record LinkCustomers(CustomerId Customer, CustomerId Into, string By) : IntakeRequest;

/// <summary>Undoes a merge: the record stands for itself again.</summary>
public sealed record UnlinkCustomer(CustomerId Customer, string By) : IntakeRequest;

/// <summary>Forgets a person: everything personal goes, sums and proofs stay.</summary>
public sealed record EraseCustomer(CustomerId Customer, string By) : IntakeRequest;

/// <summary>Lets a module do what has become due by itself for many customers, in one transaction and without a fact for each.</summary>
/// <param name="Participant">The module, by the name of its participant.</param>
/// <param name="Customers">Whose books; so many that the transaction stays short, for others wait meanwhile.</param>
public sealed record SettleCustomers(string Participant, IReadOnlyList<CustomerId> Customers) : IntakeRequest;

/// <summary>Notes, in the transaction of what was imported before it, how far an import has come.</summary>
public sealed record NoteImportProgress(Guid Import, long ItemsDone, string State, string Totals, IReadOnlyList<ImportReject> Rejects)
    : IntakeRequest;

/// <summary>A row that an import did not take.</summary>
public sealed record ImportReject(long Ordinal, long Line, string Body);

/// <summary>What intake made of a request.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Customer">The customer concerned; null for an anonymous sale or a refusal.</param>
/// <param name="Order">The order concerned, if any.</param>
/// <param name="Version">The place in the customer's book of the last fact that was told, before those that follow from it; null when nothing was recorded.</param>
/// <param name="Refusal">Why it was refused, when it was.</param>
public sealed record IntakeAnswer(IntakeStatus Status, CustomerId? Customer, OrderId? Order, long? Version, Refusal? Refusal)
{
    /// <summary>What followed from it in other modules, as a JSON object with a member for each.</summary>
    public string? Effects { get; init; }

    /// <summary>A refusal: decided, and an answer like any other.</summary>
    public static IntakeAnswer Refused(string code, string detail, string? place = null) =>
        new(IntakeStatus.Refused, null, null, null, new Refusal(code, detail, place));
}

/// <summary>What became of a request.</summary>
public enum IntakeStatus
{
    /// <summary>Facts were recorded.</summary>
    Recorded = 0,

    /// <summary>Everything was known already.</summary>
    Unchanged = 1,

    /// <summary>Refused for the reason given.</summary>
    Refused = 2,
}
