using System.Text.Json;
using System.Text.Json.Serialization;

namespace Regulars.Kernel;

/// <summary>Writes the values of an enumeration in JSON as words in camel case, such as percentOff.</summary>
public sealed class EnumWords<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
