using System.Text;
using System.Text.RegularExpressions;

namespace Regulars.Transparency.Tests;

public sealed partial class ReadmeTests
{
    [Fact]
    public void A_log_is_kept_and_its_receipt_verified()
    {
        var tiles = new MemoryTiles();
        var data = Encoding.UTF8.GetBytes("any data");
        using var key = SigningKey.Generate("example.com/log").Value;
        var growth = MerkleLog.Append(0, tiles, [LogHash.OfLeaf(data)]).Value;
        growth.WriteTo(tiles);

        var checkpoint = Checkpoint.Create("example.com/log", growth.Size, growth.Root).Value;
        var note = checkpoint.Sign(key).Value;
        var receipt = Receipt.Make(tiles, 0, note).Value.ToString();

        var verified = Receipt.Parse(receipt).Value.Verify(data, [key.Verifier]);
        var answer = verified.Refusal?.Sentence ?? $"Leaf {verified.Value.Index} of {verified.Value.Checkpoint.Origin}.";

        Assert.Equal("Leaf 0 of example.com/log.", answer);
    }

    [Fact]
    public void Every_example_is_run_by_a_test()
    {
        var room = Path.Combine(Repository.Root, "src", "Transparency", "README.md");
        var tests = Folded(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Transparency.Tests", "ReadmeTests.cs")));
        var examples = Example().Matches(File.ReadAllText(room)).Select(match => Folded(match.Groups["code"].Value)).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(example, tests));
    }

    private static string Folded(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline, 2000)]
    private static partial Regex Example();
}
