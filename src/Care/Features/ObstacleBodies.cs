using System.Text.Json.Serialization;
using Regulars.Care.Obstacles;
using Regulars.Kernel;

namespace Regulars.Care.Features;

/// <summary>An obstacle as a program tells it.</summary>
/// <param name="Title">What stands in the way, 1 to 120 characters.</param>
/// <param name="Moment">discovery, first_order, delivery, problem, repeat or referral.</param>
/// <param name="About">What happens; at most 2,000 characters.</param>
/// <param name="CountedBy">payment, basket, delivery, refusal or search, where one of these counts it; then its effect can be told after removal.</param>
/// <param name="Owner">The id or e-mail address of who shall remove it.</param>
/// <param name="Due">Until which day, as 2026-03-01.</param>
internal sealed record ObstacleBody(string? Title, string? Moment, string? About, string? CountedBy, string? Owner, string? Due);

/// <summary>A change of an obstacle; what is left out stays.</summary>
/// <param name="State">accepted, removing, removed or declined.</param>
/// <param name="Note">What is said to it; needed for declined.</param>
/// <param name="On">The day of the removal, as 2026-03-01; today where it is left out.</param>
/// <param name="Owner">The id or e-mail address of who shall remove it; empty for nobody.</param>
/// <param name="Due">Until which day; empty for none.</param>
internal sealed record ObstacleChangeBody(string? State, string? Note, string? On, string? Owner, string? Due);

/// <summary>Obstacles, the newest first.</summary>
/// <param name="Items">The obstacles.</param>
/// <param name="Next">Give it as before to get the next ones; null when there are none.</param>
internal sealed record ObstacleItems(IReadOnlyList<ObstacleItem> Items, Guid? Next);

/// <summary>An obstacle.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">reported, accepted, removing, removed, declined or faded.</param>
/// <param name="Moment">The moment of the journey.</param>
/// <param name="IsFound">Whether it was found in the facts.</param>
/// <param name="Kind">payment, basket, delivery, refusal or search where it is counted; else null.</param>
/// <param name="Subject">What it is about, such as product:CU04; null for the whole kind.</param>
/// <param name="Title">What people call it; null where it was found.</param>
/// <param name="About">What happens.</param>
/// <param name="Owner">Who removes it.</param>
/// <param name="OwnerId">The owner's account.</param>
/// <param name="Due">Until which day.</param>
/// <param name="Times">How often it came in the twelve weeks before it was last looked at.</param>
/// <param name="Customers">How many customers it touched.</param>
/// <param name="AtStake">What these bought for in the year before; null without the permission to read reports.</param>
/// <param name="Currency">The currency of it.</param>
/// <param name="Opened">When it was opened.</param>
/// <param name="OpenedBy">By whom; regulars where it was found.</param>
/// <param name="Removed">The day of the removal.</param>
/// <param name="Effect">What came since the removal; null where it is not removed.</param>
internal sealed record ObstacleItem(
    Guid Id, string State, string Moment, bool IsFound, string? Kind, string? Subject, string? Title, string? About, string? Owner, Guid? OwnerId, string? Due,
    long? Times, long? Customers, decimal? AtStake, string Currency, string Opened, string OpenedBy, string? Removed, EffectItem? Effect)
{
    public static ObstacleItem Of(Obstacle obstacle, ObstacleEffect? effect, Currency currency, bool showsMoney) => new(
        obstacle.Id, obstacle.State, obstacle.Moment, obstacle.IsFound, Told(obstacle.Kind), Told(obstacle.Subject), Told(obstacle.Title), Told(obstacle.About),
        obstacle.Owner, obstacle.OwnerId, obstacle.Due?.ToString(), obstacle.Times, obstacle.Customers,
        showsMoney && obstacle.AtStake is { } minor ? currency.ToDecimal(minor) : null, currency.Code,
        new Instant(obstacle.OpenedAt).ToString(), obstacle.OpenedBy, obstacle.Removed?.ToString(), effect is null ? null : EffectItem.Of(effect));

    private static string? Told(string text) => text.Length == 0 ? null : text;
}

/// <summary>How often it came before the removal and since; no cause is claimed.</summary>
/// <param name="Per">Rates are per 1,000 of these: orders, or searched for searches.</param>
/// <param name="Before">The rate in the twelve weeks before.</param>
/// <param name="Since">The rate since, over twelve weeks at most.</param>
/// <param name="Difference">Since less before.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Unavailable">not_counted, too_early or no_exposure; null where there is an effect.</param>
/// <param name="From">From which day on it can be told, where it is too early.</param>
internal sealed record EffectItem(string Per, double? Before, double? Since, double? Difference, double? Low, double? High, string? Unavailable, string? From)
{
    public static EffectItem Of(ObstacleEffect effect) => new(
        effect.Exposure, effect.BeforeRate, effect.SinceRate, effect.Difference, effect.Low, effect.High, effect.Unavailable, effect.From?.ToString());
}

/// <summary>How the bodies of obstacles are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ObstacleBody))]
[JsonSerializable(typeof(ObstacleChangeBody))]
internal sealed partial class CareApiJson : JsonSerializerContext;
