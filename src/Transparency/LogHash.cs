using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Regulars.Transparency;

/// <summary>A SHA-256 hash of a Merkle tree: of a leaf, of an inner node or of the whole tree (RFC 6962, section 2.1).</summary>
/// <remarks>Two are equal when their 32 bytes are. The default value is 32 zero bytes, which is the hash of nothing known.</remarks>
public readonly record struct LogHash
{
    /// <summary>How many bytes a hash has: 32.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int Base64Length = 44;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    private LogHash(ReadOnlySpan<byte> bytes)
    {
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The root of the tree without leaves, MTH({}) = SHA-256("") (RFC 6962, section 2.1).</summary>
    public static LogHash OfEmptyTree { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of a leaf, SHA-256(0x00 ‖ data) (RFC 6962, section 2.1).</summary>
    /// <param name="data">What the leaf holds, of any length.</param>
    public static LogHash OfLeaf(ReadOnlySpan<byte> data)
    {
        const int Small = 512;
        Span<byte> input = data.Length < Small ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        input[0] = 0;
        data.CopyTo(input[1..]);
        return Of(input);
    }

    /// <summary>The hash of an inner node, SHA-256(0x01 ‖ left ‖ right) (RFC 6962, section 2.1).</summary>
    /// <param name="left">The hash of the left child, the larger or equal subtree.</param>
    /// <param name="right">The hash of the right child.</param>
    public static LogHash OfNode(LogHash left, LogHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Size)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Size)..]);
        return Of(input);
    }

    /// <summary>Takes the 32 bytes of a hash as they are.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">There are more bytes or fewer.</exception>
    public static LogHash FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(bytes) : throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads the base64 form (RFC 4648, section 4), which checkpoints and proofs hold.</summary>
    /// <param name="text">44 characters, padded; no other form of the same bytes is accepted.</param>
    /// <returns>The hash; refused with <c>hash.base64</c>.</returns>
    public static Outcome<LogHash> ParseBase64(ReadOnlySpan<char> text) =>
        text.Length == Base64Length && CanonicalBase64.Read(text) is { Length: Size } bytes
            ? new LogHash(bytes)
            : new Refusal("hash.base64", "A hash is written as 44 characters of padded base64 that stand for 32 bytes.");

    /// <summary>Reads the hexadecimal form.</summary>
    /// <param name="text">64 digits, small or capital.</param>
    /// <returns>The hash; refused with <c>hash.hex</c>.</returns>
    public static Outcome<LogHash> ParseHex(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return text.Length == 2 * Size && Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == Size
            ? new LogHash(bytes)
            : new Refusal("hash.hex", "A hash is written as 64 hexadecimal digits that stand for 32 bytes.");
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="target">Where to; at least 32 bytes long.</param>
    /// <exception cref="ArgumentException">The target is shorter.</exception>
    public void CopyTo(Span<byte> target)
    {
        if (target.Length < Size)
        {
            throw new ArgumentException($"A hash needs {Size} bytes, not {target.Length}.", nameof(target));
        }

        BinaryPrimitives.WriteUInt64BigEndian(target, first);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], fourth);
    }

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The hash as 44 characters of padded base64.</summary>
    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>The hash as 64 small hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(ToArray());

    /// <summary>The base64 form, as checkpoints show it.</summary>
    public override string ToString() => ToBase64();

    private static LogHash Of(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(input, hash);
        return new LogHash(hash);
    }
}
