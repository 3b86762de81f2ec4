using System.Globalization;
using Regulars.Kernel;

namespace Regulars.Insights.Growth;

/// <summary>A line that tells what one month and channel cost, as it was written.</summary>
/// <param name="Number">The number of the line in its file, from one.</param>
/// <param name="Month">The month: 2026-03, 03.2026 or any day of it as 2026-03-15.</param>
/// <param name="Channel">The code of a channel of the journal; empty for all together.</param>
/// <param name="Acquisition">What winning cost; null when it was not said, which leaves what is known.</param>
/// <param name="Retention">What keeping cost; the same.</param>
internal sealed record GrowthCostLine(long Number, string Month, string Channel, decimal? Acquisition, decimal? Retention)
{
    /// <summary>The largest amount.</summary>
    public const decimal Highest = 1_000_000_000_000;

    private const int FirstYear = 2000;

    private const int LastYear = 2100;

    private static readonly string[] MonthForms = ["yyyy-MM", "yyyy-M", "yyyy-MM-dd", "MM.yyyy", "M.yyyy", "MM/yyyy", "M/yyyy", "yyyy/MM"];

    /// <summary>Checks lines together: either what they say, or what is wrong with each that is wrong.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="channels">The codes of the channels that there are.</param>
    /// <param name="currency">The currency of the amounts.</param>
    public static (List<GrowthCost> Costs, List<GrowthCostFault> Faults) Check(IEnumerable<GrowthCostLine> lines, IReadOnlyCollection<string> channels, Currency currency)
    {
        var (costs, faults, told) = (new List<GrowthCost>(), new List<GrowthCostFault>(), new HashSet<(Day, string)>());
        foreach (var line in lines)
        {
            if (ReadMonth(line.Month) is not { } month)
            {
                faults.Add(new GrowthCostFault(line.Number, "month", line.Month));
            }
            else if (line.Channel.Length > 0 && !channels.Contains(line.Channel))
            {
                faults.Add(new GrowthCostFault(line.Number, "channel", line.Channel));
            }
            else if (line is { Acquisition: null, Retention: null })
            {
                faults.Add(new GrowthCostFault(line.Number, "nothing", ""));
            }
            else if (line.Acquisition is < 0 or >= Highest || line.Retention is < 0 or >= Highest)
            {
                faults.Add(new GrowthCostFault(line.Number, "amount", $"{(line.Acquisition is < 0 or >= Highest ? line.Acquisition : line.Retention)}"));
            }
            else if (!told.Add((month, line.Channel)))
            {
                faults.Add(new GrowthCostFault(line.Number, "twice", line.Month));
            }
            else
            {
                costs.AddRange(new[] { (GrowthCosts.Acquisition, line.Acquisition), (GrowthCosts.Retention, line.Retention) }
                    .Where(cost => cost.Item2 is not null).Select(cost => new GrowthCost(month, line.Channel, cost.Item1, currency.ToMinor(cost.Item2!.Value))));
            }
        }

        return (costs, faults);
    }

    private static Day? ReadMonth(string written) =>
        DateOnly.TryParseExact(written, MonthForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= FirstYear and <= LastYear
            ? Day.From(date).StartOfMonth
            : null;
}

/// <summary>What is wrong with a line of costs.</summary>
/// <param name="Line">The number of the line, from one.</param>
/// <param name="Kind">month, channel, amount, nothing, twice or row; what to do about it is the text <c>weigh.fault.KIND</c>.</param>
/// <param name="Cell">What stands there.</param>
public sealed record GrowthCostFault(long Line, string Kind, string Cell);
