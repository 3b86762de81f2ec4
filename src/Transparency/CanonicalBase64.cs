namespace Regulars.Transparency;

/// <summary>Base64 (RFC 4648, section 4) of which every value has one form only: padded, without white space and with zero spare bits. So
/// a text that was changed anywhere is another value or none.</summary>
internal static class CanonicalBase64
{
    /// <summary>The bytes; null when the text is not their one form.</summary>
    public static byte[]? Read(ReadOnlySpan<char> text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
        {
            return null;
        }

        var read = bytes.AsSpan(0, length);
        return text.SequenceEqual(Convert.ToBase64String(read)) ? read.ToArray() : null;
    }
}
