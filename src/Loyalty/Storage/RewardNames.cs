using Regulars.Journal.Contracts;

namespace Regulars.Loyalty.Storage;

/// <summary>Names the rewards that customers took, as the programme in force does.</summary>
internal sealed class RewardNames(ProgrammeStore programmes) : StoryNames
{
    /// <inheritdoc/>
    public override string? Find(string field, string key) =>
        field == "reward" && programmes.InForce?.Programme.Reward(key) is { Name.Length: > 0 } reward ? reward.Name : null;
}
