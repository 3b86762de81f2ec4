using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Regulars.Testing;

/// <summary>The independent reader in oracle/main.go, over golang.org/x/mod/sumdb, built once.</summary>
public sealed class Oracle : IAsyncLifetime
{
    private const string Packages = "golang-go golang-golang-x-mod-dev";

    private readonly string folder = Directory.CreateTempSubdirectory("regulars-oracle-").FullName;
    private string? missing;

    private string Program => Path.Combine(folder, "oracle");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (!Directory.Exists("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"))
        {
            missing = "golang.org/x/mod is not in /usr/share/gocode";
            return;
        }

        try
        {
            var (code, output) = await RunAsync("go", "build", "-o", Program, Path.Combine(Root(), "tests", "Transparency.Tests", "oracle", "main.go"));
            Assert.True(code == 0, output);
        }
        catch (Win32Exception)
        {
            missing = "there is no go";
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the reader says of a log in a folder, or of one that a server serves and a folder with a receipt; the test is
    /// skipped where there is no Go.</summary>
    public async Task<(int Code, string Output)> ReadAsync(params string[] log)
    {
        if (missing is not null)
        {
            Assert.Skip($"The independent reader cannot be built: {missing}; Debian's packages are {Packages}.");
        }

        return await RunAsync(Program, log);
    }

    private async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = "/usr/share/gocode";
        start.Environment["GOFLAGS"] = "";
        start.Environment.TryAdd("HOME", folder);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output + await errors).Trim());
    }

    private static string Root()
    {
        var parent = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(parent.FullName, "regulars.slnx")))
        {
            parent = parent.Parent ?? throw new InvalidOperationException("The repository's root was not found.");
        }

        return parent.FullName;
    }
}
