using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Outlook;
using Regulars.Insights.Pages;
using Regulars.Insights.Signs;
using Regulars.Insights.Storage;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Insights.Features;

/// <summary>Shows who is slipping away and how it is seen, on pages, as a file and for programs; lets the thresholds be tried and kept.</summary>
internal static class ShowSigns
{
    private const int RowsPerPage = 50;

    private const int MostRows = 200;

    private const int RowsAtOnce = 1_000;

    /// <summary>A sign is new for so many days.</summary>
    private const int NewDays = 7;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/signs").RequireAuthorization(Permission.ReadReports).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/thresholds", ShowThresholds);
        pages.MapGet("/thresholds/tried", TryThresholds);
        pages.MapPost("/thresholds", KeepThresholds).RequireAuthorization(Permission.ChangeSettings);
        pages.MapGet("/export.csv", Export);
        endpoints.MapGet("/api/v1/signs", List).RequireAuthorization(Permission.ReadReports).RequireAuthorization(Permission.ReadCustomers).WithTags("Signs")
            .WithName("ListSigns").WithSummary("Lists the open signs of fading loyalty with their evidence, the most urgent and dearest first.");
    }

    private static RazorComponentResult Show(string? kind, string? after, SignStore signs, ModelStore models, ReportService reports)
    {
        var asked = kind is not null && SignKinds.All.Contains(kind) ? kind : null;
        var rows = signs.Load(asked, SignCursor.TryParse(after), RowsPerPage + 1);
        var asOf = reports.Last()?.Report.AsOf;
        var (customers, atStake) = signs.CountCustomers();
        return new RazorComponentResult<SignsPage>(new
        {
            Kind = asked,
            Rows = (IReadOnlyList<SignRow>)[.. rows.Take(RowsPerPage)],
            Counts = asOf is { } day ? signs.Count(day.Plus(-NewDays)) : [],
            Customers = customers,
            AtStake = atStake,
            After = SignCursor.TryParse(after) is null ? null : after,
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Cursor.ToString() : null,
            models.Replay,
            AsOf = asOf,
        });
    }

    private static RazorComponentResult ShowThresholds(string? done, ModelStore models) =>
        new RazorComponentResult<ThresholdsPage>(new { Thresholds = models.Thresholds, models.Replay, IsKept = done is "kept" });

    /// <summary>What other thresholds would have caught, computed on the whole history.</summary>
    private static RazorComponentResult TryThresholds([AsParameters] ThresholdAnswers answers, OutlookTrial trial)
    {
        var thresholds = answers.Read();
        return new RazorComponentResult<ThresholdsPage>(
            new { Thresholds = thresholds, Replay = thresholds.Check() is null ? trial.Replay(thresholds) : null, Wrong = thresholds.Check() });
    }

    private static IResult KeepThresholds([FromForm] IFormCollection form, ModelStore models, Database database, TimeProvider clock)
    {
        var thresholds = ThresholdAnswers.Of(form).Read();
        if (thresholds.Check() is { } wrong)
        {
            return new RazorComponentResult<ThresholdsPage>(new { Thresholds = thresholds, models.Replay, Wrong = wrong }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }

        database.Write(transaction =>
        {
            models.Keep(transaction, thresholds);
            RefreshMark.Set(transaction, Instant.Now(clock));
        });
        return TypedResults.LocalRedirect("/signs/thresholds?done=kept");
    }

    private static IResult Export(string? kind, SignStore signs, ModelStore models, BusinessStore businesses, [FromServices] Reader reader)
    {
        var (currency, asOf) = (businesses.Current.Currency, models.AsOf);
        return Csv.File(
            "signs.csv",
            ["customer_id", "name", "sign", "severity", "since", "evidence", "spent_last_year", "currency", "last_purchase"],
            signs.All(kind is not null && SignKinds.All.Contains(kind) ? kind : null, RowsAtOnce).Select(IReadOnlyList<object?> (row) =>
            [
                row.Id.ToString(), row.Name, row.Kind, row.Severity, new Day(row.SinceDay).ToString(), OutlookWords.Evidence(reader, row.Kind, row.Numbers, asOf),
                currency.ToDecimal(row.AtStake), currency.Code, new Day(row.LastDay).ToString(),
            ]));
    }

    private static Results<Ok<SignItems>, ProblemHttpResult> List(
        string? kind, string? after, int? limit, SignStore signs, ModelStore models, BusinessStore businesses, [FromServices] Reader reader)
    {
        if (kind is not null && !SignKinds.All.Contains(kind))
        {
            return Problems.Of(new Refusal("sign.unknown", $"There is no such sign; there are {string.Join(", ", SignKinds.All)}.", "kind"));
        }

        if (Problems.CheckLimit(limit, MostRows) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        if (after is { Length: > 0 } && SignCursor.TryParse(after) is null)
        {
            return Problems.InvalidCursor();
        }

        var most = limit ?? RowsPerPage;
        var rows = signs.Load(kind, SignCursor.TryParse(after), most + 1);
        var (currency, asOf) = (businesses.Current.Currency, models.AsOf);
        return TypedResults.Ok(new SignItems(
            [.. rows.Take(most).Select(row => new SignItem(
                row.Id, row.Name, row.Kind, row.Severity, new Day(row.SinceDay).ToString(), OutlookWords.Evidence(reader, row.Kind, row.Numbers, asOf),
                currency.ToDecimal(row.AtStake), currency.Code))],
            rows.Count > most ? rows[most - 1].Cursor.ToString() : null));
    }
}

/// <summary>The answers of the form of thresholds, as they were typed.</summary>
internal sealed class ThresholdAnswers
{
    public string? Silence { get; init; }

    public string? Slowing { get; init; }

    public string? Smaller { get; init; }

    public string? Troubles { get; init; }

    public string? Visits { get; init; }

    public string? Unhappy { get; init; }

    public string? Late { get; init; }

    public static ThresholdAnswers Of(IFormCollection form) => new()
    {
        Silence = form["silence"],
        Slowing = form["slowing"],
        Smaller = form["smaller"],
        Troubles = form["troubles"],
        Visits = form["visits"],
        Unhappy = form["unhappy"],
        Late = form["late"],
    };

    /// <summary>The thresholds; what cannot be read is out of its range, and so named by the check.</summary>
    public SignThresholds Read() => new()
    {
        SilenceTimes = Number(Silence),
        SlowingTimes = Number(Slowing),
        SmallerShare = Number(Smaller) / 100,
        Troubles = (int)Math.Clamp(Number(Troubles), -1, 1_000_000),
        VisitsBefore = (int)Math.Clamp(Number(Visits), -1, 1_000_000),
        UnhappyAtMost = Number(Unhappy) / 10,
        LateDays = (int)Math.Clamp(Number(Late), -1, 1_000_000),
    };

    private static double Number(string? typed) =>
        double.TryParse(typed?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <summary>A part of the open signs, with the cursor for <c>after</c>.</summary>
internal sealed record SignItems(IReadOnlyList<SignItem> Items, string? Next);

/// <summary>A sign of fading loyalty in one customer.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Name">The name in lists; null when there is none.</param>
/// <param name="Sign">Which sign.</param>
/// <param name="Severity">3 to act on now, 2 serious, 1 to be watched, 0 probably lost.</param>
/// <param name="Since">The first day on which it showed.</param>
/// <param name="Evidence">The evidence as a sentence in the caller's language.</param>
/// <param name="SpentLastYear">What the customer spent in the last 365 days.</param>
/// <param name="Currency">In which currency.</param>
internal sealed record SignItem(
    Guid Customer, string? Name, string Sign, int Severity, string Since, string Evidence, decimal SpentLastYear, string Currency);
