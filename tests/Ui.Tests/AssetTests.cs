using System.IO.Compression;
using System.Text;

namespace Regulars.Ui.Tests;

public class AssetTests
{
    [Fact]
    public void Scripts_and_styles_are_in_the_assembly_under_an_address_that_changes_with_them()
    {
        Assert.Equal($"/assets/{UiAssets.Hash}/regulars.js", UiAssets.Address("regulars.js"));
        Assert.Equal(16, UiAssets.Hash.Length);
        Assert.Throws<ArgumentException>(() => UiAssets.Address("../secret"));
    }

    [Fact]
    public void A_file_is_sent_in_the_smallest_form_that_is_accepted()
    {
        var asset = UiAssets.Files["regulars.css"];

        var (brotli, encoding) = asset.Encoded("gzip, deflate, br;q=0.9");
        using var stream = new BrotliStream(new MemoryStream(brotli), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);

        Assert.Equal("br", encoding);
        Assert.Equal(asset.Content, plain.ToArray());
        Assert.Equal("gzip", asset.Encoded("gzip, br;q=0").Encoding);
        Assert.Null(asset.Encoded("").Encoding);
        Assert.Null(UiAssets.Files["inter-latin-wght-normal.woff2"].Encoded("br").Encoding);
    }

    [Fact]
    public void Every_font_that_the_styles_name_is_there()
    {
        var styles = Encoding.UTF8.GetString(UiAssets.Files["regulars.css"].Content);

        var named = UiAssets.Files.Keys.Where(name => name.EndsWith(".woff2", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, named.Count);
        Assert.All(named, name => Assert.Contains($"./{name}", styles, StringComparison.Ordinal));
    }
}
