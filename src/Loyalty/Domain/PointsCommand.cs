using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>The kinds of fact by which points move beside orders. Only Loyalty records them.</summary>
internal static class PointsFacts
{
    /// <summary>Points were used.</summary>
    public const string Redeemed = "points.redeemed";

    /// <summary>A use was undone.</summary>
    public const string Undone = "points.undone";

    /// <summary>Points were reserved.</summary>
    public const string Held = "points.held";

    /// <summary>Reserved points were used.</summary>
    public const string Captured = "points.captured";

    /// <summary>Reserved points are free again.</summary>
    public const string Released = "points.released";

    /// <summary>Somebody of the staff gave or took points.</summary>
    public const string Adjusted = "points.adjusted";

    /// <summary>A member came from another program, with a balance or without.</summary>
    public const string Imported = "points.imported";

    /// <summary>Points went to another customer.</summary>
    public const string Sent = "points.sent";

    /// <summary>Points came from another customer.</summary>
    public const string Received = "points.received";

    /// <summary>A customer was brought by another.</summary>
    public const string Referred = "referral.accepted";

    /// <summary>A friend who was brought has bought.</summary>
    public const string FriendBought = "referral.rewarded";

    /// <summary>The friend's order was returned.</summary>
    public const string FriendReturned = "referral.taken_back";

    /// <summary>What was due was done.</summary>
    public const string Settled = "points.settled";

    /// <summary>A reward that was taken was handed over.</summary>
    public const string Fulfilled = "reward.fulfilled";

    /// <summary>A reward that was taken is not handed over; everything is given back.</summary>
    public const string Cancelled = "reward.cancelled";
}

/// <summary>What the content of a points fact says.</summary>
internal sealed record PointsCommand
{
    /// <summary>The kind of points; null: the programme's first.</summary>
    public string? Unit { get; init; }

    /// <summary>How many; below zero where staff takes points.</summary>
    public decimal? Points { get; init; }

    /// <summary>The reward they are used for.</summary>
    public string? Reward { get; init; }

    /// <summary>The reservation.</summary>
    public Guid? Hold { get; init; }

    /// <summary>How long a reservation lasts.</summary>
    public int? Minutes { get; init; }

    /// <summary>Whether the reservation is an allowance; how many points are then left to the decision where none are told.</summary>
    public bool? IsAllowance { get; init; }

    /// <summary>Whether what is not used of a reservation stays reserved.</summary>
    public bool? Keep { get; init; }

    /// <summary>When a till took the points by an allowance, as it told, RFC 3339.</summary>
    public string? TakenAt { get; init; }

    /// <summary>The number of the sale for which a till took them.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>The fact that is undone, or whose reward is handed over or cancelled.</summary>
    public long? Version { get; init; }

    /// <summary>Which of the fact's uses of points; null: what it asked for.</summary>
    public int? Number { get; init; }

    /// <summary>Whom the points go to or come from.</summary>
    public Guid? Other { get; init; }

    /// <summary>The friend's order.</summary>
    public Guid? Order { get; init; }

    /// <summary>From which day on the points for a friend can be used.</summary>
    public Day? From { get; init; }

    /// <summary>What the door found to speak against it. Intake decides, so that a repeat gets the first answer.</summary>
    public Refusal? Against { get; init; }

    /// <summary>Whether somebody of the staff has to look at it first.</summary>
    public bool? Review { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did it.</summary>
    public string? By { get; init; }

    /// <summary>The gift campaign; null: given by hand.</summary>
    public string? Campaign { get; init; }

    /// <summary>The version of the programme whose campaign it is.</summary>
    public int? ProgrammeVersion { get; init; }

    /// <summary>What is handed over, in words.</summary>
    public string? Note { get; init; }

    /// <summary>The milestone that is celebrated; <see cref="Number"/> says which year.</summary>
    public string? Milestone { get; init; }

    /// <summary>How many, in smallest parts, where a second person approved them.</summary>
    public long? Parts { get; init; }

    /// <summary>The request that a second person approved; null: nobody had to.</summary>
    public Guid? Approval { get; init; }

    /// <summary>Who approved it.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Under which rule an imported balance stands in the ledger: the file that told it.</summary>
    public string? Import { get; init; }

    /// <summary>The day on which an imported balance was earned; null: today.</summary>
    public Day? EarnedOn { get; init; }

    /// <summary>The last day on which an imported balance can be used; null: as the programme says.</summary>
    public Day? LastDay { get; init; }

    /// <summary>The level that an imported member has, by its key; null: none is told.</summary>
    public string? Level { get; init; }

    /// <summary>The lots that came from another customer.</summary>
    public IReadOnlyList<ReceivedLot>? Lots { get; init; }

    public static PointsCommand? Read(string? content) =>
        content is null ? new PointsCommand() : JsonSerializer.Deserialize(content, LoyaltyJson.Default.PointsCommand);

    public string Write() => JsonSerializer.Serialize(this, LoyaltyJson.Default.PointsCommand);
}

/// <summary>Points that came from another customer, which expire as they would have there.</summary>
/// <param name="Points">How many, in smallest parts.</param>
/// <param name="EarnedOn">The day they were earned.</param>
/// <param name="LastDay">The last day on which they can be used.</param>
internal sealed record ReceivedLot(long Points, Day EarnedOn, Day? LastDay);

/// <summary>How documents of Loyalty are written: camel case, nothing where nothing is.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(DayConverter), typeof(CurrencyConverter)])]
[JsonSerializable(typeof(OrderEntry))]
[JsonSerializable(typeof(LevelStanding))]
[JsonSerializable(typeof(IReadOnlyList<LotPart>))]
[JsonSerializable(typeof(PointsCommand))]
[JsonSerializable(typeof(LoyaltyAnswer))]
internal sealed partial class LoyaltyJson : JsonSerializerContext;
