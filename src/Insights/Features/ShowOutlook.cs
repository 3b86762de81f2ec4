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
using Regulars.Ui;

namespace Regulars.Insights.Features;

/// <summary>Shows what customers are expected to be worth, how sure that is, and one customer's outlook; on pages and for programs.</summary>
internal static class ShowOutlook
{
    private const int RowsPerPage = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/outlook").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/customers", ShowCustomers).RequireAuthorization(Permission.ReadCustomers);
        var api = endpoints.MapGroup("/api/v1").RequireAuthorization(Permission.ReadReports).WithTags("Outlook");
        api.MapGet("/outlook", Tell).WithName("GetOutlook").WithSummary("What all customers together are expected to be worth, and how the models fared on the shop's own past.");
        api.MapGet("/customers/{id:guid}/outlook", TellCustomer).RequireAuthorization(Permission.ReadCustomers)
            .WithName("GetCustomerOutlook").WithSummary("One customer's expected purchases and value, risk of leaving with its reasons, loyalty index and signs.");
    }

    private static RazorComponentResult Show(ModelStore models) =>
        new RazorComponentResult<OutlookPage>(new { models.Summary, models.Forecast, models.Churn });

    private static RazorComponentResult ShowCustomers(string? field, string? after, OutlookStore outlooks)
    {
        var asked = field is not null && OutlookSummary.Fields.Contains(field) ? field : null;
        var cursor = OutlookCursor.TryParse(after);
        var rows = asked is null ? outlooks.MostValuable(cursor, RowsPerPage + 1) : outlooks.InQuadrant(asked, cursor, RowsPerPage + 1);
        var last = rows.Count > RowsPerPage ? rows[RowsPerPage - 1] : null;
        return new RazorComponentResult<OutlookCustomersPage>(new
        {
            Field = asked,
            Rows = (IReadOnlyList<OutlookRow>)[.. rows.Take(RowsPerPage)],
            After = cursor is null ? null : after,
            Next = last is null ? null : new OutlookCursor(asked is null ? last.ValueYear ?? 0 : last.YearValue, last.Id).ToString(),
        });
    }

    private static Ok<OutlookAnswer> Tell(ModelStore models, BusinessStore businesses)
    {
        var currency = businesses.Current.Currency;
        decimal? Amount(long? minor) => minor is { } value ? currency.ToDecimal(value) : null;
        var summary = models.Summary;
        return TypedResults.Ok(new OutlookAnswer(
            summary?.AsOf.ToString(), currency.Code, summary?.Customers ?? 0, summary?.Present ?? 0, summary?.Alive, summary?.Purchases,
            Amount(summary?.ValueYear), Amount(summary?.ValueThreeYears), models.Forecast?.Model is { Length: > 0 } model ? model : null,
            models.Forecast?.Unavailable, ForecastTold.Of(models.Forecast?.Quality), RiskTold.Of(models.Churn)));
    }

    private static Results<Ok<CustomerOutlookAnswer>, ProblemHttpResult> TellCustomer(
        Guid id, OutlookReader outlooks, BusinessStore businesses, [FromServices] Reader reader)
    {
        if (outlooks.Read(new CustomerId(id)) is not { } told)
        {
            return Problems.Of(
                new Refusal("outlook.none", "There is no such customer, or nothing has been computed of them yet: they have bought nothing, or the facts are new.", "id"),
                StatusCodes.Status404NotFound);
        }

        var currency = businesses.Current.Currency;
        decimal? Amount(double? minor) => minor is { } value ? currency.ToDecimal((long)Math.Round(value)) : null;
        return TypedResults.Ok(new CustomerOutlookAnswer(
            id,
            told.AsOf.ToString(),
            told.Model,
            told.Row.Alive,
            told.Row.Purchases,
            currency.Code,
            Amount(told.Margin),
            Amount(told.Row.ValueYear),
            Amount(told.Year?.Outcome.Low),
            Amount(told.Year?.Outcome.High),
            Amount(told.Row.ValueThreeYears),
            Amount(told.ThreeYears?.Outcome.Low),
            Amount(told.ThreeYears?.Outcome.High),
            told.NextFrom?.ToString(),
            told.NextTo?.ToString(),
            told.Row.Risk,
            told.HorizonDays,
            [.. told.Reasons.Select(reason => OutlookWords.Reason(reader, reason, told.AsOf))],
            told.Row.LoyaltyIndex,
            told.Row.Coverage,
            told.Row.Quadrant,
            [.. told.Signs.Where(sign => sign.ClearedDay is null).Select(sign => new CustomerSignItem(
                sign.Kind, sign.Severity, new Day(sign.SinceDay).ToString(), OutlookWords.Evidence(reader, sign.Kind, sign.Numbers, told.AsOf)))]));
    }
}

/// <summary>What all customers together are expected to be worth.</summary>
internal sealed record OutlookAnswer(
    string? AsOf, string Currency, int Customers, int Present, double? ExpectedAlive, double? PurchasesIn12Months, decimal? ValueIn12Months,
    decimal? ValueIn36Months, string? Model, string? Unavailable, ForecastTold? Forecast, RiskTold? Risk);

/// <summary>How the forecast of purchases fared, made at a day in the past, beside two guesses that need no model.</summary>
internal sealed record ForecastTold(
    string Day, int HorizonDays, int Customers, double Foreseen, double Came, double MeanAbsoluteError, double RepeatForeseen, double RepeatError,
    double RecencyForeseen, double RecencyError, IReadOnlyList<CalibrationTenth> Tenths, IReadOnlyList<CalibrationTenth> Buying)
{
    public static ForecastTold? Of(ForecastQuality? quality) => quality is null ? null : new ForecastTold(
        quality.Day.ToString(), quality.HorizonDays, quality.Customers, quality.Foreseen, quality.Came, quality.MeanAbsoluteError, quality.RepeatForeseen,
        quality.RepeatError, quality.RecencyForeseen, quality.RecencyError, quality.Tenths, quality.Buying);
}

/// <summary>How good the risk of leaving is, judged on customers whose later life the model had not seen.</summary>
internal sealed record RiskTold(
    int HorizonDays, string? Unavailable, string? Model, string? TrialDay, int Customers, double BaseRate, double Auc, double LogLoss, double Brier, double TopDecileLift,
    double CalibrationError, double? RecencyAuc, double? RecencyLogLoss, IReadOnlyList<CalibrationTenth> Tenths)
{
    public static RiskTold? Of(ChurnQuality? quality) => quality is null ? null : new RiskTold(
        quality.HorizonDays, quality.Unavailable, quality.Model, quality.TrialDay?.ToString(), quality.Customers, quality.BaseRate, quality.Auc, quality.LogLoss,
        quality.Brier, quality.TopDecileLift, quality.CalibrationError, quality.BaselineAuc, quality.BaselineLogLoss, quality.Calibration);
}

/// <summary>One customer's outlook; intervals are of 95 % and hold the customer's own outcome.</summary>
internal sealed record CustomerOutlookAnswer(
    Guid Customer, string AsOf, string? Model, double? ProbabilityAlive, double? PurchasesIn12Months, string Currency, decimal? Margin,
    decimal? ValueIn12Months, decimal? ValueIn12MonthsLow, decimal? ValueIn12MonthsHigh,
    decimal? ValueIn36Months, decimal? ValueIn36MonthsLow, decimal? ValueIn36MonthsHigh,
    string? NextPurchaseFrom, string? NextPurchaseTo, double? Risk, int? RiskHorizonDays, IReadOnlyList<string> Reasons,
    double LoyaltyIndex, double Coverage, string? Quadrant, IReadOnlyList<CustomerSignItem> Signs);

/// <summary>A sign of fading loyalty that the customer shows.</summary>
internal sealed record CustomerSignItem(string Sign, int Severity, string Since, string Evidence);
