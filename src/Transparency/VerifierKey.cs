using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Regulars.Transparency;

/// <summary>How a key signs notes: the type byte of C2SP signed-note, "Signature types".</summary>
public enum NoteAlgorithm
{
    /// <summary>No algorithm; no key has it.</summary>
    None = 0,

    /// <summary>Ed25519 over the text of the note: how a log signs its checkpoints.</summary>
    Ed25519 = 1,

    /// <summary>Ed25519 over the time and the text of a checkpoint, <c>cosignature/v1</c>: how a witness confirms that it saw the log
    /// grow consistently (C2SP tlog-cosignature).</summary>
    CosignatureV1 = 4,
}

/// <summary>The public key of a log or a witness under its name. Two are equal when their texts are.</summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private const int LongestText = 1024;

    private readonly byte[] publicKey;

    internal VerifierKey(string name, NoteAlgorithm algorithm, byte[] publicKey)
    {
        (Name, Algorithm, this.publicKey) = (name, algorithm, publicKey);
        Id = IdOf(name, algorithm, publicKey);
    }

    /// <summary>The name, for a log its origin, such as <c>example.com/log</c>.</summary>
    public string Name { get; }

    /// <summary>The number that stands before each signature: the first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), the highest
    /// first (C2SP signed-note, "Signatures"). It tells keys apart and proves nothing.</summary>
    public uint Id { get; }

    /// <summary>How the key signs.</summary>
    public NoteAlgorithm Algorithm { get; }

    /// <summary>The Ed25519 public key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <summary>Reads a key in the form of golang.org/x/mod/sumdb/note: <c>name+id+base64(type ‖ public key)</c>.</summary>
    /// <param name="text">The key, its id as eight hexadecimal digits. White space at its end, as files have it, does not matter.</param>
    /// <returns>The key; refused with <c>key.malformed</c>, <c>key.algorithm</c>, or <c>key.id</c> when the id is of another key.</returns>
    public static Outcome<VerifierKey> Parse(string? text)
    {
        if (text is not { Length: <= LongestText } || text.TrimEnd().Split('+', 3) is not [var name, var id, var base64])
        {
            return Malformed();
        }

        var read = ReadKey(name, id, base64);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        var key = new VerifierKey(name, read.Value.Algorithm, read.Value.Key);
        return key.Id == read.Value.Id ? key : WrongId(name);
    }

    /// <summary>The key as text, which <see cref="Parse"/> reads.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Algorithm, .. publicKey])}";

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    /// <summary>Whether a signature of a note's text is that of this key, and when it was made, in seconds since 1970, if it says so.</summary>
    internal (bool Holds, long? Time) Verify(string text, ReadOnlySpan<byte> signature)
    {
        if (Algorithm == NoteAlgorithm.Ed25519)
        {
            return (Ed25519.Verify(publicKey, Encoding.UTF8.GetBytes(text), signature), null);
        }

        if (signature.Length != sizeof(ulong) + Ed25519.SignatureSize || BinaryPrimitives.ReadInt64BigEndian(signature) is var time && time < 0)
        {
            return (false, null);
        }

        return (Ed25519.Verify(publicKey, CosignedMessage(text, time), signature[sizeof(ulong)..]), time);
    }

    /// <summary>What a witness signs (C2SP tlog-cosignature, "Ed25519 signed message").</summary>
    internal static byte[] CosignedMessage(string text, long time) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}"));

    /// <summary>Reads what public and private keys have in common: a name, an id and 32 bytes behind a type byte.</summary>
    internal static Outcome<(uint Id, NoteAlgorithm Algorithm, byte[] Key)> ReadKey(string name, string id, string base64)
    {
        if (id.Length != 8 || !uint.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || !NoteText.IsKeyName(name) || CanonicalBase64.Read(base64) is not [var type, .. var key])
        {
            return Malformed();
        }

        if ((NoteAlgorithm)type is not (NoteAlgorithm.Ed25519 or NoteAlgorithm.CosignatureV1))
        {
            return new Refusal("key.algorithm", $"The key of {name} has the type {type}; known are 1, Ed25519, and 4, cosignature/v1.");
        }

        return key.Length == Ed25519.PublicKeySize ? (number, (NoteAlgorithm)type, key) : Malformed();
    }

    internal static Refusal WrongId(string name) => new("key.id", $"The id in the key of {name} is not that of its name and public key.");

    private static uint IdOf(string name, NoteAlgorithm algorithm, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)algorithm, .. publicKey]));

    private static Refusal Malformed() =>
        new("key.malformed", "A key is written as name+id+base64, the id as eight hexadecimal digits, the base64 for a type byte and 32 bytes.");
}
