using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Growth;
using Regulars.Insights.Pages;
using Regulars.Insights.Storage;
using Regulars.Journal.Features;
using Regulars.Journal.Import;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Weighs growth against retention: what each cost and brought, and what five points more retention would bring.</summary>
internal static class WeighGrowth
{
    private const int Months = 12;

    /// <summary>A form of a file is somewhat larger than the file.</summary>
    private const long LargestForm = GrowthCostFile.LargestBytes + (64 << 10);

    /// <summary>The first day for which anything could have been entered.</summary>
    private static readonly Day Beginning = Day.Of(2000, 1, 1);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/growth").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/costs", Save).RequireAuthorization(Permission.ChangeSettings);
        pages.MapPost("/costs/import", Import).RequireAuthorization(Permission.ChangeSettings)
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm)).WithFormOptions(multipartBodyLengthLimit: LargestForm);
        pages.MapGet("/costs.csv", Export);
        endpoints.MapPost("/api/v1/growth/costs", Take).RequireAuthorization(Permission.ReadReports).RequireAuthorization(Permission.ChangeSettings).WithTags("Reports")
            .WithName("EnterGrowthCosts").WithSummary("Enters what acquiring and keeping customers cost, by month and channel: all lines or none.").ProducesProblem(400);
        endpoints.MapGet("/api/v1/growth", Tell).RequireAuthorization(Permission.ReadReports).WithTags("Reports")
            .WithName("GetGrowthBalance").WithSummary("What acquiring and keeping customers cost and brought in the last twelve whole months, and what five points more retention would bring.");
    }

    private static RazorComponentResult Show(string? done, string? channel, ReportService reports, GrowthCosts costs, ModelStore models) =>
        Page(reports, costs, models, channel, done, null, []);

    private static RazorComponentResult Page(
        ReportService reports, GrowthCosts costs, ModelStore models, string? channel, string? done, Refusal? refusal, IReadOnlyList<GrowthCostFault> faults)
    {
        var channels = costs.Channels();
        var chosen = channels.Contains(channel, StringComparer.Ordinal) ? channel! : "";
        return new RazorComponentResult<GrowthPage>(new
        {
            Balance = Weigh(costs, models),
            Channels = channels,
            Channel = chosen,
            Costs = (IReadOnlyDictionary<(Day Month, string Purpose), long>)costs.Load(FirstMonth(reports)).Where(cost => cost.Channel == chosen)
                .ToDictionary(cost => (cost.Month, cost.Purpose), cost => cost.Amount ?? 0),
            Months = MonthsOf(reports),
            Done = done,
            Refusal = refusal,
            Faults = faults,
        });
    }

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
            Amount(balance.KeptValue), balance.ExtraKept, Amount(balance.ExtraValue), Amount(balance.ExtraMargin), Amount(balance.Equity),
            [.. balance.Channels.Select(channel => new GrowthChannelAnswer(
                channel.Code, channel.NewCustomers, Amount(channel.AcquisitionCost), Amount(channel.RetentionCost), Amount(channel.CostPerNew),
                Amount(channel.Value), Amount(channel.ValueLow), Amount(channel.ValueHigh), channel.ValuePerUnit, channel.ValuePerUnitLow, channel.ValuePerUnitHigh))]));
    }

    /// <summary>Keeps what was entered when all of it can be read, else nothing.</summary>
    private static RedirectHttpResult Save([FromForm] IFormCollection fields, ReportService reports, GrowthCosts costs, BusinessStore businesses)
    {
        var currency = businesses.Current.Currency;
        var channel = fields["channel"].ToString();
        var back = channel.Length == 0 ? "/growth?done=" : $"/growth?channel={Uri.EscapeDataString(channel)}&done=";
        if (channel.Length > 0 && !costs.Channels().Contains(channel, StringComparer.Ordinal))
        {
            return TypedResults.LocalRedirect("/growth?done=wrong");
        }

        var entered = new List<GrowthCost>();
        foreach (var month in MonthsOf(reports))
        {
            foreach (var purpose in GrowthCosts.Purposes)
            {
                var typed = fields[$"{purpose}.{month}"].ToString().Trim().Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace(',', '.');
                if (typed.Length == 0)
                {
                    entered.Add(new GrowthCost(month, channel, purpose, null));
                }
                else if (decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < GrowthCostLine.Highest)
                {
                    entered.Add(new GrowthCost(month, channel, purpose, currency.ToMinor(amount)));
                }
                else
                {
                    return TypedResults.LocalRedirect($"{back}wrong");
                }
            }
        }

        costs.Save(entered);
        return TypedResults.LocalRedirect($"{back}kept");
    }

    /// <summary>Takes a file of costs: all of its lines, or none and what is wrong with each.</summary>
    private static async Task<IResult> Import(
        IFormFile? file, HttpContext context, ReportService reports, GrowthCosts costs, ModelStore models, BusinessStore businesses)
    {
        using var content = new MemoryStream();
        if (file is { Length: <= GrowthCostFile.LargestBytes })
        {
            await file.CopyToAsync(content, context.RequestAborted);
        }

        var read = GrowthCostFile.Read(ImportSource.FromBytes("costs", content.ToArray()), costs.Channels(), businesses.Current.Currency);
        if (read.Refusal is null && read.Value.Faults.Count == 0)
        {
            costs.Save(read.Value.Costs);
            return TypedResults.LocalRedirect("/growth?done=kept");
        }

        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page(reports, costs, models, null, null, read.Refusal, read.Refusal is null ? read.Value.Faults : []);
    }

    /// <summary>What was entered, in the form in which it is imported.</summary>
    private static IResult Export(GrowthCosts costs, BusinessStore businesses)
    {
        var currency = businesses.Current.Currency;
        object? Amount(IEnumerable<GrowthCost> line, string purpose) =>
            line.FirstOrDefault(cost => cost.Purpose == purpose).Amount is { } minor ? currency.ToDecimal(minor) : null;
        return Csv.File("growth-costs.csv", ["month", "channel", "acquisition", "retention"], costs.Load(Beginning).GroupBy(cost => (cost.Month, cost.Channel)).Select(IReadOnlyList<object?> (line) =>
            [line.Key.Month.ToString()[..7], line.Key.Channel, Amount(line, GrowthCosts.Acquisition), Amount(line, GrowthCosts.Retention)]));
    }

    private static Results<Ok<GrowthCostsKept>, ProblemHttpResult> Take(GrowthCostsBody body, GrowthCosts costs, BusinessStore businesses)
    {
        if (body.Items is not { Count: > 0 and <= GrowthCostFile.MostLines } items)
        {
            return Problems.Of(new Refusal("growth.costs.many", $"Give from 1 to {GrowthCostFile.MostLines} items at once.", "items"));
        }

        var (entered, faults) = GrowthCostLine.Check(
            items.Select((item, index) => new GrowthCostLine(index, item.Month ?? "", item.Channel ?? "", item.Acquisition, item.Retention)), costs.Channels(), businesses.Current.Currency);
        if (faults is [var fault, ..])
        {
            return Problems.Of(new Refusal($"growth.costs.{fault.Kind}", Cure(fault.Kind), $"items[{fault.Line}]"));
        }

        costs.Save(entered);
        return TypedResults.Ok(new GrowthCostsKept(items.Count));
    }

    private static string Cure(string kind) => kind switch
    {
        "month" => "Give the month as 2026-03, from 2000 to 2100.",
        "channel" => "Give the code of a channel by which orders came, or none for all channels together.",
        "nothing" => "Give acquisition, retention or both.",
        "twice" => "Give each month and channel once.",
        _ => "Give amounts from 0 to less than a million millions.",
    };

    private static GrowthBalance? Weigh(GrowthCosts costs, ModelStore models) => models.Balance is { } balance ? balance.With(costs.Load(balance.Year.From)) : null;

    private static Day FirstMonth(ReportService reports) => reports.DefaultAsOf().StartOfMonth.PlusMonths(-Months);

    private static IReadOnlyList<Day> MonthsOf(ReportService reports) => [.. Enumerable.Range(0, Months).Select(month => FirstMonth(reports).PlusMonths(month))];
}

/// <summary>Growth against retention; what is not known is null. Amounts are of revenue, unless margin is said.</summary>
internal sealed record GrowthAnswer(
    string From, string To, string Currency, int NewCustomers, decimal? AcquisitionCost, decimal? CostPerNew,
    decimal? NewValueIn36Months, decimal? NewValueLow, decimal? NewValueHigh, double? MarginShare, double? ReturnOnAcquisition,
    int PresentAtStart, int Kept, double? RetentionRate, double? RetentionLow, double? RetentionHigh, decimal? RetentionCost, decimal? CostPerPresent,
    decimal? KeptValueInYear, double? ExtraKept, decimal? ExtraValue, decimal? ExtraMargin, decimal? EquityIn36Months, IReadOnlyList<GrowthChannelAnswer> Channels);

/// <summary>What winning customers by one channel cost and is expected to bring; an empty channel is of customers of whose first order none was told.</summary>
internal sealed record GrowthChannelAnswer(
    string Channel, int NewCustomers, decimal? AcquisitionCost, decimal? RetentionCost, decimal? CostPerNew,
    decimal? NewValueIn36Months, decimal? NewValueLow, decimal? NewValueHigh, double? ValuePerUnit, double? ValuePerUnitLow, double? ValuePerUnitHigh);

/// <summary>Costs to be entered.</summary>
/// <param name="Items">A line for each month and channel.</param>
internal sealed record GrowthCostsBody(IReadOnlyList<GrowthCostItem>? Items);

/// <summary>What one month and channel cost.</summary>
/// <param name="Month">The month, such as 2026-03.</param>
/// <param name="Channel">The code of a channel; null or empty for all channels together.</param>
/// <param name="Acquisition">What acquiring cost; null leaves what is known.</param>
/// <param name="Retention">What keeping cost; null leaves what is known.</param>
internal sealed record GrowthCostItem(string? Month, string? Channel, decimal? Acquisition, decimal? Retention);

/// <summary>How many lines were kept.</summary>
internal sealed record GrowthCostsKept(int Kept);
