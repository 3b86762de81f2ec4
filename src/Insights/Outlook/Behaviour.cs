using Regulars.Insights.Measures;
using Regulars.Kernel;

namespace Regulars.Insights.Outlook;

/// <summary>How one customer has behaved up to a day: what signs are read from and churn is learned from. Nothing after the day is looked at.</summary>
internal readonly record struct Behaviour
{
    /// <summary>In this time before the day troubles, late parcels and complaints count.</summary>
    public const int TroubleDays = 180;

    /// <summary>Visits are compared over two such times, one after the other.</summary>
    public const int VisitDays = 90;

    /// <summary>The orders at the end that are compared with all before.</summary>
    public const int RecentOrders = 3;

    /// <summary>Only facts before it count.</summary>
    public required Day AsOf { get; init; }

    /// <summary>On how many days something was bought.</summary>
    public int PurchaseDays { get; init; }

    /// <summary>The first purchase day.</summary>
    public Day First { get; init; }

    /// <summary>The last purchase day.</summary>
    public Day Last { get; init; }

    /// <summary>The mean time between neighbouring purchase days; null before the second.</summary>
    public double? MeanGap { get; init; }

    /// <summary>The longest time between neighbouring purchase days; 0 before the second.</summary>
    public int LongestGap { get; init; }

    /// <summary>The mean of the last two gaps, where there are at least four in all.</summary>
    public double? RecentGap { get; init; }

    /// <summary>The mean of the gaps before the last two, where there are at least four in all.</summary>
    public double? EarlierGap { get; init; }

    /// <summary>What a purchase day was worth on average, in minor units.</summary>
    public double MeanValue { get; init; }

    /// <summary>What the last purchase days were worth on average, where there are twice as many in all.</summary>
    public double? RecentValue { get; init; }

    /// <summary>What the purchase days before them were worth on average.</summary>
    public double? EarlierValue { get; init; }

    /// <summary>Value net of returns, in minor units.</summary>
    public long NetValue { get; init; }

    /// <summary>Gross value of the last 365 days, in minor units.</summary>
    public long YearValue { get; init; }

    /// <summary>Returned out of gross, by value.</summary>
    public double ReturnedShare { get; init; }

    /// <summary>Refused and cancelled orders lately.</summary>
    public int Troubles { get; init; }

    /// <summary>The first of them.</summary>
    public Day? TroublesSince { get; init; }

    /// <summary>The last of them.</summary>
    public Day? LastTrouble { get; init; }

    /// <summary>Visits in the last 90 days.</summary>
    public int Visits { get; init; }

    /// <summary>Visits in the 90 days before them.</summary>
    public int VisitsBefore { get; init; }

    /// <summary>The last visit.</summary>
    public Day? LastVisit { get; init; }

    /// <summary>The last thing the customer said of their content, from 0 to 1.</summary>
    public double? LastScore { get; init; }

    /// <summary>When they said it.</summary>
    public Day? LastScored { get; init; }

    /// <summary>The mean of what they said before.</summary>
    public double? EarlierScore { get; init; }

    /// <summary>The most days by which a parcel was late lately; 0 when none was.</summary>
    public double LateDays { get; init; }

    /// <summary>When that parcel came.</summary>
    public Day? LateOn { get; init; }

    /// <summary>The last time the customer spoke of another shop, lately.</summary>
    public Day? Competitor { get; init; }

    /// <summary>Complaints lately.</summary>
    public int Complaints { get; init; }

    /// <summary>The last complaint.</summary>
    public Day? LastComplaint { get; init; }

    /// <summary>Days without a purchase: from the last purchase day to the last day that counts.</summary>
    public int DaysSince => AsOf - Last - 1;

    /// <summary>Days since the first purchase.</summary>
    public int Tenure => AsOf - First - 1;

    /// <summary>How a customer has behaved; null when they had bought nothing by then.</summary>
    /// <param name="days">Their purchases and returns by day.</param>
    /// <param name="events">What else happened.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    public static Behaviour? Of(ReadOnlySpan<PurchaseHistory.Entry> days, ReadOnlySpan<TraceEvent> events, Day asOf)
    {
        var purchases = Purchases.Of(days, asOf);
        return purchases.Days == 0 ? null : new Behaviour
        {
            AsOf = asOf,
            PurchaseDays = purchases.Days,
            First = purchases.First,
            Last = purchases.Last,
            MeanGap = purchases.Days > 1 ? (double)(purchases.Last - purchases.First) / (purchases.Days - 1) : null,
            LongestGap = purchases.LongestGap,
            MeanValue = (double)purchases.Gross / purchases.Days,
            NetValue = purchases.Gross - purchases.Returned,
            YearValue = purchases.YearValue,
            ReturnedShare = purchases.Gross == 0 ? 0 : (double)purchases.Returned / purchases.Gross,
        }.WithRecent(days, purchases.Days, asOf).WithEvents(events, asOf);
    }

    private Behaviour WithRecent(ReadOnlySpan<PurchaseHistory.Entry> days, int purchaseDays, Day asOf)
    {
        if (purchaseDays < 5)
        {
            return this;
        }

        var (seen, before) = (0, First);
        var (recentGap, earlierGap, recentValue, earlierValue) = (0L, 0L, 0L, 0L);
        foreach (var entry in days)
        {
            if (entry.Day >= asOf)
            {
                break;
            }

            if (!entry.IsPurchaseDay)
            {
                continue;
            }

            seen++;
            if (seen > 1)
            {
                var gap = entry.Day - before;
                (recentGap, earlierGap) = seen > purchaseDays - 2 ? (recentGap + gap, earlierGap) : (recentGap, earlierGap + gap);
            }

            before = entry.Day;
            (recentValue, earlierValue) = seen > purchaseDays - RecentOrders ? (recentValue + entry.Gross, earlierValue) : (recentValue, earlierValue + entry.Gross);
        }

        var comparesValues = purchaseDays >= 2 * RecentOrders;
        return this with
        {
            RecentGap = recentGap / 2.0,
            EarlierGap = (double)earlierGap / (purchaseDays - 3),
            RecentValue = comparesValues ? (double)recentValue / RecentOrders : null,
            EarlierValue = comparesValues ? (double)earlierValue / (purchaseDays - RecentOrders) : null,
        };
    }

    private Behaviour WithEvents(ReadOnlySpan<TraceEvent> events, Day asOf)
    {
        var (troubles, visits, visitsBefore, complaints, scores, scoreSum) = (0, 0, 0, 0, 0, 0.0);
        (Day? troublesSince, Day? lastTrouble, Day? lastVisit, Day? lastScored, Day? lateOn, Day? competitor, Day? lastComplaint) =
            (null, null, null, null, null, null, null);
        var (lastScore, late) = (0.0, 0.0);
        foreach (var happened in events)
        {
            if (happened.Day >= asOf)
            {
                break;
            }

            var isLately = asOf - happened.Day <= TroubleDays;
            switch (happened.Kind)
            {
                case TraceKind.Refused or TraceKind.Cancelled when isLately:
                    troubles++;
                    troublesSince ??= happened.Day;
                    lastTrouble = happened.Day;
                    break;
                case TraceKind.Visit:
                    lastVisit = happened.Day;
                    visits += asOf - happened.Day <= VisitDays ? 1 : 0;
                    visitsBefore += asOf - happened.Day is > VisitDays and <= 2 * VisitDays ? 1 : 0;
                    break;
                case TraceKind.Score:
                    scoreSum += scores > 0 ? lastScore : 0;
                    scores++;
                    (lastScore, lastScored) = (happened.Value, happened.Day);
                    break;
                case TraceKind.LateParcel when isLately && happened.Value >= late:
                    (late, lateOn) = (happened.Value, happened.Day);
                    break;
                case TraceKind.Competitor when isLately:
                    competitor = happened.Day;
                    break;
                case TraceKind.Complaint when isLately:
                    complaints++;
                    lastComplaint = happened.Day;
                    break;
                default:
                    break;
            }
        }

        return this with
        {
            Troubles = troubles,
            TroublesSince = troublesSince,
            LastTrouble = lastTrouble,
            Visits = visits,
            VisitsBefore = visitsBefore,
            LastVisit = lastVisit,
            LastScore = scores > 0 ? lastScore : null,
            LastScored = lastScored,
            EarlierScore = scores > 1 ? scoreSum / (scores - 1) : null,
            LateDays = late,
            LateOn = lateOn,
            Competitor = competitor,
            Complaints = complaints,
            LastComplaint = lastComplaint,
        };
    }

    private readonly record struct Purchases(int Days, Day First, Day Last, int LongestGap, long Gross, long Returned, long YearValue)
    {
        private const int DaysInYear = 365;

        public static Purchases Of(ReadOnlySpan<PurchaseHistory.Entry> entries, Day asOf)
        {
            var (days, longest) = (0, 0);
            var (first, last) = (default(Day), default(Day));
            var (gross, returned, year) = (0L, 0L, 0L);
            foreach (var entry in entries)
            {
                if (entry.Day >= asOf)
                {
                    break;
                }

                gross += entry.Gross;
                returned += entry.Returned;
                year += asOf - entry.Day <= DaysInYear ? entry.Gross : 0;
                if (entry.IsPurchaseDay)
                {
                    longest = days > 0 ? Math.Max(longest, entry.Day - last) : 0;
                    first = days == 0 ? entry.Day : first;
                    last = entry.Day;
                    days++;
                }
            }

            return new Purchases(days, first, last, longest, gross, returned, year);
        }
    }
}
