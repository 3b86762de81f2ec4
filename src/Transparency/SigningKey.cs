using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Regulars.Transparency;

/// <summary>The private key of a log or a witness under its name. Several threads may sign with it. Dispose it to wipe it from
/// memory.</summary>
public sealed class SigningKey : IDisposable
{
    private const string Prefix = "PRIVATE+KEY+";
    private const int LongestText = 1024;

    private readonly LibCrypto.PrivateOrPublicKey key;

    private SigningKey(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> seed)
    {
        key = Ed25519.PrivateKey(seed);
        Verifier = new VerifierKey(name, algorithm, Ed25519.PublicKeyOf(key));
    }

    /// <summary>The public key, to be published.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Makes a new key from 32 random bytes of the operating system.</summary>
    /// <param name="name">For a log its origin, such as <c>example.com/log</c>: no spaces and no plus signs.</param>
    /// <param name="algorithm">How it signs: a log as <see cref="NoteAlgorithm.Ed25519"/>, a witness as
    /// <see cref="NoteAlgorithm.CosignatureV1"/>.</param>
    /// <returns>The key; refused with <c>key.name</c> or <c>key.algorithm</c>.</returns>
    public static Outcome<SigningKey> Generate(string name, NoteAlgorithm algorithm = NoteAlgorithm.Ed25519)
    {
        ArgumentNullException.ThrowIfNull(name);
        var seed = RandomNumberGenerator.GetBytes(Ed25519.SeedSize);
        try
        {
            return FromSeed(name, seed, algorithm);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The key of a seed, for who keeps or derives the secret elsewhere.</summary>
    /// <param name="name">For a log its origin, as for <see cref="Generate"/>.</param>
    /// <param name="seed">32 secret bytes.</param>
    /// <param name="algorithm">How it signs.</param>
    /// <returns>The key; refused with <c>key.name</c> or <c>key.algorithm</c>.</returns>
    /// <exception cref="ArgumentException">A seed has 32 bytes.</exception>
    public static Outcome<SigningKey> FromSeed(string name, ReadOnlySpan<byte> seed, NoteAlgorithm algorithm = NoteAlgorithm.Ed25519)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (seed.Length != Ed25519.SeedSize)
        {
            throw new ArgumentException($"A seed has {Ed25519.SeedSize} bytes.", nameof(seed));
        }

        if (name.Length > LongestText / 2 || !NoteText.IsKeyName(name))
        {
            return new Refusal("key.name", "The name of a key is not empty, has no spaces, plus signs and control characters, and at most 512 letters.");
        }

        if (algorithm is not (NoteAlgorithm.Ed25519 or NoteAlgorithm.CosignatureV1))
        {
            return new Refusal("key.algorithm", "A key signs as Ed25519 or as cosignature/v1.");
        }

        return new SigningKey(name, algorithm, seed);
    }

    /// <summary>The same secret under another name: the key of a log that continues this one's.</summary>
    /// <param name="name">The other name.</param>
    /// <returns>The key; refused with <c>key.name</c>.</returns>
    public Outcome<SigningKey> Named(string name)
    {
        var seed = Ed25519.SeedOf(key);
        try
        {
            return FromSeed(name, seed, Verifier.Algorithm);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Reads a key in the form of golang.org/x/mod/sumdb/note: <c>PRIVATE+KEY+name+id+base64(type ‖ seed)</c>.</summary>
    /// <param name="text">The key. White space at its end, as files have it, does not matter.</param>
    /// <returns>The key; refused with <c>key.malformed</c>, <c>key.algorithm</c>, or <c>key.id</c> when the id is of another key. No
    /// sentence repeats any of the key.</returns>
    public static Outcome<SigningKey> Parse(string? text)
    {
        if (text is not { Length: <= LongestText } || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length..].TrimEnd().Split('+', 3) is not [var name, var id, var base64])
        {
            return new Refusal("key.malformed", "A private key is written as PRIVATE+KEY+name+id+base64.");
        }

        var read = VerifierKey.ReadKey(name, id, base64);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        var signing = new SigningKey(name, read.Value.Algorithm, read.Value.Key);
        CryptographicOperations.ZeroMemory(read.Value.Key);
        if (signing.Verifier.Id == read.Value.Id)
        {
            return signing;
        }

        signing.Dispose();
        return VerifierKey.WrongId(name);
    }

    /// <summary>The key as text, which <see cref="Parse"/> and golang's note package read: a secret.</summary>
    public string ToPrivateText()
    {
        var seed = Ed25519.SeedOf(key);
        try
        {
            return $"{Prefix}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([(byte)Verifier.Algorithm, .. seed])}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Signs the text of a note (C2SP signed-note, "Ed25519 signatures").</summary>
    /// <param name="text">The text, which ends with a line feed and has no other control character.</param>
    /// <returns>The signature; refused with <c>key.algorithm</c> when this is the key of a witness, or with <c>note.too_large</c>,
    /// <c>note.characters</c> or <c>note.text</c>.</returns>
    public Outcome<NoteSignature> Sign(string? text)
    {
        if (Verifier.Algorithm != NoteAlgorithm.Ed25519)
        {
            return new Refusal("key.algorithm", "The key of a witness cosigns checkpoints and signs nothing else.");
        }

        return NoteText.Fault(text) is { } fault ? fault : new NoteSignature(Verifier.Name, Verifier.Id, Ed25519.Sign(key, Encoding.UTF8.GetBytes(text!)));
    }

    /// <summary>Cosigns the text of a checkpoint as a witness that verified its consistency with all it saw of the log before (C2SP
    /// tlog-cosignature).</summary>
    /// <param name="text">The text of the checkpoint.</param>
    /// <param name="at">When; kept to the second, not before 1970.</param>
    /// <returns>The signature; refused with <c>key.algorithm</c> when this is the key of a log, with <c>key.time</c>, or as
    /// <see cref="Checkpoint.Parse"/> refuses.</returns>
    public Outcome<NoteSignature> Cosign(string? text, DateTimeOffset at)
    {
        if (Verifier.Algorithm != NoteAlgorithm.CosignatureV1)
        {
            return new Refusal("key.algorithm", "Only the key of a witness cosigns.");
        }

        if (at.ToUnixTimeSeconds() is var time && time < 0)
        {
            return new Refusal("key.time", "A cosignature is not made before 1970.");
        }

        if (Checkpoint.Parse(text).Refusal is { } refusal)
        {
            return refusal;
        }

        var signature = new byte[sizeof(long) + Ed25519.SignatureSize];
        BinaryPrimitives.WriteInt64BigEndian(signature, time);
        Ed25519.Sign(key, VerifierKey.CosignedMessage(text!, time)).CopyTo(signature, sizeof(long));
        return new NoteSignature(Verifier.Name, Verifier.Id, signature);
    }

    /// <summary>Wipes the key from memory.</summary>
    public void Dispose() => key.Dispose();

    /// <summary>The public key as text: the secret never shows by accident.</summary>
    public override string ToString() => Verifier.ToString();
}
