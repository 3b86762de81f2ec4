using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>A programme as JSON: stored, sent and exchanged between installations in this one form.</summary>
/// <remarks>By reflection, not by a generated context: that one forgets the defaults of what is not said.</remarks>
internal static class ProgrammeJson
{
    /// <summary>Camel case, nothing where nothing is, unknown fields refused so that a typing error is told.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 32,
        Converters = { new DayConverter() },
    };

    public static string Write(Programme programme) => JsonSerializer.Serialize(programme, Options);

    public static Programme Read(string document) => JsonSerializer.Deserialize<Programme>(document, Options)!;
}
