using Regulars.Insights.Measures;

namespace Regulars.Insights.Outlook;

/// <summary>The loyalty index, 0 to 100: behaviour, attitude and engagement, each part a percentile among customers. Parts that are
/// not known drop out, the rest is rescaled, and the coverage says how much of the whole was known.</summary>
internal static class LoyaltyIndex
{
    private const double RecencyWeight = 15;

    private const double FrequencyWeight = 15;

    private const double SpendWeight = 10;

    private const double TenureWeight = 10;

    private const double AttitudeWeight = 30;

    private const double EngagementWeight = 20;

    /// <summary>What was said weighs half as much after so many days.</summary>
    private const double AttitudeHalfLifeDays = 180;

    private const double Whole = RecencyWeight + FrequencyWeight + SpendWeight + TenureWeight + AttitudeWeight + EngagementWeight;

    /// <summary>The index of each customer and how much of it was known.</summary>
    public static (double Index, double Coverage)[] Of(Behaviour[] customers, Engagement[] engagement, bool measuresVisits)
    {
        double[] Percentiles(Func<int, double> valueOf)
        {
            var values = new double[customers.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = valueOf(i);
            }

            return ActivityLevels.Percentiles(values);
        }

        var (recency, frequency, spend, tenure) = (Array.Empty<double>(), Array.Empty<double>(), Array.Empty<double>(), Array.Empty<double>());
        var (attitude, visits, praise) = (Array.Empty<double?>(), default(double[]), default(double[]));
        Parallel.Invoke(
            () => recency = Percentiles(i => -(double)customers[i].DaysSince),
            () => frequency = Percentiles(i => customers[i].PurchaseDays),
            () => spend = Percentiles(i => customers[i].NetValue),
            () => tenure = Percentiles(i => customers[i].Tenure),
            () => attitude = AmongKnown(customers.Select(customer => customer.LastScore)),
            () => visits = measuresVisits ? Percentiles(i => engagement[i].Visits) : null,
            () => praise = engagement.Any(own => own.Praise > 0) ? Percentiles(i => engagement[i].Praise) : null);
        var index = new (double, double)[customers.Length];
        for (var i = 0; i < index.Length; i++)
        {
            var sum = (RecencyWeight * recency[i]) + (FrequencyWeight * frequency[i]) + (SpendWeight * spend[i]) + (TenureWeight * tenure[i]);
            var weight = RecencyWeight + FrequencyWeight + SpendWeight + TenureWeight;
            if (attitude[i] is { } said && customers[i].LastScored is { } on)
            {
                var faded = AttitudeWeight * Math.Pow(0.5, (customers[i].AsOf - on - 1) / AttitudeHalfLifeDays);
                (sum, weight) = (sum + (faded * said), weight + faded);
            }

            if (visits is not null || praise is not null)
            {
                double[] known = [.. visits is null ? [] : new[] { visits[i] }, .. praise is null ? [] : new[] { praise[i] }];
                (sum, weight) = (sum + (EngagementWeight * known.Average()), weight + EngagementWeight);
            }

            index[i] = (100 * sum / weight, weight / Whole);
        }

        return index;
    }

    /// <summary>Attitude against retention: who is present and content, present without love, gone with love, gone; null where nothing
    /// tells of attitude.</summary>
    public static string?[] Quadrants(Behaviour[] customers, Engagement[] engagement, int windowDays)
    {
        var said = AmongKnown(customers.Select(customer => customer.LastScore));
        var praise = AmongKnown(engagement.Select(own => own.Praise > 0 ? own.Praise : (double?)null));
        var attitude = said.Zip(praise, (a, b) => a is null ? b : b is null ? a : (a + b) / 2).ToArray();
        var median = Quantile.Median(attitude.OfType<double>());
        return
        [
            .. attitude.Select((own, i) => own is not { } level || median is not { } middle ? null
                : (level >= middle, customers[i].DaysSince < windowDays) switch
                {
                    (true, true) => "true",
                    (false, true) => "habitual",
                    (true, false) => "lost_friend",
                    (false, false) => "gone",
                }),
        ];
    }

    private static double?[] AmongKnown(IEnumerable<double?> values)
    {
        var all = values.ToArray();
        var known = ActivityLevels.Percentiles([.. all.OfType<double>()]);
        var next = 0;
        return Array.ConvertAll(all, value => value is null ? (double?)null : known[next++]);
    }
}

/// <summary>How a customer took part in the last year.</summary>
/// <param name="Visits">Visits.</param>
/// <param name="Praise">Good reviews, shares and referrals.</param>
internal readonly record struct Engagement(int Visits, int Praise);
