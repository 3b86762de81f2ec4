using System.Globalization;

namespace Regulars.Transparency;

/// <summary>What a log says of itself: its origin, how many leaves it has and the root of their tree (C2SP tlog-checkpoint). Two are equal
/// when their texts are.</summary>
public sealed class Checkpoint : IEquatable<Checkpoint>
{
    private Checkpoint(string origin, long size, LogHash root, IReadOnlyList<string> extensions) =>
        (Origin, Size, Root, Extensions) = (origin, size, root, extensions);

    /// <summary>The name of the log, such as <c>example.com/log</c>: one line, not empty.</summary>
    public string Origin { get; }

    /// <summary>How many leaves the log has.</summary>
    public long Size { get; }

    /// <summary>The root of the tree of these leaves.</summary>
    public LogHash Root { get; }

    /// <summary>Further lines, mostly none; not empty, and of no meaning here.</summary>
    public IReadOnlyList<string> Extensions { get; }

    /// <summary>Makes a checkpoint.</summary>
    /// <param name="origin">The name of the log: one line, not empty.</param>
    /// <param name="size">How many leaves.</param>
    /// <param name="root">The root of their tree.</param>
    /// <param name="extensions">Further lines, none of them empty.</param>
    /// <returns>The checkpoint; refused with <c>checkpoint.origin</c>, <c>checkpoint.size</c> or <c>checkpoint.extension</c>, or with
    /// <c>note.characters</c> or <c>note.too_large</c>.</returns>
    public static Outcome<Checkpoint> Create(string origin, long size, LogHash root, params IReadOnlyList<string> extensions)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(extensions);
        if (!IsLine(origin))
        {
            return new Refusal("checkpoint.origin", "The origin of a log is one line that is not empty.");
        }

        if (size < 0)
        {
            return WrongSize();
        }

        if (!extensions.All(IsLine))
        {
            return new Refusal("checkpoint.extension", "Each extension is one line that is not empty.");
        }

        var checkpoint = new Checkpoint(origin, size, root, [.. extensions]);
        return NoteText.Fault(checkpoint.ToString()) is { } fault ? fault : checkpoint;
    }

    /// <summary>Reads the text of a checkpoint, without signatures: the origin, the size, the root and any extension lines.</summary>
    /// <param name="text">The text, with the line feed at its end. It comes from a <see cref="VerifiedNote"/> if it is to be
    /// believed.</param>
    /// <returns>The checkpoint; refused with <c>checkpoint.malformed</c>, <c>checkpoint.size</c> or <c>hash.base64</c>, or as
    /// <see cref="Create"/> refuses.</returns>
    public static Outcome<Checkpoint> Parse(string? text)
    {
        if (NoteText.Fault(text) is { } fault)
        {
            return fault;
        }

        if (text![..^1].Split('\n') is not [var origin, var size, var root, .. var extensions])
        {
            return new Refusal("checkpoint.malformed", "A checkpoint has at least three lines: the origin, the size and the root.");
        }

        if (!CanonicalNumber.TryRead(size, out var leaves))
        {
            return WrongSize();
        }

        var hash = LogHash.ParseBase64(root);
        return hash.Refusal is { } refusal ? refusal : Create(origin, leaves, hash.Value, extensions);
    }

    /// <summary>Signs the checkpoint. A log signs none that is smaller than, or inconsistent with, one it signed before: its caller sees
    /// to that.</summary>
    /// <param name="key">The key of the log, named like the origin.</param>
    /// <returns>The note to serve; refused with <c>checkpoint.other_key</c> when the key is that of another log, or as
    /// <see cref="SigningKey.Sign"/> refuses.</returns>
    public Outcome<SignedNote> Sign(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Verifier.Name == Origin
            ? SignedNote.Sign(ToString(), key)
            : new Refusal("checkpoint.other_key", $"The key of {key.Verifier.Name} does not sign for {Origin}.");
    }

    /// <summary>The text that is signed, with the line feed at its end.</summary>
    public override string ToString()
    {
        var size = Size.ToString(CultureInfo.InvariantCulture);
        return string.Join('\n', [Origin, size, Root.ToBase64(), .. Extensions, ""]);
    }

    /// <inheritdoc/>
    public bool Equals(Checkpoint? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Checkpoint);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Origin, Size, Root);

    private static bool IsLine(string line) => !string.IsNullOrEmpty(line) && !line.Contains('\n');

    private static Refusal WrongSize() => new("checkpoint.size", "A size is a whole number from 0 to 2^63 − 1 without leading zeros.");
}
