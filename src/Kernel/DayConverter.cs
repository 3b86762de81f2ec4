using System.Text.Json;
using System.Text.Json.Serialization;

namespace Regulars.Kernel;

/// <summary>Writes a day in JSON as 2026-03-01.</summary>
public sealed class DayConverter : JsonConverter<Day>
{
    /// <inheritdoc/>
    public override Day Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Day.TryParse(reader.GetString()) ?? throw new JsonException("A day is written as 2026-03-01.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Day value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
