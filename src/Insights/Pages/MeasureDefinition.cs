using Regulars.Insights.Contracts;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Pages;

/// <summary>One measure: its key, what went into its present value, and a query that finds the same.</summary>
/// <param name="Key">The last part of its address; its words are the texts <c>definition.KEY.title</c>, <c>.meaning</c> and <c>.formula</c>.</param>
/// <param name="Inputs">The numbers of the present report that went in, as they are written.</param>
/// <param name="Query">The query behind it; <c>@asOf</c> and its like are day numbers since 1970-01-01.</param>
internal sealed record MeasureDefinition(string Key, Func<Reader, Report, IEnumerable<(string Name, string Value)>> Inputs, string Query)
{
    /// <summary>Every measure that a page shows.</summary>
    public static IReadOnlyList<MeasureDefinition> All { get; } =
    [
        new("customers", (reader, report) =>
        [
            (reader.Text("figure.customers"), reader.Formats.Integer(report.Customers)),
            (reader.Text("input.repeat_rate"), Figures.Share(reader, report.RepeatRate)),
        ], MeasureQueries.Customers),
        new("retention", (reader, report) =>
        [
            (reader.Text("input.period"), reader.Formats.Range(new Period(report.Retention.From, report.Retention.To))),
            (reader.Text("input.window"), reader.Formats.Days(report.Retention.WindowDays)),
            (reader.Text("retention.at_start"), reader.Formats.Integer(report.Retention.AtStart)),
            (reader.Text("retention.at_end"), reader.Formats.Integer(report.Retention.AtEnd)),
            (reader.Text("retention.joined"), reader.Formats.Integer(report.Retention.New + report.Retention.Returned)),
            (reader.Text("figure.retention"), Figures.Share(reader, report.Retention.Rate, 2)),
            (reader.Text("input.interval"), report.Retention is { RateLow: { } low, RateHigh: { } high } ? reader.Formats.PercentInterval(low, high, 2) : reader.Text("figure.unavailable")),
        ], MeasureQueries.Retention),
        new("churn", (reader, report) =>
        [
            (reader.Text("figure.retention"), Figures.Share(reader, report.Retention.Rate, 2)),
            (reader.Text("input.days"), reader.Formats.Integer(report.Retention.To - report.Retention.From)),
            (reader.Text("input.churn30"), Figures.Share(reader, report.Retention.ChurnPer30Days, 2)),
        ], MeasureQueries.Retention),
        new("growth", GrowthInputs, MeasureQueries.Growth),
        new("quick_ratio", (reader, report) => Figures.LastWhole(report) is not { } row ? [] :
        [
            (reader.Text("input.period"), reader.Formats.Month(row.From)),
            (reader.Text("ui.growth.new"), reader.Formats.Integer(row.New)),
            (reader.Text("ui.growth.came_back"), reader.Formats.Integer(row.Returned)),
            (reader.Text("ui.growth.left"), reader.Formats.Integer(row.Lost)),
            (reader.Text("growth.ratio"), Figures.Number(reader, row.QuickRatio, 2)),
        ], MeasureQueries.Growth),
        new("revenue", (reader, report) =>
        [
            (reader.Text("input.gross"), Amount(reader, report.GrossRevenue)),
            (reader.Text("input.returned"), Amount(reader, report.ReturnedValue)),
            (reader.Text("figure.net_revenue"), Amount(reader, report.NetRevenue)),
            (reader.Text("input.sales"), Amount(reader, report.Sales.Gross)),
        ], MeasureQueries.Revenue),
        new("average_order", (reader, report) =>
        [
            (reader.Text("input.gross"), Amount(reader, report.GrossRevenue)),
            (reader.Text("segment.orders"), reader.Formats.Integer(report.Orders)),
            (reader.Text("figure.average_order"), report.AverageOrderValue is { } average ? reader.Formats.Number(average, 3) : reader.Text("figure.unavailable")),
        ], MeasureQueries.Revenue),
        new("time_between", (reader, report) =>
        [
            (reader.Text("input.gaps"), reader.Formats.Integer(report.TimeBetweenPurchases.Count)),
            (reader.Text("input.median"), Figures.Number(reader, report.TimeBetweenPurchases.MedianDays, 1)),
            (reader.Text("input.mean"), Figures.Number(reader, report.TimeBetweenPurchases.MeanDays, 1)),
            (reader.Text("input.p90"), Figures.Number(reader, report.TimeBetweenPurchases.P90Days, 1)),
        ], MeasureQueries.Gaps),
        new("existing_growth", (reader, report) => Figures.LastWhole(report) is not { } row ? [] :
        [
            (reader.Text("input.period"), reader.Formats.Month(row.From)),
            (reader.Text("input.existing"), Amount(reader, row.RevenueFromExisting)),
            (reader.Text("growth.existing"), Figures.Share(reader, row.RevenueGrowthFromExisting)),
        ], MeasureQueries.Existing),
        new("nrr", (reader, report) => Figures.LastWhole(report) is not { } row ? [] :
        [
            (reader.Text("input.period"), reader.Formats.Month(row.From)),
            (reader.Text("growth.nrr"), Figures.Share(reader, row.NetRevenueRetention)),
        ], MeasureQueries.Net),
        new("cohorts", (reader, report) => report.Cohorts.Where(cohort => cohort.Size > 0).TakeLast(6)
            .Select(cohort => (reader.Formats.Month(cohort.From), reader.Formats.Integer(cohort.Size))), MeasureQueries.Cohorts),
        new("segments", (reader, report) => report.Segments
            .Select(segment => (reader.Text($"segments.name.{segment.Key}"), reader.Formats.Integer(segment.Customers))), MeasureQueries.Segments),
        new("activity", (reader, report) => report.Activity
            .Select(level => (reader.Text($"activity.name.{level.Level}"), reader.Formats.Integer(level.Customers))), MeasureQueries.Activity),
        new("forecast", Nothing, MeasureQueries.Outlook),
        new("alive", Nothing, MeasureQueries.Outlook),
        new("risk", Nothing, MeasureQueries.Outlook),
        new("loyalty_index", Nothing, MeasureQueries.Outlook),
        new("matrix", Nothing, MeasureQueries.Matrix),
        new("signs", Nothing, MeasureQueries.Signs),
        new("growth_balance", Nothing, MeasureQueries.GrowthBalance),
        new("growth_channels", Nothing, MeasureQueries.GrowthChannels),
        new("journey_moments", Nothing, MeasureQueries.JourneyMoments),
        new("journey_time", Nothing, MeasureQueries.JourneyTime),
        new("journey_drop_off", Nothing, MeasureQueries.JourneyDropOff),
        new("journey_feeling", Nothing, MeasureQueries.JourneyFeeling),
        new("journey_problem", Nothing, MeasureQueries.JourneyProblem),
        new("experiments", Nothing, MeasureQueries.Experiments),
        new("alerts", Nothing, MeasureQueries.Alerts),
        new("recommendations", Nothing, MeasureQueries.Related),
        new("lift", Nothing, MeasureQueries.Companions),
        new("effects", Nothing, MeasureQueries.Effects),
        new("medians", (reader, report) =>
        [
            (reader.Text("input.median.orders"), Figures.Number(reader, report.Medians.Orders, 1)),
            (reader.Text("input.median.value"), Figures.Number(reader, report.Medians.Value, 2)),
            (reader.Text("input.median.yearly"), Figures.Number(reader, report.Medians.OrdersPerYear, 1)),
            (reader.Text("input.median.average"), Figures.Number(reader, report.Medians.AverageOrder, 2)),
        ], MeasureQueries.Medians),
    ];

    /// <summary>What is computed of each customer has its inputs on the customer's page.</summary>
    private static IEnumerable<(string Name, string Value)> Nothing(Reader reader, Report report) => [];

    private static IEnumerable<(string Name, string Value)> GrowthInputs(Reader reader, Report report) => Figures.LastWhole(report) is not { } row ? [] :
    [
        (reader.Text("input.period"), reader.Formats.Month(row.From)),
        (reader.Text("growth.active"), reader.Formats.Integer(row.Active)),
        (reader.Text("ui.growth.stayed"), reader.Formats.Integer(row.Retained)),
        (reader.Text("ui.growth.came_back"), reader.Formats.Integer(row.Returned)),
        (reader.Text("ui.growth.new"), reader.Formats.Integer(row.New)),
        (reader.Text("ui.growth.left"), reader.Formats.Integer(row.Lost)),
    ];

    private static string Amount(Reader reader, long minor) => reader.Formats.Money(new Money(minor, reader.Currency));
}
