using System.Buffers.Binary;

namespace Regulars.Transparency;

/// <summary>A signature as it stands in a note, by whomever and whether right or wrong.</summary>
public sealed record NoteSignature
{
    private const string Prefix = "— ";
    private const int IdSize = sizeof(uint);

    internal NoteSignature(string name, uint keyId, ReadOnlySpan<byte> signature)
    {
        var bytes = new byte[IdSize + signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, keyId);
        signature.CopyTo(bytes.AsSpan(IdSize));
        (Name, KeyId, Base64) = (name, keyId, Convert.ToBase64String(bytes));
    }

    private NoteSignature(string name, byte[] bytes, string base64) =>
        (Name, KeyId, Base64) = (name, BinaryPrimitives.ReadUInt32BigEndian(bytes), base64);

    /// <summary>The name of the key it claims.</summary>
    public string Name { get; }

    /// <summary>The id of the key it claims; see <see cref="VerifierKey.Id"/>.</summary>
    public uint KeyId { get; }

    /// <summary>The id and the signature behind it, in base64.</summary>
    public string Base64 { get; }

    /// <summary>Reads a line of a note: an em dash, a space, the name, a space, base64 (C2SP signed-note, "Format").</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <returns>The signature; refused with <c>note.signature_malformed</c>.</returns>
    public static Outcome<NoteSignature> Parse(string? line) =>
        line is not null && line.StartsWith(Prefix, StringComparison.Ordinal) && line[Prefix.Length..].Split(' ') is [var name, var base64]
        && NoteText.IsKeyName(name) && CanonicalBase64.Read(base64) is { Length: > IdSize } bytes
            ? new NoteSignature(name, bytes, base64)
            : new Refusal("note.signature_malformed", "A signature is a line of an em dash, the name of the key and base64, each after one space.");

    /// <summary>The line of the note, without a line feed.</summary>
    public override string ToString() => $"{Prefix}{Name} {Base64}";

    internal ReadOnlySpan<byte> Signature => Convert.FromBase64String(Base64).AsSpan(IdSize);
}
