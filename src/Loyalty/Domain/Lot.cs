using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Points that were given together, and where they are now.</summary>
/// <param name="Number">Its number in the customer's ledger; the first has 1.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Granted">How many were given, in smallest parts.</param>
/// <param name="EarnedOn">The day they were earned.</param>
internal sealed record Lot(long Number, string Unit, long Granted, Day EarnedOn)
{
    /// <summary>The last day on which they can be used; null: they never expire.</summary>
    public Day? LastDay { get; init; }

    /// <summary>The day from which they can be used; null: as soon as the order is settled.</summary>
    public Day? ActiveFrom { get; init; }

    public OrderId? Order { get; init; }

    public string? Rule { get; init; }

    public int ProgrammeVersion { get; init; }

    public long Pending { get; init; }

    public long Active { get; init; }

    public long Held { get; init; }

    public long Spent { get; init; }

    public long Expired { get; init; }

    public long Revoked { get; init; }

    public long Transferred { get; init; }

    /// <summary>Whether something of it may still move by itself or be used.</summary>
    public bool IsOpen => Pending + Active + Held > 0;

    /// <summary>How many points of the lot are in an account.</summary>
    public long In(LedgerAccount account) => account switch
    {
        LedgerAccount.Pending => Pending,
        LedgerAccount.Active => Active,
        LedgerAccount.Held => Held,
        LedgerAccount.Spent => Spent,
        LedgerAccount.Expired => Expired,
        LedgerAccount.Revoked => Revoked,
        LedgerAccount.Transferred => Transferred,
        _ => throw new ArgumentOutOfRangeException(nameof(account), account, "A lot lies in no such account."),
    };

    /// <summary>The lot with more, or less, in an account. What pays a debt is spent.</summary>
    public Lot Change(LedgerAccount account, long points) => account switch
    {
        LedgerAccount.Issued => this,
        LedgerAccount.Pending => this with { Pending = Pending + points },
        LedgerAccount.Active => this with { Active = Active + points },
        LedgerAccount.Held => this with { Held = Held + points },
        LedgerAccount.Spent or LedgerAccount.Debt => this with { Spent = Spent + points },
        LedgerAccount.Expired => this with { Expired = Expired + points },
        LedgerAccount.Revoked => this with { Revoked = Revoked + points },
        _ => this with { Transferred = Transferred + points },
    };
}

/// <summary>A part of a lot.</summary>
/// <param name="Lot">The lot's number.</param>
/// <param name="Points">How many points of it, in smallest parts.</param>
internal readonly record struct LotPart(long Lot, long Points);
