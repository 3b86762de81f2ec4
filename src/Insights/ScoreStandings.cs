using Regulars.Insights.Measures;
using Regulars.Journal.Contracts;

namespace Regulars.Insights;

/// <summary>Lets the Journal's lists and pages show segments, activity and the middle customer.</summary>
internal sealed class ScoreStandings(ReportService reports) : CustomerStandings
{
    public override string Table => "customer_score";

    public override IReadOnlyList<string> Segments { get; } = [.. SegmentTable.All.Select(segment => segment.Key)];

    public override IReadOnlyList<string> ActivityLevels { get; } = ["high", "medium", "low"];

    public override ShopSummary? Shop => reports.Last()?.Report is not { } report ? null : new ShopSummary(
        report.Customers,
        report.AsOf,
        report.Medians.Orders,
        report.Medians.Value,
        report.Medians.OrdersPerYear,
        report.Medians.DaysSinceLast,
        report.Medians.AverageOrder);
}
