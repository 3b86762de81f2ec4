using Regulars.Care.Counting;
using Regulars.Journal.Contracts;

namespace Regulars.Care.Detection;

/// <summary>Decides what is frequent enough and more frequent than usual to be proposed as an obstacle. Pure.</summary>
/// <param name="rates">The arithmetic of rates.</param>
internal sealed class ObstacleRules(RateComparison rates)
{
    /// <summary>Lately is within so many days.</summary>
    public const int LatelyDays = 28;

    /// <summary>What is usual is told by so many days before.</summary>
    public const int UsualDays = 56;

    /// <summary>Refusals are counted over so many days; evidence is shown for as many.</summary>
    public const int LookBackDays = LatelyDays + UsualDays;

    /// <summary>At least so often.</summary>
    public const long FewestTimes = 8;

    /// <summary>At least so many customers.</summary>
    public const long FewestCustomers = 5;

    /// <summary>At most so many proposals of a kind are open.</summary>
    public const int MostPerKind = 5;

    /// <summary>At least so many times as often as usual.</summary>
    private const double LeastRatio = 1.5;

    /// <summary>Many things are looked at every night, and few of them may be found by chance.</summary>
    private const double Level = 0.999;

    /// <summary>A search is repeated when it comes so many times as often as the middle one.</summary>
    private const double SearchRatio = 3;

    /// <summary>Whether something came more often lately than in the weeks before, among as many orders.</summary>
    public bool HasRisen(Counted counted) =>
        counted.Times >= FewestTimes && counted.Customers >= FewestCustomers && IsMore(counted.Times, counted.Exposure, counted.UsualTimes, counted.UsualExposure);

    /// <summary>Whether orders with something are refused more often than the others.</summary>
    public bool IsRefusedMore(Counted counted) => HasRisen(counted);

    /// <summary>The searches that are repeated, the most frequent first.</summary>
    /// <param name="searches">Every search without result lately.</param>
    public IReadOnlyList<Counted> Repeated(IReadOnlyList<Counted> searches)
    {
        if (searches.Count == 0)
        {
            return [];
        }

        var sorted = searches.Select(search => search.Times).Order().ToArray();
        var middle = sorted[(sorted.Length - 1) / 2];
        return [.. searches
            .Where(search => search.Times >= FewestTimes && search.Customers >= FewestCustomers && (sorted.Length == 1 || search.Times >= SearchRatio * middle))
            .OrderByDescending(search => search.Times).ThenBy(search => search.Subject, StringComparer.Ordinal)];
    }

    /// <summary>Of one kind, those that are proposed: what is told of by itself rather than the whole kind, the most frequent first.</summary>
    public static IReadOnlyList<Counted> Chosen(IReadOnlyList<Counted> found) =>
        [.. found.Where(each => each.Subject != HindranceKinds.Whole || found.Count == 1)
            .OrderByDescending(each => each.Times).ThenBy(each => each.Subject, StringComparer.Ordinal).Take(MostPerKind)];

    private bool IsMore(long times, double exposure, long usualTimes, double usualExposure) =>
        rates.Compare(times, exposure, usualTimes, usualExposure, Level) is { Low: > 0 } compared && compared.Rate >= LeastRatio * compared.OtherRate;
}

/// <summary>What was counted of one kind and subject.</summary>
/// <param name="Kind">The kind of hindrance.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Times">How often it came.</param>
/// <param name="Exposure">Among how many.</param>
/// <param name="UsualTimes">How often it came before, or with everything else.</param>
/// <param name="UsualExposure">Among how many.</param>
/// <param name="Customers">How many customers it touched.</param>
internal sealed record Counted(string Kind, string Subject, long Times, double Exposure, long UsualTimes, double UsualExposure, long Customers);
