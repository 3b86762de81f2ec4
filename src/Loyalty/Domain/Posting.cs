using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>The accounts of one customer in one kind of points. What is moved leaves one and reaches another, so that together they are always 0.</summary>
internal enum LedgerAccount
{
    /// <summary>What the business gave: never above zero.</summary>
    Issued = 0,

    /// <summary>Given, and not to be used yet.</summary>
    Pending = 1,

    /// <summary>To be used.</summary>
    Active = 2,

    /// <summary>Reserved for a purchase that is not complete.</summary>
    Held = 3,

    /// <summary>Used.</summary>
    Spent = 4,

    /// <summary>No longer to be used.</summary>
    Expired = 5,

    /// <summary>Taken back by the business.</summary>
    Revoked = 6,

    /// <summary>Gone to another customer.</summary>
    Transferred = 7,

    /// <summary>What the customer owes: never above zero. The next earning pays it.</summary>
    Debt = 8,
}

/// <summary>Why points moved.</summary>
internal enum PostingReason
{
    Earned = 0,
    Activated = 1,
    Spent = 2,
    GivenBack = 3,
    TakenBack = 4,
    Expired = 5,
    DebtPaid = 6,
    Adjusted = 7,
    Held = 8,
    Released = 9,
    Sent = 10,
    Received = 11,
    Exchanged = 12,

    /// <summary>For a challenge or milestone.</summary>
    Prize = 13,

    /// <summary>A surprise.</summary>
    Gift = 14,

    /// <summary>A balance from another program.</summary>
    Imported = 15,
}

/// <summary>One movement of points between two accounts of one customer. Postings are never changed; a correction is another one.</summary>
/// <param name="Number">Its place in the customer's ledger; the first has 1.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="From">The account that has less by it.</param>
/// <param name="To">The account that has more by it.</param>
/// <param name="Points">How many, in smallest parts; more than zero.</param>
/// <param name="Lot">The lot that moved; 0 for what is owed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">What it follows from.</param>
internal sealed record Posting(
    long Number, string Unit, LedgerAccount From, LedgerAccount To, long Points, long Lot, PostingReason Reason, PostingSource Source);

/// <summary>What a posting follows from.</summary>
/// <param name="FactVersion">The fact in the customer's book.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Day">The business's day.</param>
/// <param name="Order">The order, if any.</param>
/// <param name="Rule">The earning rule, if any.</param>
/// <param name="ProgrammeVersion">The version of the programme that decided; 0 where none did.</param>
internal sealed record PostingSource(long FactVersion, Instant At, Day Day, OrderId? Order = null, string? Rule = null, int ProgrammeVersion = 0);
