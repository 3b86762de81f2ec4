using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Kernel;
using Regulars.Statistics.Intervals;
using Regulars.Statistics.Lifetime;
using PurchaseHistory = Regulars.Insights.Measures.PurchaseHistory;

namespace Regulars.Insights.Growth;

/// <summary>Who came by which channel in a year, and what they are expected to buy for in their first 36 months. Pure.</summary>
internal static class ChannelValues
{
    /// <summary>With fewer customers a mean says nothing of the next.</summary>
    public const int Fewest = 10;

    /// <summary>So many customers of a channel, evenly drawn, are enough for its mean.</summary>
    private const int MostCustomers = 2_000;

    /// <summary>And so many to learn how far it moves with the parameters.</summary>
    private const int MostMoved = 100;

    private const int LongYears = 3;

    private const double Level = 0.95;

    /// <summary>Each channel by which somebody came, the one with the most first.</summary>
    /// <param name="history">Everybody's purchases.</param>
    /// <param name="year">Whole months; who first bought in them is new.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    /// <param name="forecast">The models.</param>
    /// <param name="channels">The channel of the first order of each person.</param>
    public static IReadOnlyList<GrowthChannel> Of(PurchaseHistory history, Period year, Day asOf, PurchaseForecast forecast, IReadOnlyDictionary<Guid, string> channels)
    {
        var found = new Dictionary<string, (int[] NewByMonth, List<int> Positions)>(StringComparer.Ordinal);
        for (var position = 0; position < history.Count; position++)
        {
            if (FirstPurchase(history.Of(position)) is { } first && year.Contains(first))
            {
                var code = channels.GetValueOrDefault(history.Customer(position).Value, "");
                if (!found.TryGetValue(code, out var own))
                {
                    found.Add(code, own = (new int[MonthOf(year.From, year.To)], []));
                }

                own.NewByMonth[MonthOf(year.From, first)]++;
                own.Positions.Add(position);
            }
        }

        return [.. found
            .Select(own => Valued(new GrowthChannel { Code = own.Key, NewByMonth = own.Value.NewByMonth }, history, own.Value.Positions, asOf, forecast))
            .OrderByDescending(channel => channel.NewCustomers).ThenBy(channel => channel.Code, StringComparer.Ordinal)];
    }

    /// <summary>How many months lie between the month of one day and that of another.</summary>
    public static int MonthOf(Day from, Day day) => ((day.Date.Year - from.Date.Year) * 12) + day.Date.Month - from.Date.Month;

    private static Day? FirstPurchase(ReadOnlySpan<PurchaseHistory.Entry> days)
    {
        foreach (var entry in days)
        {
            if (entry.IsPurchaseDay)
            {
                return entry.Day;
            }
        }

        return null;
    }

    private static GrowthChannel Valued(GrowthChannel channel, PurchaseHistory history, List<int> positions, Day asOf, PurchaseForecast forecast)
    {
        if (!forecast.TellsValues || positions.Count < Fewest)
        {
            return channel;
        }

        var customers = Evenly(positions, MostCustomers).Select(position => new Joined(history.Of(position), asOf)).ToList();
        var told = Values(forecast, customers);
        if (!told.All(double.IsFinite))
        {
            return channel;
        }

        // The mean is unknown for two reasons: other customers would have come, and the parameters are estimated. Either has its own
        // distances to the ends, and they add up by their squares, each side for itself (MOVER, Zou and Donner 2008).
        var values = SampleMoments.Of(told);
        var moved = Evenly(customers, MostMoved);
        var usual = Values(forecast, moved).Average();
        var shares = forecast.Drawn.Select(draw => Values(forecast with { Parameters = draw }, moved).Average() / usual).Where(double.IsFinite).ToArray();
        if (Means.Student(values, Level) is not { IsGiven: true, Value: var sampled } || shares.Length == 0)
        {
            return channel with { Value = values.Mean };
        }

        var (least, most) = (Quantile.Of(shares, (1 - Level) / 2)!.Value, Quantile.Of(shares, (1 + Level) / 2)!.Value);
        static double Together(double one, double other) => Math.Sqrt((one * one) + (other * other));
        return channel with
        {
            Value = values.Mean,
            ValueLow = Math.Max(0, values.Mean - Together(values.Mean - sampled.Low, Math.Max(0, 1 - least) * values.Mean)),
            ValueHigh = values.Mean + Together(sampled.High - values.Mean, Math.Max(0, most - 1) * values.Mean),
        };
    }

    /// <summary>What each has bought for so far, and what the models expect of the rest of the first 36 months.</summary>
    private static double[] Values(PurchaseForecast at, IReadOnlyList<Joined> customers)
    {
        var (model, spend) = (at.Purchases, at.Spend!);
        var values = new double[customers.Count];
        Meanwhile.For(values.Length, i =>
        {
            var customer = customers[i];
            var rest = Math.Max(0, (LongYears * PurchaseForecast.WeeksPerYear) - customer.Purchases.Age);
            values[i] = customer.Bought + (model.ExpectedPurchases(customer.Purchases, rest) * (spend.ExpectedMean(customer.Spend) ?? double.NaN));
        });
        return values;
    }

    private static List<T> Evenly<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? [.. all] : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Count / most)])];

    private sealed class Joined
    {
        public Joined(ReadOnlySpan<PurchaseHistory.Entry> days, Day asOf)
        {
            (Purchases, Spend) = PurchaseForecast.Summarise(days, asOf) ?? throw new ArgumentException("A customer who joined has bought.", nameof(days));
            foreach (var entry in days)
            {
                Bought += entry.Day < asOf ? entry.Gross : 0;
            }
        }

        public PurchaseSummary Purchases { get; }

        public SpendSummary Spend { get; }

        public long Bought { get; }
    }
}
