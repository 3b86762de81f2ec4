using System.Text.Json;
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

internal sealed class DayConverter : JsonConverter<Day>
{
    public override Day Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Day.TryParse(reader.GetString()) ?? throw new JsonException("A day is written as 2026-03-01.");

    public override void Write(Utf8JsonWriter writer, Day value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class CurrencyConverter : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Currency.Of(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
