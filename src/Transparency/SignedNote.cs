using System.Text;
using System.Text.Unicode;

namespace Regulars.Transparency;

/// <summary>A text and the signatures under it (C2SP signed-note). Nothing in it is to be believed before <see cref="Verify"/>.</summary>
public sealed class SignedNote
{
    /// <summary>How many bytes a note may have: 1,048,576.</summary>
    public const int LongestBytes = 1 << 20;

    /// <summary>How many signatures a note may have: 100.</summary>
    public const int MostSignatures = 100;

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>The text that is signed, with the line feed at its end.</summary>
    public string Text { get; }

    /// <summary>The signatures, in their order: at least one.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Reads a note from its bytes.</summary>
    /// <param name="utf8">The note as it was received.</param>
    /// <returns>The note; refused with <c>note.text</c>, <c>note.too_large</c>, <c>note.characters</c>, <c>note.malformed</c>,
    /// <c>note.signature_malformed</c> or <c>note.too_many_signatures</c>.</returns>
    public static Outcome<SignedNote> Parse(ReadOnlySpan<byte> utf8) => utf8.Length > LongestBytes ? NoteText.TooLarge()
        : Utf8.IsValid(utf8) ? Parse(Encoding.UTF8.GetString(utf8))
        : new Refusal("note.characters", "The note is not UTF-8.");

    /// <summary>Reads a note: a text, an empty line, and signature lines (C2SP signed-note, "Format").</summary>
    /// <param name="note">The note as it was received.</param>
    /// <returns>The note; refused as from bytes.</returns>
    public static Outcome<SignedNote> Parse(string? note)
    {
        if (NoteText.FaultOfCharacters(note) is { } fault)
        {
            return fault;
        }

        var end = note!.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || end + 2 == note.Length || !note.EndsWith('\n'))
        {
            return new Refusal("note.malformed", "A note is a text, an empty line and at least one signature, and ends with a line feed.");
        }

        // One part more than is allowed, so that too many are noticed and no more are looked at.
        var lines = note[(end + 2)..^1].Split('\n', MostSignatures + 1);
        if (lines.Length > MostSignatures)
        {
            return TooMany();
        }

        var signatures = new List<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            var signature = NoteSignature.Parse(line);
            if (signature.Refusal is { } refusal)
            {
                return refusal;
            }

            signatures.Add(signature.Value);
        }

        return new SignedNote(note[..(end + 1)], signatures);
    }

    /// <summary>Signs a text.</summary>
    /// <param name="text">The text, which ends with a line feed and has no other control character.</param>
    /// <param name="keys">Who signs, in the order of their signatures: at least one.</param>
    /// <returns>The note; refused with <c>note.no_signature</c> when nobody signs, as <see cref="SigningKey.Sign"/> refuses, or as
    /// <see cref="With"/> refuses.</returns>
    public static Outcome<SignedNote> Sign(string? text, params IReadOnlyList<SigningKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Outcome<SignedNote> note = new Refusal("note.no_signature", "A note has at least one signature.");
        foreach (var key in keys)
        {
            var signature = key.Sign(text);
            note = signature.Refusal is { } refusal ? refusal
                : note.IsGiven ? note.Value.With(signature.Value)
                : new SignedNote(text!, []).With(signature.Value);
            if (!note.IsGiven)
            {
                return note;
            }
        }

        return note;
    }

    /// <summary>The note with one more signature, such as that of a witness. It takes the place of one by the same key.</summary>
    /// <param name="signature">The signature, which is not verified here.</param>
    /// <returns>The note; refused with <c>note.too_many_signatures</c> or <c>note.too_large</c>.</returns>
    public Outcome<SignedNote> With(NoteSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        var others = Signatures.Where(other => other.Name != signature.Name || other.KeyId != signature.KeyId).ToList();
        if (others.Count >= MostSignatures)
        {
            return TooMany();
        }

        var note = new SignedNote(Text, [.. others, signature]);
        return NoteText.FaultOfCharacters(note.ToString()) is { } fault ? fault : note;
    }

    /// <summary>Verifies the signatures by known keys. Those by unknown keys are ignored; one by a known key that is wrong condemns the
    /// note (C2SP signed-note, "Signatures").</summary>
    /// <param name="keys">The keys that are trusted.</param>
    /// <returns>The text and who signed it, at least one. Refused with <c>note.unsigned</c> when none of the keys did, with
    /// <c>note.signature_wrong</c>, or with <c>note.ambiguous_key</c> when two different known keys have the same name and id.</returns>
    public Outcome<VerifiedNote> Verify(IReadOnlyCollection<VerifierKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var verified = new List<VerifiedSignature>();
        foreach (var signature in Signatures)
        {
            var named = keys.Where(key => key.Name == signature.Name && key.Id == signature.KeyId).Distinct().ToList();
            if (named.Count > 1)
            {
                return new Refusal("note.ambiguous_key", $"Two known keys are named {signature.Name} and have the id {signature.KeyId:x8}.");
            }

            if (named is not [var known])
            {
                continue;
            }

            var (holds, time) = known.Verify(Text, signature.Signature);
            if (!holds)
            {
                return new Refusal("note.signature_wrong", $"The signature by {signature.Name} is not one of this text.");
            }

            if (verified.All(other => !other.Key.Equals(known)))
            {
                verified.Add(new VerifiedSignature(known, time));
            }
        }

        return verified.Count > 0 ? new VerifiedNote(Text, verified) : new Refusal("note.unsigned", "None of the known keys signed the note.");
    }

    /// <summary>The note as text, which <see cref="Parse(string)"/> reads back the same.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            note.Append(signature).Append('\n');
        }

        return note.ToString();
    }

    private static Refusal TooMany() => new("note.too_many_signatures", $"A note has at most {MostSignatures} signatures.");
}

/// <summary>A text that known keys signed.</summary>
/// <param name="Text">The text, with the line feed at its end.</param>
/// <param name="Signatures">Who signed it, each key once, in the order of the note: at least one.</param>
public sealed record VerifiedNote(string Text, IReadOnlyList<VerifiedSignature> Signatures);

/// <summary>A signature that was verified.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="TimeSeconds">When a witness made it, in seconds since the beginning of 1970 UTC; null for the signature of a log, which
/// has no time.</param>
public sealed record VerifiedSignature(VerifierKey Key, long? TimeSeconds);
