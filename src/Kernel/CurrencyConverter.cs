using System.Text.Json;
using System.Text.Json.Serialization;

namespace Regulars.Kernel;

/// <summary>Writes a currency in JSON as its three letters.</summary>
public sealed class CurrencyConverter : JsonConverter<Currency>
{
    /// <inheritdoc/>
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Currency.Of(reader.GetString() ?? "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
