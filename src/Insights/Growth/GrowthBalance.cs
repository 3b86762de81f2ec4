using System.Text.Json.Serialization;
using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Kernel;
using Regulars.Statistics.Intervals;

namespace Regulars.Insights.Growth;

/// <summary>What acquiring and keeping customers has cost and brought in the last twelve whole months, and what five points more
/// retention would bring. Amounts are in minor units. Pure.</summary>
public sealed record GrowthBalance
{
    private const int Months = 12;

    private const double Points = 0.05;

    private const double Level = 0.95;

    private const int LongYears = 3;

    /// <summary>The first day that is looked at.</summary>
    public required Day From { get; init; }

    /// <summary>The first day after.</summary>
    public required Day To { get; init; }

    /// <summary>The months that are looked at.</summary>
    [JsonIgnore]
    public Period Year => new(From, To);

    /// <summary>Customers whose first purchase was in the year.</summary>
    public int NewCustomers { get; init; }

    /// <summary>What acquiring cost; null when it was not entered.</summary>
    public long? AcquisitionCost { get; init; }

    /// <summary>What keeping cost; null when it was not entered.</summary>
    public long? RetentionCost { get; init; }

    /// <summary>The share of what is sold that is left after the cost of goods; null where costs are not known.</summary>
    public double? MarginShare { get; init; }

    /// <summary>What a customer who is new today is expected to buy for in 36 months; null without a model.</summary>
    public double? NewValue { get; init; }

    /// <summary>The lower end of its 95 % interval, over what is not known of the parameters.</summary>
    public double? NewValueLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? NewValueHigh { get; init; }

    /// <summary>Customers present at the start of the year.</summary>
    public int AtStart { get; init; }

    /// <summary>Of them, present at its end too.</summary>
    public int Kept { get; init; }

    /// <summary>The lower end of the yearly retention rate's 95 % interval (Wilson).</summary>
    public double? RateLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? RateHigh { get; init; }

    /// <summary>What a customer who was kept bought for in the year, on average; null when nobody was kept.</summary>
    public double? KeptValue { get; init; }

    /// <summary>What those who are customers today are expected to buy for in 36 months; null without a model.</summary>
    public long? Equity { get; init; }

    /// <summary>New customers of each of the twelve months.</summary>
    public IReadOnlyList<int> NewByMonth { get; init => field = value ?? []; } = [];

    /// <summary>The same by the channel of a customer's first order, the one with the most new customers first.</summary>
    public IReadOnlyList<GrowthChannel> Channels { get; init => field = value ?? []; } = [];

    /// <summary>Of the new customers, those of months whose cost was entered; null counts all.</summary>
    [JsonIgnore]
    public int? PaidCustomers { get; init; }

    /// <summary>The yearly retention rate; null where the history is too short.</summary>
    [JsonIgnore]
    public double? Rate => AtStart == 0 ? null : (double)Kept / AtStart;

    /// <summary>What one new customer cost, over the months whose cost was entered.</summary>
    [JsonIgnore]
    public double? CostPerNew => AcquisitionCost is { } cost && (PaidCustomers ?? NewCustomers) is > 0 and var paid ? (double)cost / paid : null;

    /// <summary>What keeping one customer cost.</summary>
    [JsonIgnore]
    public double? CostPerKept => RetentionCost is { } cost && AtStart > 0 ? (double)cost / AtStart : null;

    /// <summary>Margin of a new customer in 36 months for each unit of money spent on acquiring; null where something is not known.</summary>
    [JsonIgnore]
    public double? ReturnOnAcquisition => NewValue * MarginShare / CostPerNew;

    /// <summary>How many customers more five points of retention would keep.</summary>
    [JsonIgnore]
    public double? ExtraKept => Rate is null ? null : Math.Min(Points, 1 - Rate.Value) * AtStart;

    /// <summary>What they would buy for in a year.</summary>
    [JsonIgnore]
    public double? ExtraValue => ExtraKept * KeptValue;

    /// <summary>What that leaves after the cost of goods: up to this much five points may cost a year and still pay.</summary>
    [JsonIgnore]
    public double? ExtraMargin => ExtraValue * MarginShare;

    /// <summary>The last twelve whole months before a day.</summary>
    internal static Period YearBefore(Day asOf) => new(asOf.StartOfMonth.PlusMonths(-Months), asOf.StartOfMonth);

    /// <summary>The same with the costs that were entered. What a month cost is what was entered for all channels together, else the sum of
    /// its channels.</summary>
    internal GrowthBalance With(IReadOnlyList<GrowthCost> entered)
    {
        var costs = entered.Where(cost => Year.Contains(cost.Month)).ToList();
        var wholes = GrowthCosts.Purposes.ToDictionary(purpose => purpose, purpose => costs.Where(cost => cost.Purpose == purpose).GroupBy(cost => cost.Month)
            .Select(month => month.FirstOrDefault(cost => cost.Channel.Length == 0) is { Amount: not null } whole ? whole : new GrowthCost(month.Key, "", purpose, month.Sum(cost => cost.Amount ?? 0)))
            .ToList(), StringComparer.Ordinal);
        var spentOn = costs.Where(cost => cost.Channel.Length > 0).ToLookup(cost => (cost.Channel, cost.Purpose));
        var silent = spentOn.Select(cost => cost.Key.Channel).Except(Channels.Select(channel => channel.Code), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(code => new GrowthChannel { Code = code, NewByMonth = new int[Months] });
        return this with
        {
            AcquisitionCost = Sum(wholes[GrowthCosts.Acquisition]),
            RetentionCost = Sum(wholes[GrowthCosts.Retention]),
            PaidCustomers = NewByMonth.Count == 0 ? null : Paid(NewByMonth, wholes[GrowthCosts.Acquisition]),
            Channels = [.. Channels.Concat(silent).Select(channel => channel with
            {
                AcquisitionCost = Sum(spentOn[(channel.Code, GrowthCosts.Acquisition)]),
                RetentionCost = Sum(spentOn[(channel.Code, GrowthCosts.Retention)]),
                PaidCustomers = Paid(channel.NewByMonth, spentOn[(channel.Code, GrowthCosts.Acquisition)]),
            })],
        };
    }

    private static long? Sum(IEnumerable<GrowthCost> costs) => costs.Any() ? costs.Sum(cost => cost.Amount ?? 0) : null;

    private int Paid(IReadOnlyList<int> newByMonth, IEnumerable<GrowthCost> costs) => costs.Sum(cost => newByMonth[ChannelValues.MonthOf(From, cost.Month)]);

    /// <summary>The balance without the costs, which people enter at any time.</summary>
    internal static GrowthBalance Of(
        PurchaseHistory history, Day asOf, int windowDays, PurchaseForecast forecast, long? equity, double? marginShare, IReadOnlyDictionary<Guid, string>? channels = null)
    {
        var year = YearBefore(asOf);
        var (joined, atStart, kept, keptValue) = (0, 0, 0, 0L);
        var newByMonth = new int[Months];
        Day? opened = null;
        for (var position = 0; position < history.Count; position++)
        {
            var (first, wasPresent, isPresent, bought) = ((Day?)null, false, false, 0L);
            foreach (var entry in history.Of(position))
            {
                if (!entry.IsPurchaseDay || entry.Day >= year.To)
                {
                    continue;
                }

                first ??= entry.Day;
                wasPresent |= entry.Day < year.From && entry.Day >= year.From.Plus(-windowDays);
                isPresent |= entry.Day >= year.To.Plus(-windowDays);
                bought += year.Contains(entry.Day) ? entry.Gross : 0;
            }

            if (first is { } began)
            {
                opened = opened is { } known && known < began ? known : began;
                if (year.Contains(began))
                {
                    joined++;
                    newByMonth[ChannelValues.MonthOf(year.From, began)]++;
                }

                atStart += wasPresent ? 1 : 0;
                kept += wasPresent && isPresent ? 1 : 0;
                keptValue += wasPresent && isPresent ? bought : 0;
            }
        }

        if (opened is not { } opening || opening > year.From.Plus(-windowDays))
        {
            (atStart, kept, keptValue) = (0, 0, 0);
        }

        var interval = atStart > 0 ? Proportions.Wilson(kept, atStart) : default;
        var (value, low, high) = ValueOfNew(forecast);
        return new GrowthBalance
        {
            From = year.From,
            To = year.To,
            NewCustomers = joined,
            NewByMonth = newByMonth,
            Channels = channels is null ? [] : ChannelValues.Of(history, year, asOf, forecast, channels),
            MarginShare = marginShare,
            NewValue = value,
            NewValueLow = low,
            NewValueHigh = high,
            AtStart = atStart,
            Kept = kept,
            RateLow = interval.IsGiven ? interval.Value.Low : null,
            RateHigh = interval.IsGiven ? interval.Value.High : null,
            KeptValue = kept > 0 ? (double)keptValue / kept : null,
            Equity = equity,
        };
    }

    /// <summary>The first purchase and those expected in 36 months, each of the mean value of all customers' purchases.</summary>
    private static (double? Value, double? Low, double? High) ValueOfNew(PurchaseForecast forecast)
    {
        if (!forecast.TellsValues)
        {
            return (null, null, null);
        }

        static double Of(PurchaseForecast at) => (1 + at.Purchases.ExpectedPurchases(LongYears * PurchaseForecast.WeeksPerYear)) * (at.Spend!.PopulationMean ?? double.NaN);
        var drawn = forecast.Drawn.Select(draw => Of(forecast with { Parameters = draw })).Where(double.IsFinite).Order().ToArray();
        return drawn.Length == 0
            ? (Of(forecast), null, null)
            : (Of(forecast), drawn[(int)((1 - Level) / 2 * (drawn.Length - 1))], drawn[(int)((1 + Level) / 2 * (drawn.Length - 1))]);
    }
}
