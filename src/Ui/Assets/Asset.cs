using System.IO.Compression;

namespace Regulars.Ui;

/// <summary>One built file, compressed when it is first asked for.</summary>
internal sealed class Asset(string name, byte[] content)
{
    private readonly Lazy<byte[]> brotli = new(() => Compress(content, stream => new BrotliStream(stream, CompressionLevel.Optimal)));
    private readonly Lazy<byte[]> gzip = new(() => Compress(content, stream => new GZipStream(stream, CompressionLevel.Optimal)));

    public string Name => name;

    public byte[] Content => content;

    public string Type => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    /// <summary>The smallest form that the request accepts, with the name of its encoding; null when it is plain.</summary>
    public (byte[] Content, string? Encoding) Encoded(string acceptEncoding)
    {
        // Fonts are compressed already.
        if (name.EndsWith(".woff2", StringComparison.Ordinal))
        {
            return (content, null);
        }

        if (Accepts(acceptEncoding, "br"))
        {
            return (brotli.Value, "br");
        }

        return Accepts(acceptEncoding, "gzip") ? (gzip.Value, "gzip") : (content, null);
    }

    private static bool Accepts(string header, string encoding) => header
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(part => part.Split(';', StringSplitOptions.TrimEntries))
        .Any(part => part[0] == encoding && !part.Skip(1).Any(weight => weight is "q=0" or "q=0.0"));

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var target = new MemoryStream();
        using (var stream = compressor(target))
        {
            stream.Write(plain);
        }

        return target.ToArray();
    }
}
