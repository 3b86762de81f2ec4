namespace Regulars.Loyalty.Alerts;

/// <summary>Something about the programme that somebody should look at, with the numbers that say why.</summary>
public sealed record ProgrammeAlert
{
    /// <summary>Identifies it; later ones are greater.</summary>
    public Guid Id { get; init; }

    /// <summary>What it is: see <see cref="AlertKinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>A customer's id; a code of staff, store or source; a user; the key of a rule, reward, campaign or pool; or why the log does not sign.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The kind of points; empty where it is not about points.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The day it is about.</summary>
    public int Day { get; init; }

    /// <summary>When it was found first, in microseconds since 1970 UTC.</summary>
    public long FirstSeenAt { get; init; }

    /// <summary>Points in smallest parts, adjustments, pieces or codes.</summary>
    public long Amount { get; init; }

    /// <summary>What is usual of it on such a day, in the unit of the amount; null for limits.</summary>
    public double? Usual { get; init; }

    /// <summary>Days of others with which it was compared; null for limits.</summary>
    public long? Peers { get; init; }

    /// <summary>How much the limit is; null where it is no limit.</summary>
    public long? OfAmount { get; init; }

    /// <summary>new, seen or closed.</summary>
    public string State { get; init; } = "";

    /// <summary>Who saw or closed it.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Why it was closed.</summary>
    public string? Why { get; init; }

    /// <summary>How many times as much as usual; null where nothing is usual.</summary>
    public double? Times => Usual is > 0 ? Amount / Usual : null;
}

/// <summary>The kinds of alert of a programme.</summary>
internal static class AlertKinds
{
    /// <summary>A member earned far more than others.</summary>
    public const string Member = "member_earned";

    /// <summary>Somebody of the staff gave far more than others.</summary>
    public const string Staff = "staff_gave";

    /// <summary>A store gave far more than others.</summary>
    public const string Store = "store_gave";

    /// <summary>A till or connected system gave far more than others.</summary>
    public const string Source = "source_gave";

    /// <summary>A user gave or took points by hand far more often than usual.</summary>
    public const string Adjustments = "user_adjusted";

    /// <summary>The public log does not sign.</summary>
    public const string Log = "log_unsigned";

    /// <summary>Limits of everybody together; each is nearly used up or used up.</summary>
    public const string Budget = "budget";

    /// <inheritdoc cref="Budget"/>
    public const string Gifts = "gifts";

    /// <inheritdoc cref="Budget"/>
    public const string Stock = "stock";

    /// <inheritdoc cref="Budget"/>
    public const string Codes = "codes";

    /// <summary>The kind of a limit that is used to this share.</summary>
    public static string Of(string limit, bool isUsedUp) => $"{limit}_{(isUsedUp ? "used" : "near")}";
}

/// <summary>What was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Unit">The kind of points; empty where it is not about points.</param>
/// <param name="Occasion">What makes it one of its own: the day, or how much the limit is.</param>
/// <param name="Amount">How much.</param>
internal sealed record FoundAlert(string Kind, string Subject, string Unit, long Occasion, long Amount)
{
    /// <summary>What is usual.</summary>
    public double? Usual { get; init; }

    /// <summary>Days of others with which it was compared.</summary>
    public long? Peers { get; init; }

    /// <summary>How much the limit is.</summary>
    public long? OfAmount { get; init; }
}
