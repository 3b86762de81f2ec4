namespace Regulars.Ui.Tests;

internal static class RepositoryRoot
{
    /// <summary>The folder of the solution, found by walking up from the tests.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "regulars.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("There is no regulars.slnx above the tests.");
    }
}
