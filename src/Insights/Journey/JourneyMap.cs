using Regulars.Kernel;

namespace Regulars.Insights.Journey;

/// <summary>How customers went through the key moments of a period.</summary>
/// <param name="AsOf">Only facts before this day count.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="To">The first day after it.</param>
/// <param name="HorizonDays">To go on is to buy within so many days; only who had that long counts.</param>
/// <param name="Moments">The moments, in the order of the journey.</param>
/// <param name="Problems">What came after a problem, beside what came without one.</param>
public sealed record JourneyMap(Day AsOf, Day From, Day To, int HorizonDays, IReadOnlyList<MomentMeasure> Moments, ProblemMeasure Problems)
{
    /// <summary>The moment after which the largest share does not go on; null where that is known of none.</summary>
    internal MomentMeasure? Steepest => Moments.Where(moment => moment.Lost is not null && moment.Key is not Journal.Contracts.JourneyMoments.Referral).MaxBy(moment => moment.Lost);
}

/// <summary>One key moment in a period.</summary>
/// <param name="Key">Which, by the keys of <see cref="Journal.Contracts.JourneyMoments"/>.</param>
/// <param name="Customers">How many customers reached it.</param>
/// <param name="Timed">Of how many of them the moment before is known.</param>
/// <param name="MedianDays">The median time from the moment before; null when it is known of nobody.</param>
/// <param name="P90Days">The 90th percentile of it.</param>
/// <param name="Followed">How many reached it long enough ago to tell whether they went on.</param>
/// <param name="WentOn">How many of these bought within the horizon.</param>
/// <param name="LostLow">The lower end of the 95 % interval (Wilson) of the share that did not.</param>
/// <param name="LostHigh">The upper end.</param>
/// <param name="Answers">How many scores were given in the days after it.</param>
/// <param name="Feeling">Their mean, out of 10; null without answers.</param>
/// <param name="FeelingLow">The lower end of the mean's 95 % interval (Student); null with fewer than two answers.</param>
/// <param name="FeelingHigh">The upper end.</param>
/// <param name="IsMeasured">Whether any fact ever told of such a moment.</param>
public sealed record MomentMeasure(
    string Key, int Customers, int Timed, double? MedianDays, double? P90Days, int Followed, int WentOn, double? LostLow, double? LostHigh,
    int Answers, double? Feeling, double? FeelingLow, double? FeelingHigh, bool IsMeasured)
{
    /// <summary>The share that did not go on; null where nobody was followed long enough.</summary>
    internal double? Lost => Followed > 0 ? 1 - ((double)WentOn / Followed) : null;
}

/// <summary>How many bought again after a problem, and after a purchase without one. Only who had the horizon to do so counts.</summary>
/// <param name="With">Customers with a problem.</param>
/// <param name="WithAgain">Of them, bought again.</param>
/// <param name="Without">Customers with a purchase that no problem followed.</param>
/// <param name="WithoutAgain">Of them, bought again.</param>
/// <param name="DifferenceLow">The lower end of the 95 % interval (Newcombe) of the difference of the shares, with less without.</param>
/// <param name="DifferenceHigh">The upper end.</param>
public sealed record ProblemMeasure(int With, int WithAgain, int Without, int WithoutAgain, double? DifferenceLow, double? DifferenceHigh)
{
    /// <summary>The share that bought again after a problem.</summary>
    internal double? WithShare => With > 0 ? (double)WithAgain / With : null;

    /// <summary>The share that bought again after a purchase without one.</summary>
    internal double? WithoutShare => Without > 0 ? (double)WithoutAgain / Without : null;
}
