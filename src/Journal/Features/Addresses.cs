using Microsoft.AspNetCore.WebUtilities;

namespace Regulars.Journal.Features;

/// <summary>Addresses of pages with their questions.</summary>
public static class Addresses
{
    /// <summary>The path with those parameters that say something.</summary>
    public static string With(string path, params IEnumerable<(string Name, object? Value)> parameters) => QueryHelpers.AddQueryString(
        path,
        parameters
            .Select(parameter => new KeyValuePair<string, string?>(parameter.Name, Convert.ToString(parameter.Value, System.Globalization.CultureInfo.InvariantCulture)))
            .Where(parameter => !string.IsNullOrEmpty(parameter.Value)));
}
