namespace Regulars.Ui;

/// <summary>How the rows of a table are ordered.</summary>
/// <param name="Key">The column that orders them.</param>
/// <param name="IsDescending">Whether the largest stands first.</param>
/// <param name="Address">The address of the list with its filters, without order and page; gets <c>sort=KEY</c> or <c>sort=-KEY</c>.</param>
public sealed record TableSort(string Key, bool IsDescending, string Address)
{
    /// <summary>Reads the value of the query parameter <c>sort</c>; the first of the known keys when it names none of them.</summary>
    /// <param name="value">The value: a key, or a key with a hyphen before it for descending order.</param>
    /// <param name="address">The address of the list with its filters.</param>
    /// <param name="keys">The known keys, the one used by default first, written as values.</param>
    public static TableSort Read(string? value, string address, params IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var known = value is not null && keys.Any(key => key.TrimStart('-') == value.TrimStart('-')) ? value : keys[0];
        return new TableSort(known.TrimStart('-'), known.StartsWith('-'), address);
    }

    /// <summary>The address of the list ordered by a column; the other way round when it already is.</summary>
    public string Href(string key, bool descendingFirst)
    {
        var descending = key == Key ? !IsDescending : descendingFirst;
        return $"{Address}{(Address.Contains('?') ? '&' : '?')}sort={(descending ? "-" : "")}{Uri.EscapeDataString(key)}";
    }
}
