using Microsoft.Extensions.DependencyInjection;
using Regulars.Insights.Actions;
using Regulars.Insights.Alerts;
using Regulars.Insights.Pages;
using Regulars.Insights.Recommendations;
using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Features;

/// <summary>What an assistant may ask about the shop and its customers, and how it may work on the list of things to do.</summary>
internal static class AssistantTools
{
    private const int MostActions = 50;

    private const int MostProducts = 20;

    public static IReadOnlyList<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "measures",
            Description = "The shop's measures as last computed: customers, revenue, retention rate with its interval, churn, time between purchases, growth of the last whole month, expected value, and what left its band lately.",
            Permissions = [Permission.ReadReports],
            Run = call => AssistantAnswer.Now(MeasuresOf(call)),
        },
        new()
        {
            Name = "segment_counts",
            Description = "How many customers are in each named segment (by recency, frequency and value) and in each segment that people built, with the latter's conditions in words.",
            Permissions = [Permission.ReadReports, Permission.ReadCustomers],
            Run = call => AssistantAnswer.Now(SegmentsOf(call)),
        },
        new()
        {
            Name = "why_at_risk",
            Description = "Why one customer may be leaving: the probability with its reasons, the signs of fading loyalty with their evidence, what they are expected to be worth with its interval, and when they should buy next.",
            Permissions = [Permission.ReadReports, Permission.ReadCustomers],
            Inputs = [new("customer", "string", "The customer's id from find_customer.")],
            Run = WhyAsync,
        },
        new()
        {
            Name = "recommendations",
            Description = "Products that suit one customer by what they bought and what they looked at lately, with what speaks for each, and what is time for them to buy again. What is known to be sold out is left out.",
            Permissions = [Permission.ReadCustomers],
            Inputs = [new("customer", "string", "The customer's id from find_customer."), new("limit", "integer", "How many at most, 1 to 20; 5 when it is not given.", IsRequired: false)],
            Run = RecommendAsync,
        },
        new()
        {
            Name = "things_to_do",
            Description = "The work list: what to do for which customer and why, the most urgent and dearest first.",
            Permissions = [Permission.ReadCustomers],
            Inputs = [new("limit", "integer", "How many at most, 1 to 50; 10 when it is not given.", IsRequired: false)],
            Run = call => AssistantAnswer.Now(ToDo(call)),
        },
        new()
        {
            Name = "decide_thing_to_do",
            Description = "Says of an entry of the work list that it was done, is dismissed, or comes later. What was done becomes part of the customer's story. Only when the person has asked for it.",
            Permissions = [Permission.WriteCustomers],
            Writes = true,
            Inputs =
            [
                new("customer", "string", "The customer's id."), new("action", "string", "The action, as things_to_do answers it, such as call."),
                new("decision", "string", "done, dismissed or later."), new("note", "string", "What came of it, at most 500 characters.", IsRequired: false),
            ],
            Run = DecideAsync,
        },
    ];

    private static object MeasuresOf(AssistantCall call)
    {
        var reader = call.Services.GetRequiredService<Reader>();
        var currency = call.Services.GetRequiredService<BusinessStore>().Current.Currency;
        var report = call.Services.GetRequiredService<ReportService>().Last()?.Report;
        var models = call.Services.GetRequiredService<ModelStore>();
        var month = report is null ? null : Figures.LastWhole(report);
        return new
        {
            AsOf = report?.AsOf.ToString(),
            Currency = currency.Code,
            Customers = report?.Customers,
            NetRevenue = report is null ? (decimal?)null : currency.ToDecimal(report.NetRevenue),
            AverageOrder = report?.AverageOrderValue,
            report?.RepeatRate,
            Retention = report is null ? null : new
            {
                From = report.Retention.From.ToString(), To = report.Retention.To.ToString(), report.Retention.AtStart, report.Retention.Retained, report.Retention.Rate,
                Low = report.Retention.RateLow, High = report.Retention.RateHigh, report.Retention.ChurnPer30Days, report.Retention.Level, report.Retention.Unavailable,
            },
            MedianDaysBetweenPurchases = report?.TimeBetweenPurchases.MedianDays,
            LastWholeMonth = month is null ? null : new { Month = month.From.ToString(), month.Active, month.New, Stayed = month.Retained, month.Returned, month.Lost, month.QuickRatio },
            ExpectedValueIn12Months = models.Summary?.ValueYear is { } value ? currency.ToDecimal(value) : (decimal?)null,
            Alerts = call.Services.GetRequiredService<AlertStore>().All().Take(10).Select(row => AlertWords.Sentence(reader, row)),
        };
    }

    private static object SegmentsOf(AssistantCall call)
    {
        var reader = call.Services.GetRequiredService<Reader>();
        var book = call.Services.GetRequiredService<SegmentBook>();
        var report = call.Services.GetRequiredService<ReportService>().Last()?.Report;
        return new
        {
            AsOf = report?.AsOf.ToString(),
            Named = report?.Segments.Select(segment => new { segment.Key, Name = reader.Text($"segments.name.{segment.Key}"), segment.Customers }),
            Built = book.All().Select(segment => new { segment.Id, segment.Name, Who = book.Bind(segment.Criteria).IsAccepted ? book.Say(segment.Criteria, reader) : null, Customers = segment.Members }),
        };
    }

    private static Task<AssistantAnswer> WhyAsync(AssistantCall call)
    {
        var customer = call.Customer("customer");
        if (customer.Refusal is { } refusal)
        {
            return AssistantAnswer.Not(refusal);
        }

        if (call.Services.GetRequiredService<OutlookReader>().Read(customer.Value) is not { } told)
        {
            return AssistantAnswer.Not(new Refusal("outlook.none", "There is no such customer, or nothing has been computed of them yet.", "customer"));
        }

        var reader = call.Services.GetRequiredService<Reader>();
        var currency = call.Services.GetRequiredService<BusinessStore>().Current.Currency;
        return AssistantAnswer.Now(new
        {
            Customer = customer.Value.Value,
            AsOf = told.AsOf.ToString(),
            told.Row.Risk,
            WithinDays = told.HorizonDays,
            UsualRisk = told.BaseRate,
            Reasons = told.Reasons.Select(reason => OutlookWords.Reason(reader, reason, told.AsOf)),
            Signs = told.Signs.Where(sign => sign.ClearedDay is null).Select(sign => new
            {
                Sign = reader.Text($"sign.name.{sign.Kind}"), sign.Severity, Since = new Day(sign.SinceDay).ToString(), Evidence = OutlookWords.Evidence(reader, sign.Kind, sign.Numbers, told.AsOf),
            }),
            ProbabilityStillCustomer = told.Row.Alive,
            ValueIn12Months = told.Row.ValueYear is { } value ? currency.ToDecimal(value) : (decimal?)null,
            ValueLow = told.Year is { } year ? currency.ToDecimal((long)year.Outcome.Low) : (decimal?)null,
            ValueHigh = told.Year is { } upper ? currency.ToDecimal((long)upper.Outcome.High) : (decimal?)null,
            Currency = currency.Code,
            NextPurchaseFrom = told.NextFrom?.ToString(),
            NextPurchaseTo = told.NextTo?.ToString(),
            told.Row.LoyaltyIndex,
        });
    }

    private static Task<AssistantAnswer> RecommendAsync(AssistantCall call)
    {
        var customer = call.Customer("customer");
        if (customer.Refusal is { } refusal)
        {
            return AssistantAnswer.Not(refusal);
        }

        var recommendations = call.Services.GetRequiredService<RecommendationReader>();
        var most = call.Number("limit", 5, MostProducts);
        return AssistantAnswer.Now(CustomerRecommendations.Of(recommendations, customer.Value, ProductFilter.Available, most));
    }

    private static object ToDo(AssistantCall call)
    {
        var reader = call.Services.GetRequiredService<Reader>();
        var (currency, asOf) = (call.Services.GetRequiredService<BusinessStore>().Current.Currency, call.Services.GetRequiredService<ModelStore>().AsOf);
        return call.Services.GetRequiredService<ActionList>().Open(null, null, call.Number("limit", 10, MostActions)).Select(row => new ActionTold(
            row.Id, row.Name, row.Kind, OutlookWords.ActionReason(reader, row.Reason, row.Numbers, asOf), row.Priority, currency.ToDecimal(row.Worth), currency.Code,
            new Day(row.ProposedDay).ToString())).ToList();
    }

    private static async Task<AssistantAnswer> DecideAsync(AssistantCall call)
    {
        var customer = call.Customer("customer");
        var (action, decision, note) = (call.Text("action"), call.Text("decision"), call.Text("note"));
        return (customer.Refusal ?? action.Refusal ?? decision.Refusal ?? note.Refusal
            ?? await call.Services.GetRequiredService<ActionList>().Decide(customer.Value, action.Value, decision.Value, note.Value.Length > 0 ? note.Value : null, call.By)) is { } refusal
            ? refusal
            : AssistantAnswer.Of(new { Customer = customer.Value.Value, Action = action.Value, Decision = decision.Value });
    }
}
