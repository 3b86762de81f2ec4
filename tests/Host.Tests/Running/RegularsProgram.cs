using System.Diagnostics;
using System.Text;

namespace Regulars.Host.Tests.Running;

/// <summary>The built program, run as a process of its own.</summary>
internal static class RegularsProgram
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);

    /// <summary>The executable that was built with these tests.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "src", "Host", "bin", Repository.Configuration, "net10.0", "regulars");

    /// <summary>Starts it; both outputs are read as they come.</summary>
    public static RunningProgram Start(IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        RunningProgram.Start(Path, environment, arguments);

    /// <summary>Runs it to its end.</summary>
    public static async Task<Ran> RunAsync(IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        using var program = Start(environment, arguments);
        return await program.EndAsync(MostTime);
    }
}

/// <summary>What a run of the program came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Everything on standard output.</param>
/// <param name="Errors">Everything on standard error.</param>
internal sealed record Ran(int ExitCode, string Output, string Errors)
{
    /// <summary>The same, when it ended well; else the test fails with what the program said.</summary>
    public Ran Well()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}. Standard error:\n{Errors}\nStandard output:\n{Output}");
        return this;
    }
}

/// <summary>A program that runs.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process process;

    private readonly StringBuilder output = new();

    private readonly StringBuilder errors = new();

    private RunningProgram(Process process) => this.process = process;

    public int Id => process.Id;

    public static RunningProgram Start(string path, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in (string[])["REGULARS_DATA", "REGULARS_DATABASE", "LANG", "LC_MESSAGES"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "en_US.UTF-8";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var running = new RunningProgram(new Process { StartInfo = start });
        running.process.OutputDataReceived += (_, line) => Keep(running.output, line.Data);
        running.process.ErrorDataReceived += (_, line) => Keep(running.errors, line.Data);
        running.process.Start();
        running.process.StandardInput.Close();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Ends it as a power cut would: without a word, and with everything it started.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself a moment before.
        }
    }

    /// <summary>Lets it run for a while and then ends it as a power cut would; false when it had ended by itself.</summary>
    public bool KillAfter(TimeSpan moment)
    {
        if (process.WaitForExit(moment))
        {
            return false;
        }

        Kill();
        process.WaitForExit();
        return true;
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString()]);
        kill.WaitForExit();
    }

    public async Task<Ran> EndAsync(TimeSpan most)
    {
        using var late = new CancellationTokenSource(most);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            Assert.Fail($"The program did not end within {most}. Standard error:\n{errors}");
        }

        lock (output)
        {
            lock (errors)
            {
                return new Ran(process.ExitCode, output.ToString(), errors.ToString());
            }
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }
}
