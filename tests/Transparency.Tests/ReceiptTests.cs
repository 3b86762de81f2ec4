using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public sealed class ReceiptTests : IDisposable
{
    private const int Size = 700;

    private readonly SigningKey key = Given.Key();
    private readonly SigningKey witness = Given.Key("witness.example", NoteAlgorithm.CosignatureV1);
    private readonly MemoryTiles tiles;
    private readonly SignedNote note;

    public ReceiptTests()
    {
        (tiles, var root) = Given.Log(Given.Leaves(Size));
        note = Given.Signed(Size, root, key);
    }

    public void Dispose()
    {
        key.Dispose();
        witness.Dispose();
    }

    [Fact]
    public void Every_leaf_has_a_receipt_that_verifies() => Prop.ForAll(Given.Between(0, Size - 1), index =>
    {
        var text = Receipt.Make(tiles, index, note).Value.ToString();
        var verified = Receipt.Parse(text).Value.Verify(Given.Data(index), [key.Verifier]).Value;
        return verified.Index == index && verified.Checkpoint.Size == Size && verified.Signatures.Single().Key.Equals(key.Verifier)
            && Receipt.Parse(text).Value.ToString() == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_receipt_is_written_as_the_specification_says()
    {
        var proof = string.Join('\n', MerkleProofs.Inclusion(tiles, 699, Size).Value);

        Assert.Equal(
            $"c2sp.org/tlog-proof@v1\nextra YmF0Y2ggNw==\nindex 699\n{proof}\n\n{note}",
            Receipt.Make(tiles, 699, note, "batch 7"u8.ToArray()).Value.ToString());
        Assert.Equal($"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}", Receipt.Create(0, [], note).Value.ToString());
    }

    [Fact]
    public void Any_flipped_bit_of_a_receipt_is_noticed()
    {
        var bytes = Encoding.UTF8.GetBytes(Receipt.Make(tiles, 321, note).Value.ToString());
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var receipt = Receipt.Parse(Encoding.UTF8.GetString(changed));

            Assert.True(receipt.Refusal is not null || receipt.Value.Verify(Given.Data(321), [key.Verifier]).Refusal is not null, $"Bit {bit} is not noticed.");
        }
    }

    [Fact]
    public void Other_data_is_refused()
    {
        var receipt = Receipt.Make(tiles, 5, note).Value;

        Assert.Equal("proof.root", receipt.Verify(Given.Data(6), [key.Verifier]).Refusal?.Code);
        Assert.Equal("proof.root", receipt.Verify([], [key.Verifier]).Refusal?.Code);
    }

    [Fact]
    public void A_receipt_for_another_leaf_is_refused() => Prop.ForAll(Given.Between(0, Size - 1), Given.Between(0, Size + 5), (index, other) =>
    {
        var receipt = Receipt.Create(other, MerkleProofs.Inclusion(tiles, index, Size).Value, note).Value;
        return index == other || receipt.Verify(Given.Data(index), [key.Verifier]).Refusal?.Code is "proof.root" or "proof.length" or "proof.index";
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_trusted_is_refused()
    {
        using var stranger = Given.Key();

        Assert.Equal("note.unsigned", Receipt.Make(tiles, 5, note).Value.Verify(Given.Data(5), [stranger.Verifier]).Refusal?.Code);
        Assert.Equal("note.unsigned", Receipt.Make(tiles, 5, note).Value.Verify(Given.Data(5), []).Refusal?.Code);
    }

    [Fact]
    public void A_trusted_key_of_another_log_or_of_a_witness_does_not_speak_for_the_log()
    {
        using var other = Given.Key("example.com/other");
        var byOther = SignedNote.Sign(note.Text, other).Value;
        var byWitness = byOther.With(witness.Cosign(note.Text, DateTimeOffset.UnixEpoch).Value).Value;

        Assert.Equal("receipt.other_log", Receipt.Make(tiles, 5, byWitness).Value.Verify(Given.Data(5), [other.Verifier, witness.Verifier]).Refusal?.Code);
    }

    [Fact]
    public void A_witness_named_like_the_log_does_not_speak_for_it()
    {
        using var namesake = Given.Key(Given.Origin, NoteAlgorithm.CosignatureV1);
        var cosigned = note.With(namesake.Cosign(note.Text, DateTimeOffset.UnixEpoch).Value).Value;

        Assert.Equal("receipt.other_log", Receipt.Make(tiles, 5, cosigned).Value.Verify(Given.Data(5), [namesake.Verifier]).Refusal?.Code);
        Assert.Equal(2, cosigned.Signatures.Count);
        Assert.True(Receipt.Make(tiles, 5, cosigned).Value.Verify(Given.Data(5), [namesake.Verifier, key.Verifier]).IsGiven);
    }

    [Fact]
    public void Witnesses_are_told()
    {
        var witnessed = note.With(witness.Cosign(note.Text, DateTimeOffset.UnixEpoch.AddSeconds(7)).Value).Value;
        var verified = Receipt.Make(tiles, 5, witnessed).Value.Verify(Given.Data(5), [key.Verifier, witness.Verifier]).Value;

        Assert.Equal([null, 7L], verified.Signatures.Select(signature => signature.TimeSeconds));
    }

    [Fact]
    public void A_note_that_is_no_checkpoint_is_refused()
    {
        var letter = SignedNote.Sign("Dear customer\n", key).Value;

        Assert.Equal("checkpoint.malformed", Receipt.Make(tiles, 5, letter).Refusal?.Code);
        Assert.Equal("checkpoint.malformed", Receipt.Create(5, [], letter).Value.Verify(Given.Data(5), [key.Verifier]).Refusal?.Code);
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        Assert.Equal("receipt.index", Receipt.Create(-1, [], note).Refusal?.Code);
        Assert.Equal("receipt.proof_too_long", Receipt.Create(0, new LogHash[64], note).Refusal?.Code);
        Assert.Equal("receipt.extra_too_long", Receipt.Create(0, [], note, new byte[Receipt.LongestExtraBytes + 1]).Refusal?.Code);
        Assert.Equal("proof.index", Receipt.Make(tiles, Size, note).Refusal?.Code);
        Assert.True(Receipt.Parse(Receipt.Create(long.MaxValue, new LogHash[63], note, new byte[Receipt.LongestExtraBytes]).Value.ToString()).IsGiven);
    }

    [Theory]
    [InlineData(null, "receipt.malformed")]
    [InlineData("", "receipt.malformed")]
    [InlineData("\n\n", "receipt.header")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n", "receipt.header")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n", "receipt.index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\n", "receipt.index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -1\n\n", "receipt.index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", "receipt.index")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n", "receipt.extra")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra !!!!\nindex 0\n\n", "receipt.extra")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\n", "receipt.index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", "receipt.proof")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\n", "note.malformed")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\nno note\n", "note.malformed")]
    public void What_is_wrong_with_a_receipt_is_said(string? text, string code) => Assert.Equal(code, Receipt.Parse(text).Refusal?.Code);

    [Fact]
    public void A_text_too_large_is_refused() => Assert.Equal("receipt.too_large", Receipt.Parse(new string('\n', 2_000_000)).Refusal?.Code);

    [Fact]
    public void A_proof_too_long_is_refused()
    {
        var hashes = string.Concat(Enumerable.Repeat(LogHash.OfEmptyTree + "\n", 64));

        Assert.Equal("receipt.proof_too_long", Receipt.Parse($"c2sp.org/tlog-proof@v1\nindex 0\n{hashes}\n{note}").Refusal?.Code);
        Assert.Equal("receipt.proof_too_long", Receipt.Parse($"c2sp.org/tlog-proof@v1\nindex 0\n{hashes}{hashes}\n{note}").Refusal?.Code);
    }

    [Fact]
    public void Any_text_at_all_is_a_receipt_or_a_refusal() => Prop.ForAll<string, string>((head, rest) =>
    {
        var text = $"c2sp.org/tlog-proof@v1\n{head}\n\n{rest}";
        var receipt = Receipt.Parse(text);
        return receipt.Refusal is not null || receipt.Value.ToString() == text;
    }).QuickCheckThrowOnFailure();
}
