using System.Text.Json.Serialization;
using Regulars.Insights.Actions;
using Regulars.Insights.Alerts;
using Regulars.Insights.Contracts;
using Regulars.Insights.Experiments;
using Regulars.Insights.Growth;
using Regulars.Insights.Journey;
using Regulars.Insights.Outlook;
using Regulars.Insights.Recommendations;
using Regulars.Insights.Signs;
using Regulars.Kernel;

namespace Regulars.Insights.Storage;

/// <summary>How reports are kept between computations: minor units and day numbers as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(DayConverter), typeof(CurrencyConverter)])]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportQuery))]
[JsonSerializable(typeof(PurchaseForecast))]
[JsonSerializable(typeof(ChurnQuality))]
[JsonSerializable(typeof(SignReplay))]
[JsonSerializable(typeof(SignThresholds))]
[JsonSerializable(typeof(OutlookSummary))]
[JsonSerializable(typeof(IReadOnlyList<ActionEffect>))]
[JsonSerializable(typeof(RecommendationReport))]
[JsonSerializable(typeof(GrowthBalance))]
[JsonSerializable(typeof(JourneyMap))]
[JsonSerializable(typeof(IReadOnlyList<AlertPart>))]
[JsonSerializable(typeof(AssignmentContent))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(KeptChurn))]
[JsonSerializable(typeof(IReadOnlyList<double>))]
internal sealed partial class InsightsJson : JsonSerializerContext;
