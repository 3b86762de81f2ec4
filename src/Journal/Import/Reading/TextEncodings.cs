using System.Text;

namespace Regulars.Journal.Import.Reading;

/// <summary>Tells the encoding of text by its bytes.</summary>
internal static class TextEncodings
{
    /// <summary>The letters of Polish beyond ASCII, as Windows-1250 writes them.</summary>
    private static readonly bool[] Polish = Marks([
        0xB9, 0xE6, 0xEA, 0xB3, 0xF1, 0xF3, 0x9C, 0x9F, 0xBF, 0xA5, 0xC6, 0xCA, 0xA3, 0xD1, 0xD3, 0x8C, 0x8F, 0xAF]);

    /// <summary>The letters of Russian and Ukrainian beyond the block А–я, as Windows-1251 writes them.</summary>
    private static readonly bool[] CyrillicExtra = Marks([0xA8, 0xB8, 0xAA, 0xBA, 0xAF, 0xBF, 0xB2, 0xB3, 0xA5, 0xB4]);

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Named(string name) => Encoding.GetEncoding(name);

    /// <summary>The encoding of a sample from the beginning of the text; null when it is none that is known.</summary>
    /// <param name="sample">The first bytes; a character may be cut at the end.</param>
    public static string? Recognise(ReadOnlySpan<byte> sample)
    {
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return "utf-8";
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || LooksLikeUtf16(sample, zeroAt: 1))
        {
            return "utf-16";
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || LooksLikeUtf16(sample, zeroAt: 0))
        {
            return "utf-16BE";
        }

        var (sequences, broken) = CountUtf8(sample);
        return broken == 0 || sequences * 4 >= broken ? "utf-8" : SingleByte(sample);
    }

    /// <summary>Whether the sample holds what no text does.</summary>
    public static bool LooksBinary(ReadOnlySpan<byte> sample, string? encoding)
    {
        if (encoding is "utf-16" or "utf-16BE")
        {
            return false;
        }

        var controls = 0;
        foreach (var value in sample)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x1A))
            {
                controls++;
            }
        }

        return controls * 50 > sample.Length;
    }

    private static bool LooksLikeUtf16(ReadOnlySpan<byte> sample, int zeroAt)
    {
        var pairs = Math.Min(sample.Length / 2, 2000);
        var zeros = 0;
        var others = 0;
        for (var i = 0; i < pairs; i++)
        {
            zeros += sample[(2 * i) + zeroAt] == 0 ? 1 : 0;
            others += sample[(2 * i) + 1 - zeroAt] == 0 ? 1 : 0;
        }

        return pairs > 4 && others == 0 && zeros * 5 > pairs;
    }

    private static (int Sequences, int Broken) CountUtf8(ReadOnlySpan<byte> sample)
    {
        var (sequences, broken) = (0, 0);
        while (true)
        {
            var high = sample.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (high < 0)
            {
                return (sequences, broken);
            }

            sample = sample[high..];
            var status = Rune.DecodeFromUtf8(sample, out _, out var length);
            if (status is System.Buffers.OperationStatus.NeedMoreData)
            {
                return (sequences, broken);
            }

            _ = status is System.Buffers.OperationStatus.Done ? sequences++ : broken++;
            sample = sample[length..];
        }
    }

    /// <summary>Words of Cyrillic are beyond ASCII whole; words of Polish mix letters of ASCII with others.</summary>
    private static string? SingleByte(ReadOnlySpan<byte> sample)
    {
        var (high, cyrillic, polish, whole, mixed) = (0, 0, 0, 0, 0);
        var at = 0;
        while (at < sample.Length)
        {
            var (ascii, beyond) = (0, 0);
            for (; at < sample.Length && (sample[at] >= 0x80 || IsLetter(sample[at])); at++)
            {
                var value = sample[at];
                ascii += value < 0x80 ? 1 : 0;
                beyond += value >= 0x80 ? 1 : 0;
                cyrillic += value >= 0xC0 || CyrillicExtra[value] ? 1 : 0;
                polish += Polish[value] ? 1 : 0;
            }

            high += beyond;
            whole += beyond > 0 && ascii == 0 ? 1 : 0;
            mixed += beyond > 0 && ascii > 0 ? 1 : 0;
            at++;
        }

        return cyrillic * 10 >= high * 8 && whole > mixed ? "windows-1251"
            : polish * 10 >= high * 8 && mixed >= whole ? "windows-1250"
            : Western(sample, high) ? "windows-1252"
            : null;
    }

    /// <summary>Pound and euro signs, dashes and the common Western letters.</summary>
    private static bool Western(ReadOnlySpan<byte> sample, int high)
    {
        var known = 0;
        foreach (var value in sample)
        {
            known += value is 0x80 or 0xA3 or 0xA0 or 0x96 or 0x97 or (>= 0x91 and <= 0x94) or 0xDF or 0xE0 or 0xE1 or 0xE4 or 0xE7
                or 0xE8 or 0xE9 or 0xEA or 0xED or 0xF1 or 0xF3 or 0xF6 or 0xFA or 0xFC or 0xC4 or 0xD6 or 0xDC or 0xC9 or 0xB0 ? 1 : 0;
        }

        return known * 10 >= high * 8;
    }

    private static bool IsLetter(byte value) => char.IsAsciiLetter((char)value);

    private static bool[] Marks(ReadOnlySpan<byte> values)
    {
        var marks = new bool[256];
        foreach (var value in values)
        {
            marks[value] = true;
        }

        return marks;
    }
}
