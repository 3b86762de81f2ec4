using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

/// <summary>Right texts in which parts were cut, doubled, moved and replaced: each is refused or read as it stands, and nothing is thrown.</summary>
public sealed class FuzzedTextTests : IDisposable
{
    private static readonly string[] Scraps =
        ["", "\n", "\n\n", " ", "+", "/", "x", ".p/", "— ", "-1", "00", "256", "9223372036854775808", "\0", "\r", "\ud800", "\u2028", "=", "====", "AAAA", "index ", "extra "];

    private readonly SigningKey key = Given.Key();

    public void Dispose() => key.Dispose();

    [Fact]
    public void A_fuzzed_receipt_is_refused_or_reads_as_it_stands()
    {
        var (tiles, root) = Given.Log(Given.Leaves(300));
        var right = Receipt.Make(tiles, 7, Given.Signed(300, root, key), "extra"u8.ToArray()).Value.ToString();

        Fuzz(right, text => Receipt.Parse(text) is var read && (read.IsGiven
            ? read.Value.ToString() == text && (read.Value.Verify(Given.Data(7), [key.Verifier]).Refusal is not null || SameButExtra(text, right))
            : Told(read.Refusal)));
    }

    [Fact]
    public void A_fuzzed_note_is_refused_or_reads_as_it_stands()
    {
        var right = Given.Signed(300, LogHash.OfEmptyTree, key).ToString();

        Fuzz(right, text => SignedNote.Parse(text) is var read && (read.IsGiven
            ? read.Value.ToString() == text && (read.Value.Text == right[..read.Value.Text.Length] || read.Value.Verify([key.Verifier]).Refusal is not null)
            : Told(read.Refusal)));
    }

    [Fact]
    public void A_fuzzed_checkpoint_is_refused_or_reads_as_it_stands() => Fuzz(
        Checkpoint.Create(Given.Origin, 300, LogHash.OfEmptyTree, "extension").Value.ToString(),
        text => Checkpoint.Parse(text) is var read && (read.IsGiven ? read.Value.ToString() == text : Told(read.Refusal)));

    [Fact]
    public void A_fuzzed_key_is_refused_or_the_same() => Fuzz(
        key.Verifier.ToString(),
        text => VerifierKey.Parse(text) is var read && (read.IsGiven ? read.Value.Equals(key.Verifier) : Told(read.Refusal)));

    [Fact]
    public void A_fuzzed_private_key_is_refused_or_the_same() => Fuzz(key.ToPrivateText(), text =>
    {
        var read = SigningKey.Parse(text);
        using var signing = read.IsGiven ? read.Value : null;
        return signing is null ? Told(read.Refusal) : signing.Verifier.Equals(key.Verifier);
    });

    [Fact]
    public void A_fuzzed_path_is_refused_or_reads_as_it_stands()
    {
        Fuzz("tile/0/x001/x234/067.p/8", text => LogTile.Parse(text) is var read && (read.IsGiven ? read.Value.Path == text : Told(read.Refusal)));
        Fuzz("tile/entries/x001/067", text => LogTile.ParseEntries(text) is var read && (read.IsGiven ? read.Value.EntriesPath == text : Told(read.Refusal)));
    }

    private static bool Told(Refusal? refusal) => refusal is { Code.Length: > 0, Sentence.Length: > 0 };

    /// <summary>The extra data of a receipt is authenticated by nobody.</summary>
    private static bool SameButExtra(string text, string right) => Lines(text).SequenceEqual(Lines(right));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Where(line => !line.StartsWith("extra ", StringComparison.Ordinal));

    private static void Fuzz(string right, Func<string, bool> holds) => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ArrayOf().ToArbitrary(),
        choices => holds(choices.Chunk(4).Where(chunk => chunk.Length == 4).Aggregate(right, Spoil))).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static string Spoil(string text, int[] choice)
    {
        var from = choice[0] % (text.Length + 1);
        var to = Math.Min(text.Length, from + (choice[1] % 12));
        return (choice[2] % 4) switch
        {
            0 => text[..from] + text[to..],
            1 => text[..to] + text[from..],
            2 => text[to..] + text[..from],
            _ => text[..from] + Scraps[choice[3] % Scraps.Length] + text[to..],
        };
    }
}
