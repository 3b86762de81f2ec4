namespace Regulars.Host.Tests.Running;

/// <summary>Where things are: the repository above the tests, and the data beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, whichever these tests were built as.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? throw new DirectoryNotFoundException(AppContext.BaseDirectory);

    /// <summary>The Online Retail file; the test is skipped, visibly, where it is not.</summary>
    public static string OnlineRetail
    {
        get
        {
            var file = Path.Combine(Root, "..", "shared", "data", "online_retail.csv.gz");
            Assert.SkipUnless(File.Exists(file), "The Online Retail data is not beside the repository.");
            return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "regulars.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("There is no regulars.slnx above the tests.");
    }
}
