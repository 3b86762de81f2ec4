using System.Text.Json.Serialization;
using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Storage;

/// <summary>How reports are kept between computations: minor units and day numbers as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(DayConverter), typeof(CurrencyConverter)])]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportQuery))]
internal sealed partial class InsightsJson : JsonSerializerContext;
