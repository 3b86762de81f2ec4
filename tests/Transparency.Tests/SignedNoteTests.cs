using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class SignedNoteTests
{
    /// <summary>The note of golang.org/x/mod/sumdb/note, note_test.go.</summary>
    private const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string PeterLine = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private const string EnochLine = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    private const string PeterPrivate = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static readonly VerifierKey Peter = VerifierKey.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").Value;
    private static readonly VerifierKey Enoch = VerifierKey.Parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop").Value;

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_679_315_147);

    [Fact]
    public void The_published_note_is_written()
    {
        using var key = SigningKey.Parse(PeterPrivate).Value;

        Assert.Equal($"{Text}\n{PeterLine}", SignedNote.Sign(Text, key).Value.ToString());
    }

    [Fact]
    public void The_published_note_is_verified()
    {
        var note = SignedNote.Parse($"{Text}\n{PeterLine}{EnochLine}").Value;

        Assert.Equal(Text, note.Verify([Peter]).Value.Text);
        Assert.Equal([Peter], note.Verify([Peter]).Value.Signatures.Select(signature => signature.Key));
        Assert.Equal([Peter, Enoch], note.Verify([Enoch, Peter, Enoch]).Value.Signatures.Select(signature => signature.Key));
        Assert.Equal("note.unsigned", note.Verify([]).Refusal?.Code);
    }

    [Fact]
    public void Repeated_signatures_count_once() =>
        Assert.Single(SignedNote.Parse($"{Text}\n{PeterLine}{PeterLine}{EnochLine}").Value.Verify([Peter]).Value.Signatures);

    [Fact]
    public void A_wrong_signature_by_a_known_key_condemns_the_note()
    {
        var changed = SignedNote.Parse($"{Text.Replace("answer", "Answer")}\n{PeterLine}{EnochLine}").Value;
        var longer = SignedNote.Parse($"{Text}\n{PeterLine[..60]}ABCD{PeterLine[60..]}{EnochLine}").Value;

        Assert.Equal("note.signature_wrong", changed.Verify([Peter]).Refusal?.Code);
        Assert.Equal("note.signature_wrong", longer.Verify([Peter, Enoch]).Refusal?.Code);
        Assert.True(longer.Verify([Enoch]).IsGiven);
    }

    [Fact]
    public void Two_known_keys_with_one_name_and_id_are_ambiguous()
    {
        // Ids have 32 bits: among some hundred thousand keys two have the same.
        var seen = new Dictionary<uint, VerifierKey>();
        VerifierKey first, second;
        for (var number = 0; ; number++)
        {
            second = new VerifierKey("log", NoteAlgorithm.Ed25519, [.. BitConverter.GetBytes(number), .. new byte[28]]);
            if (!seen.TryAdd(second.Id, second))
            {
                first = seen[second.Id];
                break;
            }
        }

        var note = SignedNote.Parse($"{Text}\n{new NoteSignature("log", first.Id, new byte[64])}\n").Value;

        Assert.Equal("note.ambiguous_key", note.Verify([first, second]).Refusal?.Code);
        Assert.Equal("note.signature_wrong", note.Verify([first, first]).Refusal?.Code);
    }

    [Theory]
    [InlineData(null, "note.text")]
    [InlineData("", "note.malformed")]
    [InlineData("\n", "note.malformed")]
    [InlineData("text\n", "note.malformed")]
    [InlineData("text\n\n", "note.malformed")]
    [InlineData("text\n\n" + PeterLine + "\n", "note.malformed")]
    [InlineData("text\n" + PeterLine, "note.malformed")]
    [InlineData("text\n\n— PeterNeumann x08go/ZJkuBS", "note.malformed")]
    [InlineData("text\n\n- PeterNeumann x08go/ZJkuBS\n", "note.signature_malformed")]
    [InlineData("text\n\n—PeterNeumann x08go/ZJkuBS\n", "note.signature_malformed")]
    [InlineData("text\n\n— PeterNeumann\n", "note.signature_malformed")]
    [InlineData("text\n\n— PeterNeumann  x08go/ZJkuBS\n", "note.signature_malformed")]
    [InlineData("text\n\n— PeterNeumann x08go/ZJkuBS \n", "note.signature_malformed")]
    [InlineData("text\n\n— Peter+Neumann x08go/ZJkuBS\n", "note.signature_malformed")]
    [InlineData("text\n\n— Peter\u00A0Neumann x08go/ZJkuBS\n", "note.signature_malformed")]
    [InlineData("text\n\n—  x08go/ZJkuBS\n", "note.signature_malformed")]
    [InlineData("text\n\n— PeterNeumann x08g\n", "note.signature_malformed")]
    [InlineData("text\n\n— PeterNeumann x08goA==\n", "note.signature_malformed")]
    [InlineData("text\n\n— PeterNeumann x08go/Z=\n", "note.signature_malformed")]
    [InlineData("text\n\n— PeterNeumann %%%%%%%%\n", "note.signature_malformed")]
    [InlineData("te\txt\n\n" + PeterLine, "note.characters")]
    [InlineData("text\r\n\n" + PeterLine, "note.characters")]
    [InlineData("te\0xt\n\n" + PeterLine, "note.characters")]
    public void What_is_wrong_with_a_note_is_said(string? note, string code) => Assert.Equal(code, SignedNote.Parse(note).Refusal?.Code);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        Assert.Equal("note.characters", SignedNote.Parse([(byte)'a', 0xC0, 0x80, (byte)'\n', (byte)'\n', .. Encoding.UTF8.GetBytes(PeterLine)]).Refusal?.Code);
        Assert.True(SignedNote.Parse(Encoding.UTF8.GetBytes($"{Text}\n{PeterLine}")).IsGiven);
    }

    [Fact]
    public void A_note_has_at_most_100_signatures()
    {
        Assert.True(SignedNote.Parse($"{Text}\n{string.Concat(Enumerable.Repeat(PeterLine, 100))}").Value.Verify([Peter]).IsGiven);
        Assert.Equal("note.too_many_signatures", SignedNote.Parse($"{Text}\n{string.Concat(Enumerable.Repeat(PeterLine, 101))}").Refusal?.Code);
    }

    [Fact]
    public void A_note_has_at_most_a_megabyte()
    {
        using var key = Given.Key();
        var full = new string('я', (SignedNote.LongestBytes / 2) - 1) + "\n";
        var room = full[..^200] + "\n";

        Assert.True(SignedNote.Sign(room, key).IsGiven);
        Assert.Equal("note.too_large", SignedNote.Sign(full, key).Refusal?.Code);
        Assert.Equal("note.too_large", SignedNote.Parse($"{full}\n{PeterLine}").Refusal?.Code);
        Assert.Equal("note.too_large", SignedNote.Parse(new byte[SignedNote.LongestBytes + 1]).Refusal?.Code);
    }

    [Theory]
    [InlineData(null, "note.text")]
    [InlineData("", "note.text")]
    [InlineData("no line feed", "note.text")]
    [InlineData("tab\t\n", "note.characters")]
    public void Only_a_text_that_a_note_can_hold_is_signed(string? text, string code)
    {
        using var key = Given.Key();

        Assert.Equal(code, SignedNote.Sign(text, key).Refusal?.Code);
    }

    /// <summary>Not a theory: attributes cannot hold half of a pair.</summary>
    [Fact]
    public void Half_of_a_pair_is_neither_read_nor_signed()
    {
        using var key = Given.Key();

        Assert.Equal("note.characters", SignedNote.Parse("te\ud800xt\n\n" + PeterLine).Refusal?.Code);
        Assert.Equal("note.characters", SignedNote.Sign("half\udc00\n", key).Refusal?.Code);
    }

    [Fact]
    public void A_note_by_nobody_is_refused() => Assert.Equal("note.no_signature", SignedNote.Sign(Text).Refusal?.Code);

    [Fact]
    public void What_is_signed_is_read_back_and_verified() => Prop.ForAll<string[]>(lines =>
    {
        using var first = Given.Key("first");
        using var second = Given.Key("second");
        var text = string.Join('\n', lines ?? []) + "\n";
        var note = SignedNote.Sign(text, first, second);
        return note.Refusal is { Code: "note.characters" } || (SignedNote.Parse(note.Value.ToString()).Value.Verify([second.Verifier, first.Verifier]).Value is var read
            && read.Text == text && read.Signatures.Select(signature => signature.Key.Name).SequenceEqual(["first", "second"]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_note_of_which_anything_was_changed_is_refused_or_reads_as_it_stands() => Prop.ForAll(Given.Any, Given.Between(0, 7), (any, bit) =>
    {
        var bytes = Encoding.UTF8.GetBytes($"{Text}\n{PeterLine}");
        bytes[any % bytes.Length] ^= (byte)(1 << bit);
        var note = SignedNote.Parse(bytes);
        return note.Refusal is not null
            || (Encoding.UTF8.GetBytes(note.Value.ToString()).SequenceEqual(bytes) && note.Value.Verify([Peter]).Refusal is not null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_at_all_is_a_note_or_a_refusal() => Prop.ForAll<string, string>((text, line) =>
        SignedNote.Parse($"{text}\n\n— {line}\n") is var note && (note.Refusal is not null || note.Value.ToString() == $"{text}\n\n— {line}\n")).QuickCheckThrowOnFailure();

    [Fact]
    public void A_witness_cosigns_a_checkpoint_with_its_time()
    {
        using var log = Given.Key();
        using var witness = Given.Key("witness.example", NoteAlgorithm.CosignatureV1);
        var note = Given.Signed(8, LogHash.OfEmptyTree, log);
        var cosigned = note.With(witness.Cosign(note.Text, At).Value).Value;
        var verified = SignedNote.Parse(cosigned.ToString()).Value.Verify([log.Verifier, witness.Verifier]).Value;

        Assert.Equal([(log.Verifier, null), (witness.Verifier, 1_679_315_147L)], verified.Signatures.Select(signature => (signature.Key, signature.TimeSeconds)));
        Assert.Single(cosigned.Verify([witness.Verifier]).Value.Signatures);
    }

    /// <summary>C2SP tlog-cosignature, "Ed25519 signed message": the example's message, signed here as any Ed25519 tool would.</summary>
    [Fact]
    public void A_cosignature_is_over_the_message_of_the_specification()
    {
        using var witness = Given.Key("witness.example.com/w1", NoteAlgorithm.CosignatureV1);
        const string Body = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        var bytes = Convert.FromBase64String(witness.Cosign(Body, At).Value.Base64);

        Assert.Equal(4 + 8 + 64, bytes.Length);
        Assert.Equal("00000000641850cb", Convert.ToHexStringLower(bytes[4..12]));
        Assert.True(Ed25519.Verify(witness.Verifier.PublicKey.Span, Encoding.UTF8.GetBytes($"cosignature/v1\ntime 1679315147\n{Body}"), bytes.AsSpan(12)));
    }

    [Fact]
    public void The_time_of_a_cosignature_cannot_be_changed()
    {
        using var log = Given.Key();
        using var witness = Given.Key("witness.example", NoteAlgorithm.CosignatureV1);
        var note = Given.Signed(8, LogHash.OfEmptyTree, log);
        var bytes = Convert.FromBase64String(witness.Cosign(note.Text, At).Value.Base64);
        for (var bit = 0; bit < 64; bit++)
        {
            var changed = bytes.ToArray();
            changed[4 + (bit / 8)] ^= (byte)(1 << (bit % 8));
            var cosigned = note.With(new NoteSignature(witness.Verifier.Name, witness.Verifier.Id, changed.AsSpan(4))).Value;

            Assert.Equal("note.signature_wrong", cosigned.Verify([log.Verifier, witness.Verifier]).Refusal?.Code);
        }
    }

    /// <summary>C2SP tlog-cosignature, "Format": a time does not exceed 2^63 − 1, even when it is rightly signed.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(long.MaxValue, true)]
    [InlineData(-1, false)]
    [InlineData(long.MinValue, false)]
    public void A_time_beyond_the_largest_is_refused(long time, bool isRight)
    {
        var (seed, bytes) = (new byte[32], new byte[8 + 64]);
        using var key = Ed25519.PrivateKey(seed);
        var witness = new VerifierKey("witness.example", NoteAlgorithm.CosignatureV1, Ed25519.PublicKeyOf(key));
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, time);
        Ed25519.Sign(key, VerifierKey.CosignedMessage(Text, time)).CopyTo(bytes, 8);
        var note = SignedNote.Parse($"{Text}\n{new NoteSignature(witness.Name, witness.Id, bytes)}\n").Value;

        Assert.Equal(isRight ? null : "note.signature_wrong", note.Verify([witness]).Refusal?.Code);
    }

    [Fact]
    public void Logs_do_not_cosign_and_witnesses_do_not_sign()
    {
        using var log = Given.Key();
        using var witness = Given.Key("witness.example", NoteAlgorithm.CosignatureV1);
        var text = Given.Signed(8, LogHash.OfEmptyTree, log).Text;

        Assert.Equal("key.algorithm", log.Cosign(text, At).Refusal?.Code);
        Assert.Equal("key.algorithm", witness.Sign(text).Refusal?.Code);
        Assert.Equal("key.time", witness.Cosign(text, DateTimeOffset.UnixEpoch.AddSeconds(-1)).Refusal?.Code);
        Assert.Equal("checkpoint.malformed", witness.Cosign("no checkpoint\n", At).Refusal?.Code);
    }

    [Fact]
    public void A_newer_cosignature_takes_the_place_of_the_older()
    {
        using var log = Given.Key();
        using var witness = Given.Key("witness.example", NoteAlgorithm.CosignatureV1);
        var note = Given.Signed(8, LogHash.OfEmptyTree, log);
        var twice = note.With(witness.Cosign(note.Text, At).Value).Value.With(witness.Cosign(note.Text, At.AddHours(1)).Value).Value;

        Assert.Equal(At.AddHours(1).ToUnixTimeSeconds(), Assert.Single(twice.Verify([witness.Verifier]).Value.Signatures).TimeSeconds);
        Assert.Equal(2, twice.Signatures.Count);
    }
}
