using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Growth;
using Regulars.Insights.Pages;
using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Weighs growth against retention: what each cost and brought, and what five points more retention would bring.</summary>
internal static class WeighGrowth
{
    private const int Months = 12;

    private const decimal Highest = 1_000_000_000_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/growth").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/costs", Save).RequireAuthorization(Permission.ChangeSettings);
        endpoints.MapGet("/api/v1/growth", Tell).RequireAuthorization(Permission.ReadReports).WithTags("Reports")
            .WithName("GetGrowthBalance").WithSummary("What acquiring and keeping customers cost and brought in the last twelve whole months, and what five points more retention would bring.");
    }

    private static RazorComponentResult<GrowthPage> Show(string? done, ReportService reports, GrowthCosts costs, ModelStore models) =>
        new(new
        {
            Balance = Weigh(costs, models),
            Costs = costs.Load(FirstMonth(reports)),
            Months = MonthsOf(reports),
            IsKept = done is "kept",
            IsWrong = done is "wrong",
        });

    private static Results<Ok<GrowthAnswer>, NoContent> Tell(GrowthCosts costs, ModelStore models, BusinessStore businesses)
    {
        if (Weigh(costs, models) is not { } balance)
        {
            return TypedResults.NoContent();
        }

        var currency = businesses.Current.Currency;
        decimal? Amount(double? minor) => minor is { } value ? currency.ToDecimal((long)Math.Round(value)) : null;
        return TypedResults.Ok(new GrowthAnswer(
            balance.Year.From.ToString(), balance.Year.To.ToString(), currency.Code, balance.NewCustomers, Amount(balance.AcquisitionCost), Amount(balance.CostPerNew),
            Amount(balance.NewValue), Amount(balance.NewValueLow), Amount(balance.NewValueHigh), balance.MarginShare, balance.ReturnOnAcquisition,
            balance.AtStart, balance.Kept, balance.Rate, balance.RateLow, balance.RateHigh, Amount(balance.RetentionCost), Amount(balance.CostPerKept),
            Amount(balance.KeptValue), balance.ExtraKept, Amount(balance.ExtraValue), Amount(balance.ExtraMargin), Amount(balance.Equity)));
    }

    /// <summary>Keeps what was entered when all of it can be read, else nothing.</summary>
    private static RedirectHttpResult Save([FromForm] IFormCollection fields, ReportService reports, GrowthCosts costs, BusinessStore businesses)
    {
        var currency = businesses.Current.Currency;
        var entered = new List<(Day Month, string Purpose, long? Amount)>();
        foreach (var month in MonthsOf(reports))
        {
            foreach (var purpose in GrowthCosts.Purposes)
            {
                var typed = fields[$"{purpose}.{month}"].ToString().Trim().Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace(',', '.');
                if (typed.Length == 0)
                {
                    entered.Add((month, purpose, null));
                }
                else if (decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < Highest)
                {
                    entered.Add((month, purpose, currency.ToMinor(amount)));
                }
                else
                {
                    return TypedResults.LocalRedirect("/growth?done=wrong");
                }
            }
        }

        costs.Save(entered);
        return TypedResults.LocalRedirect("/growth?done=kept");
    }

    private static GrowthBalance? Weigh(GrowthCosts costs, ModelStore models)
    {
        if (models.Balance is not { } balance)
        {
            return null;
        }

        var entered = costs.Load(balance.Year.From).Where(cost => balance.Year.Contains(cost.Key.Month)).ToLookup(cost => cost.Key.Purpose, cost => cost.Value, StringComparer.Ordinal);
        long? Sum(string purpose) => entered[purpose].Any() ? entered[purpose].Sum() : null;
        return balance with { AcquisitionCost = Sum("acquisition"), RetentionCost = Sum("retention") };
    }

    private static Day FirstMonth(ReportService reports) => reports.DefaultAsOf().StartOfMonth.PlusMonths(-Months);

    private static IReadOnlyList<Day> MonthsOf(ReportService reports) => [.. Enumerable.Range(0, Months).Select(month => FirstMonth(reports).PlusMonths(month))];
}

/// <summary>Growth against retention; what is not known is null. Amounts are of revenue, unless margin is said.</summary>
internal sealed record GrowthAnswer(
    string From, string To, string Currency, int NewCustomers, decimal? AcquisitionCost, decimal? CostPerNew,
    decimal? NewValueIn36Months, decimal? NewValueLow, decimal? NewValueHigh, double? MarginShare, double? ReturnOnAcquisition,
    int PresentAtStart, int Kept, double? RetentionRate, double? RetentionLow, double? RetentionHigh, decimal? RetentionCost, decimal? CostPerPresent,
    decimal? KeptValueInYear, double? ExtraKept, decimal? ExtraValue, decimal? ExtraMargin, decimal? EquityIn36Months);
