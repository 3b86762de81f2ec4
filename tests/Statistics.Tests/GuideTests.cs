using System.Text.RegularExpressions;

namespace Regulars.Statistics.Tests;

/// <summary>Every C# example of the guide and of the README stands, line by line, in a test that runs it.</summary>
public sealed partial class GuideTests
{
    [Theory]
    [InlineData("docs/statistics.md")]
    [InlineData("src/Statistics/README.md")]
    public void Every_example_is_run_by_a_test(string document)
    {
        var root = Root();
        var tests = Directory.EnumerateFiles(Path.Combine(root, "tests", "Statistics.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Folded(File.ReadAllText(file))).ToList();
        var examples = Example().Matches(File.ReadAllText(Path.Combine(root, document))).Select(match => Folded(match.Groups["code"].Value)).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(tests, test => test.Contains(example, StringComparison.Ordinal)));
    }

    private static string Folded(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "regulars.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's root was not found.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline, 2000)]
    private static partial Regex Example();
}
