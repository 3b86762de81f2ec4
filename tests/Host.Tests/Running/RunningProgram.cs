using System.Diagnostics;
using System.Text;

namespace Regulars.Host.Tests.Running;

/// <summary>A program that runs.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process process;

    private readonly StringBuilder output = new();

    private readonly StringBuilder errors = new();

    private readonly TaskCompletionSource<string> told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile string? wanted;

    private RunningProgram(Process process) => this.process = process;

    public int ProcessId => process.Id;

    /// <summary>A task that ends with the first line on standard error that holds a text; it fails when the program ends before.</summary>
    public async Task<string> ErrorLineWith(string text, TimeSpan most)
    {
        var ended = process.WaitForExitAsync();
        var seen = told.Task;
        wanted = text;
        lock (errors)
        {
            LookFor(errors.ToString());
        }

        var first = await Task.WhenAny(seen, ended).WaitAsync(most);
        return first == seen ? await seen : throw new InvalidOperationException($"The program ended before it said “{text}”:\n{errors}");
    }

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
        running.process.ErrorDataReceived += (_, line) =>
        {
            Keep(running.errors, line.Data);
            running.LookFor(line.Data);
        };
        running.process.Start();
        running.process.StandardInput.Close();
        running.process.BeginOutputReadLine();
        running.process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Whether it ends within a time.</summary>
    public async Task<bool> EndsWithin(TimeSpan time)
    {
        using var late = new CancellationTokenSource(time);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
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

    /// <summary>Ends it as a power cut would, a little later than something has come true, which is looked at again and again.</summary>
    /// <returns>False when it ended by itself before.</returns>
    public bool KillWhen(Func<bool> isTrue, TimeSpan lookEvery, TimeSpan later)
    {
        while (!process.WaitForExit(lookEvery))
        {
            if (isTrue())
            {
                return KillAfter(later);
            }
        }

        return false;
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
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<Ran> EndAsync(TimeSpan most)
    {
        if (!await EndsWithin(most))
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

    private void LookFor(string? text)
    {
        if (wanted is { } sought && text?.Split('\n').FirstOrDefault(line => line.Contains(sought, StringComparison.Ordinal)) is { } found)
        {
            told.TrySetResult(found);
        }
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
