using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Contracts;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Gives programs the report that the pages show, or any other.</summary>
internal static class GetReport
{
    private static readonly string[] Dimensions = ["store", "channel", "country", "category"];

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/report", Get).RequireAuthorization(Permission.ReadReports)
            .WithName("GetReport").WithTags("Reports").WithSummary("Gives the measures of the business: retention, growth, cohorts, segments.")
            .Produces<JsonElement>(contentType: "application/json").ProducesProblem(StatusCodes.Status400BadRequest);

    /// <summary>Gives a report. Without a question it is the last one computed for the pages; money has fixed decimals, rates are unrounded.</summary>
    private static IResult Get([AsParameters] ReportQuestion question, ReportService reports)
    {
        var read = Read(question, reports);
        if (read.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        var report = (read.Value == new ReportQuery() ? reports.Last()?.Report : null) ?? reports.Compute(read.Value);
        return TypedResults.Stream(
            async body =>
            {
                await using var json = new Utf8JsonWriter(body);
                ReportJson.Write(json, report);
                await json.FlushAsync();
            },
            "application/json");
    }

    internal static Result<ReportQuery> Read(ReportQuestion question, ReportService reports)
    {
        if (Wrong(question) is { } place)
        {
            return new Refusal("report.question", "Days are written as 2026-03-01, from lies before to, a window has 1 to 3650 days, a unit is month, week, quarter or year.", place);
        }

        var parts = Dimensions.Zip(new[] { question.Store, question.Channel, question.Country, question.Category })
            .Where(part => part.Second is not null).Select(part => new ReportPart(part.First, part.Second!)).ToList();
        if (parts.Count > 1)
        {
            return new Refusal("report.several_parts", "Ask for one store, channel, country or category at a time.", parts[1].Dimension);
        }

        if (parts is [var asked] && !reports.ValuesOf(asked.Dimension).Contains(asked.Code))
        {
            return new Refusal("report.unknown_part", $"No sale names this {asked.Dimension}.", asked.Dimension);
        }

        return new ReportQuery
        {
            AsOf = Day.TryParse(question.AsOf),
            Period = question.From is null ? null : new Period(Day.TryParse(question.From)!.Value, Day.TryParse(question.To)!.Value),
            WindowDays = question.Window,
            Unit = question.Unit is null ? CalendarUnit.Month : Enum.Parse<CalendarUnit>(question.Unit, ignoreCase: true),
            Part = parts.FirstOrDefault(),
        };
    }

    private static string? Wrong(ReportQuestion question) =>
        question.AsOf is not null && Day.TryParse(question.AsOf) is null ? "asOf"
        : question.From is not null && Day.TryParse(question.From) is null ? "from"
        : (question.From is null) != (question.To is null) || (question.To is not null && Day.TryParse(question.To) is null) ? "to"
        : question.From is not null && Day.TryParse(question.From) >= Day.TryParse(question.To) ? "to"
        : question.Window is < 1 or > 3650 ? "window"
        : question.Unit is not null && !Enum.GetNames<CalendarUnit>().Contains(question.Unit, StringComparer.OrdinalIgnoreCase) ? "unit"
        : null;
}

/// <summary>What a report is asked.</summary>
internal sealed record ReportQuestion
{
    /// <summary>Only facts before the start of this day count.</summary>
    public string? AsOf { get; init; }

    /// <summary>The first day of the period of the retention rate.</summary>
    public string? From { get; init; }

    /// <summary>The first day after it.</summary>
    public string? To { get; init; }

    /// <summary>The presence window in days.</summary>
    public int? Window { get; init; }

    /// <summary>month, week, quarter or year.</summary>
    public string? Unit { get; init; }

    /// <summary>Only sales of this store.</summary>
    public string? Store { get; init; }

    /// <summary>Only sales by this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only sales to this country.</summary>
    public string? Country { get; init; }

    /// <summary>Only sales of this category.</summary>
    public string? Category { get; init; }
}
