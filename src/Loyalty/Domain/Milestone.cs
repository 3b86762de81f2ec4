using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What a milestone celebrates.</summary>
[JsonConverter(typeof(EnumWords<MilestoneKind>))]
public enum MilestoneKind
{
    /// <summary>The nth purchase.</summary>
    Order,

    /// <summary>Years since the first purchase.</summary>
    Anniversary,

    /// <summary>The birthday, every year.</summary>
    Birthday,
}

/// <summary>A day in a customer's story that is celebrated by itself.</summary>
public sealed record Milestone
{
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    public bool IsRunning { get; init; } = true;

    public MilestoneKind Kind { get; init; }

    /// <summary>Which purchases, or after how many years; empty: every year. A birthday has none.</summary>
    public IReadOnlyList<int> At { get; init; } = [];

    public Prize Prize { get; init; } = new();

    /// <summary>Whether a number of years is celebrated.</summary>
    public bool IsAt(int number) => Kind is MilestoneKind.Birthday || At.Contains(number) || (Kind is MilestoneKind.Anniversary && At.Count == 0);
}
