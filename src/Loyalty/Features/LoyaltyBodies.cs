using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Journal.Api;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Liability;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>A use of points outside an order.</summary>
/// <param name="Customer">Whose points.</param>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many; missing: as many as the reward costs.</param>
/// <param name="Reward">The reward they are used for.</param>
public sealed record UsePointsBody(CustomerBody? Customer, string? Unit, decimal? Points, string? Reward);

/// <summary>A use of points that is to be undone, or whose reward is handed over or cancelled.</summary>
/// <param name="Customer">Whose points.</param>
/// <param name="Version">The <c>version</c> that the use was answered with.</param>
/// <param name="Number">Which use of that answer, as told with an exchange that followed by itself; missing: the one that was asked for.</param>
public sealed record NamedUseBody(CustomerBody? Customer, long? Version, int? Number);

/// <summary>Points to be reserved.</summary>
/// <param name="Customer">Whose points.</param>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many.</param>
/// <param name="Minutes">How long, 1 to 44,640; missing: 30.</param>
public sealed record HoldPointsBody(CustomerBody? Customer, string? Unit, decimal? Points, int? Minutes);

/// <summary>The end of a reservation.</summary>
/// <param name="Customer">Whose points.</param>
/// <param name="Points">How many of them are used; missing: all. The others are free again.</param>
/// <param name="Reward">The reward they are used for.</param>
public sealed record EndHoldBody(CustomerBody? Customer, decimal? Points, string? Reward);

/// <summary>Points given or taken by hand.</summary>
/// <param name="Customer">Whose points.</param>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many; below zero to take.</param>
/// <param name="Reason">Why, for whoever asks later.</param>
public sealed record AdjustPointsBody(CustomerBody? Customer, string? Unit, decimal? Points, string? Reason);

/// <summary>Points that go to another customer.</summary>
/// <param name="Customer">Whose points.</param>
/// <param name="To">Who gets them.</param>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many.</param>
public sealed record SendPointsBody(CustomerBody? Customer, Guid? To, string? Unit, decimal? Points);

/// <summary>A gift given by hand.</summary>
/// <param name="Customer">To whom.</param>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many points; missing: none.</param>
/// <param name="Note">What else is given, in words.</param>
/// <param name="Reason">Why, for whoever asks later.</param>
public sealed record GiveGiftBody(CustomerBody? Customer, string? Unit, decimal? Points, string? Note, string? Reason);

/// <summary>How bodies of Loyalty are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    Converters = [typeof(DayConverter)],
    MaxDepth = 32)]
[JsonSerializable(typeof(UsePointsBody))]
[JsonSerializable(typeof(WitnessBody))]
[JsonSerializable(typeof(WitnessesAnswer))]
[JsonSerializable(typeof(NamedUseBody))]
[JsonSerializable(typeof(HoldPointsBody))]
[JsonSerializable(typeof(EndHoldBody))]
[JsonSerializable(typeof(AdjustPointsBody))]
[JsonSerializable(typeof(SendPointsBody))]
[JsonSerializable(typeof(ReferralBody))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(IdentifyBody))]
[JsonSerializable(typeof(UndoOrderBody))]
[JsonSerializable(typeof(IdentifyAnswer))]
[JsonSerializable(typeof(MemberAnswer))]
[JsonSerializable(typeof(OrderReasonAnswer))]
[JsonSerializable(typeof(PostingsAnswer))]
[JsonSerializable(typeof(PreviewAnswer))]
[JsonSerializable(typeof(BackTestAnswer))]
[JsonSerializable(typeof(LiabilityAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ApprovalBody))]
[JsonSerializable(typeof(RejectBody))]
[JsonSerializable(typeof(ApprovalAnswer))]
[JsonSerializable(typeof(ApprovalsAnswer))]
[JsonSerializable(typeof(ProgrammeAlertsAnswer))]
[JsonSerializable(typeof(ProgrammeAlertAnswer))]
[JsonSerializable(typeof(CloseAlertBody))]
[JsonSerializable(typeof(ClockAnswer))]
[JsonSerializable(typeof(GiftCardBody))]
[JsonSerializable(typeof(CardAmountBody))]
[JsonSerializable(typeof(CardAnswer))]
[JsonSerializable(typeof(CodesBody))]
[JsonSerializable(typeof(CodesAdded))]
[JsonSerializable(typeof(CodePoolsAnswer))]
[JsonSerializable(typeof(RedemptionsAnswer))]
[JsonSerializable(typeof(ChallengesAnswer))]
[JsonSerializable(typeof(BadgesAnswer))]
[JsonSerializable(typeof(MilestonesAnswer))]
[JsonSerializable(typeof(GiveGiftBody))]
[JsonSerializable(typeof(AllowanceBody))]
[JsonSerializable(typeof(GivenAllowanceAnswer))]
[JsonSerializable(typeof(SettlementBody))]
[JsonSerializable(typeof(SettlementAnswer))]
[JsonSerializable(typeof(ClosedAllowanceAnswer))]
[JsonSerializable(typeof(GiftEffectAnswer))]
internal sealed partial class LoyaltyApiJson : JsonSerializerContext;
