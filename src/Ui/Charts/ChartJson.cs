using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Ui;

internal static class ChartJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The data of a chart for our script. The default encoder escapes &lt; and &gt;, so no text can end the element.</summary>
    public static string Write(ChartData data, string title, Currency currency) => JsonSerializer.Serialize(
        new { title, currency = currency.Code, symbol = Formats.Symbol(currency), data.Kind, data.Unit, data.Categories, data.Series, data.IsLastUnfinished },
        Options);
}
