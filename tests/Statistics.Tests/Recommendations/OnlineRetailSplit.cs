using System.IO.Compression;
using Regulars.Statistics.Recommendations;

namespace Regulars.Statistics.Tests.Recommendations;

/// <summary>Which products the customers of Online Retail had before 2011-10-01 and which new ones after, read from beside the repository.</summary>
internal sealed record OnlineRetailSplit(Interactions Training, Interactions Later)
{
    private static readonly Lazy<OnlineRetailSplit?> Read = new(ReadOrNull);

    public static OnlineRetailSplit Get()
    {
        Assert.SkipUnless(Read.Value is not null, "The Online Retail split is not beside the repository.");
        return Read.Value!;
    }

    private static OnlineRetailSplit? ReadOrNull()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "regulars.slnx")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "data", "online_retail_reco_split.csv.gz");
                return File.Exists(path) ? Of(path) : null;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    private static OnlineRetailSplit Of(string path)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        text.ReadLine();
        var rows = new List<string[]>();
        while (text.ReadLine() is { } line)
        {
            rows.Add(line.Split(','));
        }

        var users = Numbers(rows.Select(row => row[0]));
        var items = Numbers(rows.Select(row => row[1]));
        Interactions Part(string name) => Interactions.Of(users.Count, items.Count, [.. rows.Where(row => row[2] == name).Select(row => (users[row[0]], items[row[1]]))]);
        return new OnlineRetailSplit(Part("train"), Part("test"));
    }

    private static Dictionary<string, int> Numbers(IEnumerable<string> names) =>
        names.Distinct().Order(StringComparer.Ordinal).Select((name, number) => (name, number)).ToDictionary(pair => pair.name, pair => pair.number);
}
