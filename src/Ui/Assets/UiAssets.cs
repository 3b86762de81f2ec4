using System.Security.Cryptography;

namespace Regulars.Ui;

/// <summary>The built scripts, styles and fonts, embedded in this assembly and known by one hash of them all.</summary>
public static class UiAssets
{
    /// <summary>The script that keeps the till's first page in the browser.</summary>
    public const string TillWorker = "till-worker.js";

    private const string Prefix = "Regulars.Ui.Assets.";

    internal static IReadOnlyDictionary<string, Asset> Files { get; } = Read();

    /// <summary>Changes whenever any of the files does.</summary>
    public static string Hash { get; } = HashOf(Files.Values);

    /// <summary>The address of a file, which may be kept for ever: <c>/assets/HASH/regulars.css</c>.</summary>
    public static string Address(string name) => Files.ContainsKey(name)
        ? $"/assets/{Hash}/{name}"
        : throw new ArgumentException($"There is no asset '{name}'.", nameof(name));

    private static Dictionary<string, Asset> Read()
    {
        var assembly = typeof(UiAssets).Assembly;
        var files = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Prefix.Length..];
            files.Add(name, new Asset(name, content));
        }

        return files;
    }

    private static string HashOf(IEnumerable<Asset> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            hash.AppendData(file.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
