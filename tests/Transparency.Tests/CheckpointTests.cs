using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class CheckpointTests
{
    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    [Fact]
    public void The_example_of_the_specification_is_read_and_written()
    {
        const string Text = $"example.com/behind-the-sofa\n20852163\n{Root}\n";
        var checkpoint = Checkpoint.Parse(Text).Value;

        Assert.Equal(("example.com/behind-the-sofa", 20852163L, Root), (checkpoint.Origin, checkpoint.Size, checkpoint.Root.ToBase64()));
        Assert.Empty(checkpoint.Extensions);
        Assert.Equal(Text, checkpoint.ToString());
    }

    [Theory]
    [InlineData(null, "note.text")]
    [InlineData("", "note.text")]
    [InlineData("\n", "checkpoint.malformed")]
    [InlineData("log\n1\n", "checkpoint.malformed")]
    [InlineData("log\n1\n" + Root, "note.text")]
    [InlineData("\n1\n" + Root + "\n", "checkpoint.origin")]
    [InlineData("log\n01\n" + Root + "\n", "checkpoint.size")]
    [InlineData("log\n-1\n" + Root + "\n", "checkpoint.size")]
    [InlineData("log\n+1\n" + Root + "\n", "checkpoint.size")]
    [InlineData("log\n 1\n" + Root + "\n", "checkpoint.size")]
    [InlineData("log\n\n" + Root + "\n", "checkpoint.size")]
    [InlineData("log\n9223372036854775808\n" + Root + "\n", "checkpoint.size")]
    [InlineData("log\n1\nshort=\n", "hash.base64")]
    [InlineData("log\n1\n" + Root + "\n\n", "checkpoint.extension")]
    [InlineData("log\n1\n" + Root + "\r\n", "note.characters")]
    public void What_is_wrong_with_a_checkpoint_is_said(string? text, string code) => Assert.Equal(code, Checkpoint.Parse(text).Refusal?.Code);

    [Fact]
    public void A_checkpoint_is_read_back() => Prop.ForAll<NonNull<string>, NonNegativeInt, string[]>((origin, size, extensions) =>
    {
        var checkpoint = Checkpoint.Create(origin.Get, (long)size.Get << 31, LogHash.OfLeaf("root"u8), extensions?.Select(line => line ?? "").ToList() ?? []);
        return checkpoint.Refusal is { Code: "checkpoint.origin" or "checkpoint.extension" or "note.characters" }
            || Checkpoint.Parse(checkpoint.Value.ToString()).Value.Equals(checkpoint.Value);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_at_all_is_a_checkpoint_or_a_refusal() => Prop.ForAll<string>(any =>
        Checkpoint.Parse(any + "\n") is var read && (read.Refusal is not null || read.Value.ToString() == any + "\n")).QuickCheckThrowOnFailure();

    [Fact]
    public void Extension_lines_are_kept_and_signed()
    {
        using var key = Given.Key("log");
        var checkpoint = Checkpoint.Create("log", 1, LogHash.OfLeaf([]), "first", "second").Value;
        var verified = checkpoint.Sign(key).Value.Verify([key.Verifier]).Value;

        Assert.Equal(["first", "second"], Checkpoint.Parse(verified.Text).Value.Extensions);
    }

    [Fact]
    public void The_key_of_one_log_does_not_sign_for_another()
    {
        using var key = Given.Key("example.com/other");

        Assert.Equal("checkpoint.other_key", Checkpoint.Create(Given.Origin, 1, LogHash.OfLeaf([])).Value.Sign(key).Refusal?.Code);
    }

    [Fact]
    public void Checkpoints_of_one_text_are_equal()
    {
        Assert.Equal(Checkpoint.Create("log", 1, default, "x").Value, Checkpoint.Create("log", 1, default, "x").Value);
        Assert.NotEqual(Checkpoint.Create("log", 1, default, "x").Value, Checkpoint.Create("log", 1, default).Value);
        Assert.Equal("checkpoint.size", Checkpoint.Create("log", -1, default).Refusal?.Code);
    }
}
