using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Health;

/// <summary>What only a look at every member tells, as of one moment.</summary>
internal sealed record HealthSnapshot
{
    /// <summary>The day it is as of.</summary>
    public Day AsOf { get; init; }

    /// <summary>Persons who have or had an account of points.</summary>
    public long Members { get; init; }

    /// <summary>Of these, who earned or used points in the last 90 days.</summary>
    public long ActiveMembers { get; init; }

    /// <summary>Sales in each month of the last two years.</summary>
    public IReadOnlyList<MonthOfSales> Sales { get; init; } = [];

    /// <summary>Members' orders of the last 365 days, whole and paid.</summary>
    public long MemberOrders { get; init; }

    /// <summary>Of these, orders whose cost is known.</summary>
    public long CostedOrders { get; init; }

    /// <summary>The value of the orders whose cost is known, less their cost, in units of the currency.</summary>
    public decimal Margin { get; init; }
}

/// <summary>Sales of one month, less what came back, in units of the currency.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Total">All sales, also those without a customer.</param>
/// <param name="ByMembers">Of these, those of members.</param>
internal sealed record MonthOfSales(Day Month, decimal Total, decimal ByMembers);

/// <summary>How the snapshot is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(DayConverter)])]
[JsonSerializable(typeof(HealthSnapshot))]
internal sealed partial class HealthJson : JsonSerializerContext;
