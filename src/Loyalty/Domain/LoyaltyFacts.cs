using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>The kinds of fact that tell what members reached and were given. Only Loyalty records them.</summary>
internal static class LoyaltyFacts
{
    /// <summary>The goal of a challenge was reached.</summary>
    public const string ChallengeCompleted = "challenge.completed";

    /// <summary>The goal is no longer reached; the prize was taken back.</summary>
    public const string ChallengeUndone = "challenge.undone";

    /// <summary>A milestone was reached.</summary>
    public const string MilestoneReached = "milestone.reached";

    /// <summary>The order that was a milestone came back whole.</summary>
    public const string MilestoneUndone = "milestone.undone";

    /// <summary>A badge was earned.</summary>
    public const string BadgeEarned = "badge.earned";

    /// <summary>Nothing any longer stands for a badge.</summary>
    public const string BadgeWithdrawn = "badge.withdrawn";

    /// <summary>A gift was given.</summary>
    public const string GiftGiven = "gift.given";

    /// <summary>Somebody gets no gift of a campaign, to compare with.</summary>
    public const string GiftHeldOut = "gift.held-out";
}

/// <summary>What the content of such a fact says.</summary>
/// <param name="Name">What people call the challenge, milestone or badge.</param>
/// <param name="Key">Its key.</param>
/// <param name="Period">The period of a challenge, or which purchase or year a milestone is.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">The points of the prize.</param>
/// <param name="Badge">The badge of the prize.</param>
/// <param name="ProgrammeVersion">The version of the programme that judged.</param>
internal sealed record AchievementContent(string Name, string Key, string? Period, string? Unit, decimal? Points, string? Badge, int ProgrammeVersion)
{
    /// <summary>What people call what a badge is for.</summary>
    public string? Reason { get; init; }

    /// <summary>The fact that tells it.</summary>
    public FollowingFact Fact(string kind, OrderId? order) => new(kind, JsonSerializer.Serialize(this, AchievementJson.Default.AchievementContent), order);
}

/// <summary>How these contents are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AchievementContent))]
internal sealed partial class AchievementJson : JsonSerializerContext;
