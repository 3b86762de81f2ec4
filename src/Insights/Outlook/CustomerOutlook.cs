namespace Regulars.Insights.Outlook;

/// <summary>What one customer's future is expected to be. Amounts are in minor units.</summary>
public readonly record struct CustomerOutlook
{
    /// <summary>Whose it is.</summary>
    public required Guid Customer { get; init; }

    /// <summary>Whether they bought within the presence window.</summary>
    public bool IsPresent { get; init; }

    /// <summary>Gross value of the last 365 days.</summary>
    public long YearValue { get; init; }

    /// <summary>P(alive): the probability that they have not left; null without a model.</summary>
    public double? Alive { get; init; }

    /// <summary>Purchases expected in the next 12 months.</summary>
    public double? Purchases { get; init; }

    /// <summary>Value expected in the next 12 months.</summary>
    public long? ValueYear { get; init; }

    /// <summary>Value expected in the next 36 months.</summary>
    public long? ValueThreeYears { get; init; }

    /// <summary>The probability of buying nothing within the horizon of the churn model; null for who is gone already.</summary>
    public double? Risk { get; init; }

    /// <summary>The loyalty index, 0 to 100.</summary>
    public double LoyaltyIndex { get; init; }

    /// <summary>How much of the index was known, 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>Attitude against retention: true, habitual, lost_friend or gone; null where nothing tells of attitude.</summary>
    public string? Quadrant { get; init; }
}
