using System.Text.Json.Serialization;
using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Kernel;
using Regulars.Statistics.Intervals;

namespace Regulars.Insights.Signs;

/// <summary>What the signs would have caught in the past: at a day in every month of the last year each customer is looked at as they
/// were then, and what they did afterwards says whether the sign was right.</summary>
/// <param name="HorizonDays">A customer who bought nothing in so many days after a look is counted as leaving.</param>
/// <param name="Looks">How often was looked.</param>
/// <param name="Customers">Present customers looked at, each counted once a look.</param>
/// <param name="Leaving">How many of them were leaving.</param>
/// <param name="Warned">How many of those that were leaving showed any sign.</param>
/// <param name="Signs">Each sign by itself.</param>
public sealed record SignReplay(int HorizonDays, int Looks, int Customers, int Leaving, int Warned, IReadOnlyList<SignRecord> Signs)
{
    private const int DaysBetween = 30;

    private const int MostLooks = 12;

    /// <summary>A sample of so many customers is enough to judge signs by.</summary>
    private const int MostCustomers = 50_000;

    /// <summary>Leaving among all who were looked at: what any sign must beat.</summary>
    [JsonIgnore]
    public double? BaseRate => Customers == 0 ? null : (double)Leaving / Customers;

    /// <summary>The share of the leaving who showed any sign.</summary>
    [JsonIgnore]
    public double? Recall => Leaving == 0 ? null : (double)Warned / Leaving;

    internal static SignReplay Of(PurchaseHistory history, CustomerTraces traces, SignThresholds thresholds, Day asOf, int windowDays, int horizonDays)
    {
        var counts = SignKinds.All.ToDictionary(kind => kind, _ => new Count(), StringComparer.Ordinal);
        var (looks, customers, leaving, warned) = (0, 0, 0, 0);
        for (var look = 1; look <= MostLooks; look++)
        {
            var at = asOf.Plus(-horizonDays - (DaysBetween * (look - 1)));
            if (history.FirstDay is not { } opened || at - opened < horizonDays)
            {
                break;
            }

            looks++;
            var detector = new SignDetector(thresholds, PeerRhythm.Of(history, at), windowDays);
            for (var position = 0; position < history.Count; position += 1 + (history.Count / MostCustomers))
            {
                if (Behaviour.Of(history.Of(position), traces.Of(history.Customer(position)), at) is not { } behaviour || behaviour.DaysSince >= windowDays)
                {
                    continue;
                }

                var leaves = !BuysIn(history.Of(position), at, at.Plus(horizonDays));
                customers++;
                leaving += leaves ? 1 : 0;
                var signs = detector.Find(behaviour);
                warned += leaves && signs.Count > 0 ? 1 : 0;
                foreach (var kind in SignKinds.All.Where(kind => SignDetector.CanShow(kind, behaviour)))
                {
                    counts[kind].Look(leaves);
                }

                foreach (var sign in signs)
                {
                    counts[sign.Kind].Add(leaves, behaviour.Last.Plus(windowDays) - sign.Since);
                }
            }
        }

        return new SignReplay(horizonDays, looks, customers, leaving, warned, [.. SignKinds.All.Select(kind => counts[kind].ToRecord(kind))]);
    }

    private static bool BuysIn(ReadOnlySpan<PurchaseHistory.Entry> days, Day from, Day to)
    {
        foreach (var entry in days)
        {
            if (entry.IsPurchaseDay && entry.Day >= from && entry.Day < to)
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Count
    {
        private readonly List<double> leads = [];

        private int shown;

        private int looks;

        private int leaving;

        public void Look(bool leaves)
        {
            looks++;
            leaving += leaves ? 1 : 0;
        }

        public void Add(bool leaves, int leadDays)
        {
            shown++;
            if (leaves)
            {
                leads.Add(leadDays);
            }
        }

        public SignRecord ToRecord(string kind)
        {
            var interval = Proportions.Wilson(leads.Count, shown);
            return new SignRecord(
                kind, shown, leads.Count, looks == 0 ? null : (double)leaving / looks, interval.IsGiven ? interval.Value.Low : null, interval.IsGiven ? interval.Value.High : null, Quantile.Median(leads));
        }
    }
}

/// <summary>What one sign would have caught.</summary>
/// <param name="Kind">The sign.</param>
/// <param name="Shown">How often a present customer showed it.</param>
/// <param name="Leaving">How often that customer was leaving.</param>
/// <param name="BaseRate">The share that was leaving among all in whom the sign could have shown: what it must beat.</param>
/// <param name="PrecisionLow">The lower end of the precision's 95 % interval.</param>
/// <param name="PrecisionHigh">The upper end.</param>
/// <param name="LeadDays">The median time from the sign to the day on which the leaving customer would have counted as gone.</param>
public sealed record SignRecord(string Kind, int Shown, int Leaving, double? BaseRate, double? PrecisionLow, double? PrecisionHigh, double? LeadDays)
{
    /// <summary>The share of those who showed it that were leaving.</summary>
    [JsonIgnore]
    public double? Precision => Shown == 0 ? null : (double)Leaving / Shown;
}
