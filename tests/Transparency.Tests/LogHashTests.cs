using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class LogHashTests
{
    [Fact]
    public void A_hash_is_read_back_from_every_form() => Prop.ForAll<byte[]>(data =>
    {
        var hash = LogHash.OfLeaf(data);
        return LogHash.ParseBase64(hash.ToBase64()).Value == hash && LogHash.ParseHex(hash.ToHex()).Value == hash
            && LogHash.ParseHex(hash.ToHex().ToUpperInvariant()).Value == hash && LogHash.FromBytes(hash.ToArray()) == hash;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF =")]
    [InlineData("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA")]
    public void Only_the_one_base64_form_is_read(string text) => Assert.Equal("hash.base64", LogHash.ParseBase64(text).Refusal?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Only_64_digits_are_read(string text) => Assert.Equal("hash.hex", LogHash.ParseHex(text).Refusal?.Code);

    [Fact]
    public void Leaves_of_any_length_hash_differently_from_nodes()
    {
        var (left, right) = (LogHash.OfLeaf("left"u8), LogHash.OfLeaf("right"u8));

        Assert.NotEqual(LogHash.OfNode(left, right), LogHash.OfLeaf([.. left.ToArray(), .. right.ToArray()]));
        Assert.NotEqual(LogHash.OfNode(left, right), LogHash.OfNode(right, left));
        Assert.Equal(LogHash.OfLeaf(new byte[70_000]), LogHash.OfLeaf(new byte[70_000]));
    }

    [Fact]
    public void Other_lengths_than_32_bytes_are_a_fault_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => LogHash.FromBytes(new byte[31]));
        Assert.Throws<ArgumentException>(() => LogHash.OfEmptyTree.CopyTo(new byte[31]));
    }
}
