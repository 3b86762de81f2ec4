using System.Globalization;
using System.Text;

namespace Regulars.Transparency;

/// <summary>A text that proves on its own that some data is a leaf of a log: the leaf's index, its proof of inclusion and the signed
/// checkpoint (C2SP tlog-proof). Usual files end with <c>.tlog-proof</c>.</summary>
public sealed class Receipt
{
    /// <summary>How many bytes the extra data may have: 65,536.</summary>
    public const int LongestExtraBytes = 1 << 16;

    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string ExtraName = "extra ";
    private const string IndexName = "index ";

    /// <summary>The checkpoint's note, the extra data in base64, and lines for index and proof.</summary>
    private const int LongestText = SignedNote.LongestBytes + (2 * LongestExtraBytes) + 4096;

    private Receipt(long index, IReadOnlyList<LogHash> proof, SignedNote checkpoint, ReadOnlyMemory<byte> extra) =>
        (Index, Proof, Checkpoint, Extra) = (index, proof, checkpoint, extra);

    /// <summary>Which leaf, from zero.</summary>
    public long Index { get; }

    /// <summary>The proof that the leaf is in the tree of the checkpoint; see <see cref="MerkleProofs.Inclusion"/>.</summary>
    public IReadOnlyList<LogHash> Proof { get; }

    /// <summary>The checkpoint with the signatures of the log and of witnesses.</summary>
    public SignedNote Checkpoint { get; }

    /// <summary>Data of the application, mostly none. Nothing authenticates it.</summary>
    public ReadOnlyMemory<byte> Extra { get; }

    /// <summary>Makes a receipt from its parts.</summary>
    /// <param name="index">Which leaf, from zero.</param>
    /// <param name="proof">The proof that the leaf is in the tree of the checkpoint.</param>
    /// <param name="checkpoint">The signed checkpoint.</param>
    /// <param name="extra">Data of the application; empty for none.</param>
    /// <returns>The receipt, not verified; refused with <c>receipt.index</c>, <c>receipt.proof_too_long</c> or
    /// <c>receipt.extra_too_long</c>.</returns>
    public static Outcome<Receipt> Create(long index, IReadOnlyList<LogHash> proof, SignedNote checkpoint, ReadOnlyMemory<byte> extra = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(checkpoint);
        return index < 0 ? WrongIndex()
            : proof.Count > MerkleProofs.LongestInclusion ? ProofTooLong()
            : extra.Length > LongestExtraBytes ? new Refusal("receipt.extra_too_long", $"The extra data has at most {LongestExtraBytes} bytes.")
            : new Receipt(index, [.. proof], checkpoint, extra);
    }

    /// <summary>Makes the receipt of a leaf from the tiles of its log.</summary>
    /// <param name="tiles">The tiles of the log at the size of the checkpoint.</param>
    /// <param name="index">Which leaf, from zero.</param>
    /// <param name="checkpoint">The signed checkpoint.</param>
    /// <param name="extra">Data of the application; empty for none.</param>
    /// <returns>The receipt; refused as <see cref="Transparency.Checkpoint.Parse"/>, <see cref="MerkleProofs.Inclusion"/> and
    /// <see cref="Create"/> refuse.</returns>
    public static Outcome<Receipt> Make(ILogTiles tiles, long index, SignedNote checkpoint, ReadOnlyMemory<byte> extra = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var tree = Transparency.Checkpoint.Parse(checkpoint.Text);
        if (tree.Refusal is { } refusal)
        {
            return refusal;
        }

        var proof = MerkleProofs.Inclusion(tiles, index, tree.Value.Size);
        return proof.Refusal is { } missing ? missing : Create(index, proof.Value, checkpoint, extra);
    }

    /// <summary>Reads a receipt (C2SP tlog-proof, "Format").</summary>
    /// <param name="text">The receipt as it was received.</param>
    /// <returns>The receipt, not verified; refused with <c>receipt.too_large</c>, <c>receipt.header</c>, <c>receipt.extra</c>,
    /// <c>receipt.index</c>, <c>receipt.proof</c>, <c>receipt.proof_too_long</c>, <c>receipt.extra_too_long</c> or
    /// <c>receipt.malformed</c>, or as <see cref="SignedNote.Parse(string)"/> refuses.</returns>
    public static Outcome<Receipt> Parse(string? text)
    {
        if (text is { Length: > LongestText })
        {
            return new Refusal("receipt.too_large", $"A receipt has at most {LongestText} letters.");
        }

        // The proof ends at the first empty line, the rest is the note.
        var end = text?.IndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (text is null || end < 0)
        {
            return new Refusal("receipt.malformed", "An empty line and a signed checkpoint follow the proof.");
        }

        var lines = new Queue<string>(text[..end].Split('\n', MerkleProofs.LongestInclusion + 5));
        if (lines.Dequeue() != Header)
        {
            return new Refusal("receipt.header", $"The first line of a receipt is {Header}.");
        }

        var extra = Array.Empty<byte>();
        if (lines.TryPeek(out var line) && line.StartsWith(ExtraName, StringComparison.Ordinal))
        {
            if (CanonicalBase64.Read(lines.Dequeue().AsSpan(ExtraName.Length)) is not { Length: > 0 } bytes)
            {
                return new Refusal("receipt.extra", "Behind extra stands base64 of at least one byte.");
            }

            extra = bytes;
        }

        if (!lines.TryDequeue(out line) || !line.StartsWith(IndexName, StringComparison.Ordinal)
            || !CanonicalNumber.TryRead(line[IndexName.Length..], out var index))
        {
            return WrongIndex();
        }

        if (lines.Count > MerkleProofs.LongestInclusion)
        {
            return ProofTooLong();
        }

        var proof = lines.Select(hash => LogHash.ParseBase64(hash)).ToList();
        if (proof.FindIndex(hash => !hash.IsGiven) is var wrong and >= 0)
        {
            return new Refusal("receipt.proof", $"Line {wrong + 1} of the proof is not 32 bytes in base64.");
        }

        var note = SignedNote.Parse(text[(end + 2)..]);
        return note.Refusal is { } refusal ? refusal : Create(index, [.. proof.Select(hash => hash.Value)], note.Value, extra);
    }

    /// <summary>Verifies that data is the leaf that the receipt says, in a log that is trusted.</summary>
    /// <param name="leafData">The data of the leaf.</param>
    /// <param name="keys">The keys that are trusted: those of logs, each named like the origin of its log, and any of witnesses. How many
    /// witnesses are enough is for the caller to say.</param>
    /// <returns>The checkpoint and who signed it. Refused with <c>receipt.other_log</c> when no key of the log itself signed, with
    /// <c>proof.root</c> when the data or the proof is another's, or as <see cref="SignedNote.Verify"/>,
    /// <see cref="Transparency.Checkpoint.Parse"/> and <see cref="MerkleProofs.VerifyInclusion"/> refuse.</returns>
    public Outcome<VerifiedReceipt> Verify(ReadOnlySpan<byte> leafData, IReadOnlyCollection<VerifierKey> keys)
    {
        var note = Checkpoint.Verify(keys);
        if (note.Refusal is { } untrusted)
        {
            return untrusted;
        }

        var tree = Transparency.Checkpoint.Parse(note.Value.Text);
        if (tree.Refusal is { } malformed)
        {
            return malformed;
        }

        // The key of one log does not speak for another, nor does a witness for a log.
        var origin = tree.Value.Origin;
        if (!note.Value.Signatures.Any(signature => signature.Key.Name == origin && signature.Key.Algorithm == NoteAlgorithm.Ed25519))
        {
            return new Refusal("receipt.other_log", $"The checkpoint is not signed by the key of its own log, {origin}.");
        }

        return MerkleProofs.VerifyInclusion(LogHash.OfLeaf(leafData), Index, tree.Value.Size, Proof, tree.Value.Root) is { } wrong
            ? wrong
            : new VerifiedReceipt(Index, tree.Value, note.Value.Signatures);
    }

    /// <summary>The receipt as text, which <see cref="Parse"/> and other tools read.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (!Extra.IsEmpty)
        {
            text.Append(ExtraName).Append(Convert.ToBase64String(Extra.Span)).Append('\n');
        }

        text.Append(IndexName).Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Proof)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(Checkpoint).ToString();
    }

    private static Refusal WrongIndex() => new("receipt.index", "Index and a whole number from 0 without leading zeros come before the proof.");

    private static Refusal ProofTooLong() => new("receipt.proof_too_long", $"A proof of inclusion has at most {MerkleProofs.LongestInclusion} hashes.");
}

/// <summary>A receipt that was verified.</summary>
/// <param name="Index">Which leaf the data is, from zero.</param>
/// <param name="Checkpoint">The log and its size when the receipt was made.</param>
/// <param name="Signatures">The log and the witnesses that signed the checkpoint.</param>
public sealed record VerifiedReceipt(long Index, Checkpoint Checkpoint, IReadOnlyList<VerifiedSignature> Signatures);
