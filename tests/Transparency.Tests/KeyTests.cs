using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class KeyTests
{
    /// <summary>The keys of golang.org/x/mod/sumdb/note, note_test.go.</summary>
    private const string Peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string PeterPrivate = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    [Fact]
    public void The_published_keys_are_read_and_written()
    {
        using var key = SigningKey.Parse(PeterPrivate).Value;

        Assert.Equal(Peter, VerifierKey.Parse(Peter + "\n").Value.ToString());
        Assert.Equal(Peter, key.Verifier.ToString());
        Assert.Equal(PeterPrivate, key.ToPrivateText());
        Assert.Equal(VerifierKey.Parse(Peter).Value, key.Verifier);
        Assert.Equal(("PeterNeumann", 0xc74f20a3u, NoteAlgorithm.Ed25519), (key.Verifier.Name, key.Verifier.Id, key.Verifier.Algorithm));
    }

    /// <summary>As note_test.go mangles its keys: every part of the text alone, and every byte raised by one.</summary>
    [Theory]
    [InlineData(Peter)]
    [InlineData(PeterPrivate)]
    public void No_mangled_key_is_read(string text)
    {
        bool IsRead(string key)
        {
            var signing = SigningKey.Parse(key);
            if (signing.IsGiven)
            {
                signing.Value.Dispose();
            }

            return signing.IsGiven || VerifierKey.Parse(key).IsGiven;
        }

        for (var from = 0; from < text.Length; from++)
        {
            for (var to = from + 1; to <= text.Length; to++)
            {
                Assert.False(IsRead(text[from..to]) && to - from < text.Length, text[from..to]);
            }

            var bytes = Encoding.ASCII.GetBytes(text);
            bytes[from]++;
            Assert.False(IsRead(Encoding.ASCII.GetString(bytes)), $"Byte {from} was raised.");
        }
    }

    [Theory]
    [InlineData(null, "key.malformed")]
    [InlineData("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", "key.malformed")]
    [InlineData("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key.algorithm")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key.id")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key.malformed")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "key.malformed")]
    public void What_is_wrong_with_a_key_is_said(string? text, string code) => Assert.Equal(code, VerifierKey.Parse(text).Refusal?.Code);

    [Theory]
    [InlineData(NoteAlgorithm.Ed25519)]
    [InlineData(NoteAlgorithm.CosignatureV1)]
    public void A_new_key_is_read_back_and_no_two_are_the_same(NoteAlgorithm algorithm)
    {
        using var key = Given.Key("example.com/witness", algorithm);
        using var other = Given.Key("example.com/witness", algorithm);
        using var again = SigningKey.Parse(key.ToPrivateText() + "\n").Value;

        Assert.Equal(key.Verifier, again.Verifier);
        Assert.NotEqual(key.Verifier, other.Verifier);
        Assert.Equal(algorithm, VerifierKey.Parse(key.Verifier.ToString()).Value.Algorithm);
    }

    [Fact]
    public void Several_threads_may_sign_with_one_key()
    {
        using var key = SigningKey.Parse(PeterPrivate).Value;
        var notes = new string[400];
        Parallel.For(0, notes.Length, number => notes[number] = SignedNote.Sign($"note {number}\n", key).Value.ToString());

        Assert.All(notes, note => Assert.True(SignedNote.Parse(note).Value.Verify([key.Verifier]).IsGiven));
    }

    [Fact]
    public void The_secret_does_not_show_by_accident()
    {
        using var key = SigningKey.Parse(PeterPrivate).Value;

        Assert.Equal(Peter, key.ToString());
        Assert.DoesNotContain("AYEK", SigningKey.Parse(PeterPrivate.Replace("c74f20a3", "c74f20a4")).Refusal!.Sentence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a+b")]
    [InlineData("line\nfeed")]
    [InlineData("wide\u2003space")]
    public void A_key_has_a_name_that_a_note_can_hold(string name) => Assert.Equal("key.name", SigningKey.Generate(name).Refusal?.Code);

    [Fact]
    public void A_name_has_no_half_of_a_pair() => Assert.Equal("key.name", SigningKey.Generate("half\ud800").Refusal?.Code);

    [Fact]
    public void A_key_signs_in_a_known_way() => Assert.Equal("key.algorithm", SigningKey.Generate("a", NoteAlgorithm.None).Refusal?.Code);

    [Fact]
    public void Any_text_at_all_is_a_key_or_a_refusal() => Prop.ForAll<string>(any =>
        (VerifierKey.Parse(any).IsGiven || VerifierKey.Parse(any).Refusal is not null)
        && SigningKey.Parse("PRIVATE+KEY+" + any).Refusal is not null).QuickCheckThrowOnFailure();
}
