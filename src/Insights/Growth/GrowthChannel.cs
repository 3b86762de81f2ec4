using System.Text.Json.Serialization;

namespace Regulars.Insights.Growth;

/// <summary>What winning customers by one channel cost and is expected to bring. Amounts are in minor units.</summary>
public sealed record GrowthChannel
{
    /// <summary>The code of the channel; empty for the customers of whose first order no channel was told.</summary>
    public required string Code { get; init; }

    /// <summary>Customers whose first order was by it, for each month of the year.</summary>
    public required IReadOnlyList<int> NewByMonth { get; init; }

    /// <summary>What such a customer is expected to buy for in the first 36 months, on average; null without a model or with too few of them.</summary>
    public double? Value { get; init; }

    /// <summary>The lower end of its 95 % interval.</summary>
    public double? ValueLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? ValueHigh { get; init; }

    /// <summary>What acquiring by it cost; null when it was not entered.</summary>
    [JsonIgnore]
    public long? AcquisitionCost { get; init; }

    /// <summary>What keeping customers by it cost; null when it was not entered.</summary>
    [JsonIgnore]
    public long? RetentionCost { get; init; }

    /// <summary>Of the new customers, those of months whose cost was entered.</summary>
    [JsonIgnore]
    public int PaidCustomers { get; init; }

    /// <summary>Customers whose first order was by it.</summary>
    [JsonIgnore]
    public int NewCustomers => NewByMonth.Sum();

    /// <summary>What one new customer cost, over the months whose cost was entered.</summary>
    [JsonIgnore]
    public double? CostPerNew => AcquisitionCost is { } cost && PaidCustomers > 0 ? (double)cost / PaidCustomers : null;

    /// <summary>What a customer is expected to buy for, for each unit of money that winning one cost.</summary>
    [JsonIgnore]
    public double? ValuePerUnit => PerUnit(Value);

    /// <summary>The lower end of its 95 % interval.</summary>
    [JsonIgnore]
    public double? ValuePerUnitLow => PerUnit(ValueLow);

    /// <summary>The upper end.</summary>
    [JsonIgnore]
    public double? ValuePerUnitHigh => PerUnit(ValueHigh);

    private double? PerUnit(double? value) => CostPerNew > 0 ? value / CostPerNew : null;
}
