using System.Text.Json.Serialization;
using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Journal.Importing;

namespace Regulars.Journal.Storage;

/// <summary>How documents of the Journal are written: camel case, nothing where nothing is.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BusinessSettings))]
[JsonSerializable(typeof(StoredAnswer))]
[JsonSerializable(typeof(ConsentContent))]
[JsonSerializable(typeof(ImportTotals))]
[JsonSerializable(typeof(StoredReject))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>An answer as it is kept for the request's repeats.</summary>
internal sealed record StoredAnswer(IntakeStatus Status, Guid? Customer, Guid? Order, long? Version, string? Code, string? Detail, string? Place, string? Effects = null);

/// <summary>What a consent fact says beside its time.</summary>
internal sealed record ConsentContent(string Purpose, string Channel, string Wording);
