using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Regulars.Journal.Import.Values;

namespace Regulars.Journal.Import;

/// <summary>How the columns and words of a file are read: proposed by recognition, corrected by hand, remembered by shape.</summary>
public sealed record ImportMapping
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The known form: shopify, woocommerce, online-retail or plain.</summary>
    public required string Form { get; init; }

    /// <summary>The columns by their headings, in the order of the file in which they were found.</summary>
    public required IReadOnlyList<ColumnMapping> Columns { get; init; }

    /// <summary>How dates are written; null lets each file decide.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>The decimal sign, a dot or a comma; null lets each file decide.</summary>
    public string? DecimalSign { get; init; }

    /// <summary>The IANA time zone of times without an offset.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The ISO 4217 code of amounts where no column says another.</summary>
    public required string Currency { get; init; }

    /// <summary>The connected system that numbers the orders.</summary>
    public required string Source { get; init; }

    /// <summary>The store of every order where no column says another.</summary>
    public string? Store { get; init; }

    /// <summary>What each status of the file means; the key is folded as <see cref="Kernel.Text.Fold"/> folds.</summary>
    public IReadOnlyDictionary<string, StatusMeaning> Statuses { get; init; } = new Dictionary<string, StatusMeaning>();

    /// <summary>What an order number begins with when the document is a return; null when no such sign is used.</summary>
    public string? ReturnPrefix { get; init; }

    /// <summary>The mapping as JSON, for keeping and for correcting by hand.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a mapping from its JSON; null when it is none.</summary>
    public static ImportMapping? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ImportMapping>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What one column means.</summary>
/// <param name="Heading">The heading as the file writes it; its number where the file has no headings.</param>
/// <param name="Role">What it means.</param>
/// <param name="Attribute">The name of the custom attribute, for that role alone.</param>
public sealed record ColumnMapping(string Heading, ColumnRole Role, string? Attribute = null);
