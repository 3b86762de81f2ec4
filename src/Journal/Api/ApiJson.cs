using System.Text.Json;
using System.Text.Json.Serialization;

namespace Regulars.Journal.Api;

/// <summary>How bodies are read and written: camel case, nothing where nothing is, unknown fields refused so that a typing error is told.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 16)]
[JsonSerializable(typeof(FactBody))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(CustomerBody))]
[JsonSerializable(typeof(ConsentBody))]
[JsonSerializable(typeof(BatchBody<JsonElement>))]
[JsonSerializable(typeof(BatchBody<FactBody>))]
[JsonSerializable(typeof(BatchBody<OrderBody>))]
[JsonSerializable(typeof(AnswerBody))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(BatchAnswerBody))]
internal sealed partial class ApiJson : JsonSerializerContext;
