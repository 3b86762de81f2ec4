using Regulars.Kernel;

namespace Regulars.Insights.Growth;

/// <summary>What something cost in one month.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Channel">The channel that it was spent on, by its code; empty for all channels together.</param>
/// <param name="Purpose">acquisition or retention.</param>
/// <param name="Amount">How much, in minor units; null takes away what was entered.</param>
internal readonly record struct GrowthCost(Day Month, string Channel, string Purpose, long? Amount);
