using System.Globalization;

namespace Regulars.Insights.Storage;

/// <summary>Values as parameters of their own, for a list in a condition: <c>IN (@p0, @p1, …)</c>, the same on both engines.</summary>
internal sealed class ParameterList
{
    private readonly Dictionary<string, object> values = [];

    /// <summary>Takes the values; at least one.</summary>
    public ParameterList(IEnumerable<object> of)
    {
        foreach (var value in of)
        {
            values.Add(string.Create(CultureInfo.InvariantCulture, $"p{values.Count}"), value);
        }
    }

    /// <summary>The values by their names.</summary>
    public IReadOnlyDictionary<string, object> Values => values;

    /// <summary>The names as the condition lists them.</summary>
    public override string ToString() => string.Join(", ", values.Keys.Select(name => "@" + name));
}
