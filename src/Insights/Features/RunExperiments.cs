using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Experiments;
using Regulars.Insights.Pages;
using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Starts experiments, hands out who is to be treated, and shows what each has brought.</summary>
internal static class RunExperiments
{
    private const int RowsAtOnce = 1_000;

    private const decimal Highest = 1_000_000_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/experiments").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("", Start).RequireAuthorization(Permission.WriteCustomers);
        pages.MapGet("/{id:guid}", ShowOne);
        pages.MapGet("/{id:guid}/treated.csv", Export).RequireAuthorization(Permission.ReadCustomers);
        var api = endpoints.MapGroup("/api/v1/experiments").RequireAuthorization(Permission.ReadReports).WithTags("Experiments");
        api.MapGet("", List).WithName("ListExperiments").WithSummary("Lists the experiments with what each has shown so far.");
        api.MapPost("", Create).RequireAuthorization(Permission.WriteCustomers).WithName("StartExperiment").WithSummary("Starts an experiment on a segment: draws who is held out, for good.");
    }

    private static RazorComponentResult Show(ExperimentBook book, SegmentBook segments) => Page(book, segments, null, null);

    private static IResult Start([AsParameters] ExperimentAnswers answers, HttpContext context, ExperimentBook book, SegmentBook segments, BusinessStore businesses)
    {
        var started = book.Start(
            answers.Name ?? "", answers.About ?? "", Guid.TryParse(answers.Segment, out var segment) ? segment : null, Number(answers.HeldOut) / 100,
            (int)Math.Clamp(Number(answers.Days), -1, 1_000_000), Cost(answers.Cost, businesses), context.User.Identity?.Name ?? "");
        if (started.Refusal is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page(book, segments, answers, refusal.Code);
        }

        return TypedResults.LocalRedirect($"/experiments/{started.Value}");
    }

    private static IResult ShowOne(Guid id, ExperimentBook book, ModelStore models) => book.Find(id) is { } experiment
        ? new RazorComponentResult<ExperimentPage>(new { Experiment = experiment, Result = book.Measure(experiment), models.Balance?.MarginShare })
        : TypedResults.LocalRedirect("/experiments");

    private static IResult Export(Guid id, ExperimentBook book) => book.Find(id) is null ? TypedResults.NotFound() : Csv.File(
        $"experiment-{id:N}.csv", ["customer_id", "name", "orders"], book.Treated(id, RowsAtOnce).Select(IReadOnlyList<object?> (row) => [row.Id.ToString(), row.Name, row.Orders]));

    private static Ok<ExperimentItems> List(ExperimentBook book, BusinessStore businesses) =>
        TypedResults.Ok(new ExperimentItems([.. book.All().Select(experiment => Item(experiment, book.Measure(experiment), businesses.Current.Currency))]));

    private static Results<Ok<ExperimentItem>, ProblemHttpResult> Create(ExperimentBody body, ClaimsPrincipal user, ExperimentBook book, BusinessStore businesses)
    {
        var currency = businesses.Current.Currency;
        var started = book.Start(
            body.Name ?? "", body.About ?? "", body.Segment, body.HeldOut ?? 0.1, body.Days ?? 60,
            body.CostEach is >= 0 and < Highest and var cost ? currency.ToMinor(cost) : body.CostEach is null ? 0 : -1, user.Identity?.Name ?? "");
        return started.Refusal is { } refusal
            ? Problems.Of(refusal)
            : TypedResults.Ok(Item(book.Find(started.Value)!, book.Measure(book.Find(started.Value)!), currency));
    }

    private static ExperimentItem Item(Experiment experiment, ExperimentResult result, Currency currency)
    {
        decimal? Amount(double? minor) => minor is { } value ? currency.ToDecimal((long)Math.Round(value)) : null;
        return new ExperimentItem(
            experiment.Id, experiment.Name, experiment.About, new Day(experiment.StartedDay).ToString(), experiment.Days, experiment.HeldOutShare,
            result.Treated, result.HeldOut, currency.Code, Amount(result.Difference), Amount(result.Low), Amount(result.High), result.IsOver, result.Unavailable, experiment.Recording ?? experiment.Members);
    }

    private static RazorComponentResult Page(ExperimentBook book, SegmentBook segments, ExperimentAnswers? answers, string? problem) =>
        new RazorComponentResult<ExperimentsPage>(new { Experiments = book.All(), Segments = segments.All(), Answers = answers ?? new ExperimentAnswers(), Problem = problem });

    private static double Number(string? typed) =>
        double.TryParse(typed?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static long Cost(string? typed, BusinessStore businesses) =>
        string.IsNullOrWhiteSpace(typed) ? 0
        : decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cost) && cost < Highest ? businesses.Current.Currency.ToMinor(cost)
        : -1;
}

/// <summary>The answers of the form of an experiment, as they were typed.</summary>
public sealed class ExperimentAnswers
{
    /// <summary>What people call it.</summary>
    [FromForm]
    public string? Name { get; init; }

    /// <summary>What is done for the treated.</summary>
    [FromForm]
    public string? About { get; init; }

    /// <summary>On whom; empty for every customer.</summary>
    [FromForm]
    public string? Segment { get; init; }

    /// <summary>Per cent held out.</summary>
    [FromForm]
    public string? HeldOut { get; init; } = "20";

    /// <summary>For how many days spend is counted.</summary>
    [FromForm]
    public string? Days { get; init; } = "60";

    /// <summary>What it costs for each treated customer.</summary>
    [FromForm]
    public string? Cost { get; init; }
}

/// <summary>An experiment to be started.</summary>
/// <param name="Name">What people call it, 1 to 80 characters.</param>
/// <param name="About">What is done for the treated.</param>
/// <param name="Segment">The id of a saved segment; null for every customer with an order.</param>
/// <param name="HeldOut">The share held out, 0.01 to 0.9; 0.1 when it is not given.</param>
/// <param name="Days">For how many days spend is counted, 1 to 365; 60 when it is not given.</param>
/// <param name="CostEach">What it costs for each treated customer.</param>
internal sealed record ExperimentBody(string? Name, string? About, Guid? Segment, double? HeldOut, int? Days, decimal? CostEach);

/// <summary>The experiments.</summary>
internal sealed record ExperimentItems(IReadOnlyList<ExperimentItem> Items);

/// <summary>An experiment and what it has shown; the interval is of 95 % and holds however often it is looked at.
/// Recorded is into how many customers' stories the assignment is written; that is done in the background.</summary>
internal sealed record ExperimentItem(
    Guid Id, string Name, string About, string Started, int Days, double HeldOutShare, int Treated, int HeldOut, string Currency,
    decimal? Effect, decimal? Low, decimal? High, bool IsOver, string? Unavailable, long Recorded);
