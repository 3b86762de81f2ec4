using System.Diagnostics;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests.Faults;

/// <summary>An answer is written only after what it answers is on the disk, seen from the kernel.</summary>
public sealed class DurabilityTests
{
    private static readonly string[] Traced = ["-f", "-y", "-s", "1000", "-e", "trace=fsync,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg,recvfrom,recvmsg,read"];

    [Theory]
    [InlineData(StorageEngine.Sqlite, "-wal>")]
    [InlineData(StorageEngine.PostgreSql, "/pg_wal/")]
    public async Task The_journal_is_synced_before_the_answer_is_written(StorageEngine engine, string log)
    {
        InstallTracer();
        using var place = new Place(engine);
        var key = await Server.NewKey(place);
        var trace = place.NewFile("trace");
        using (var server = await Server.StartAsync(place, key))
        {
            var watched = (engine is StorageEngine.PostgreSql ? DatabaseProcesses(place) : []).Append($"{server.ProcessId}").SelectMany(process => (string[])["-p", process]);
            using var tracer = RunningProgram.Start("strace", place.Environment, [.. Traced, "-o", trace, .. watched]);
            await tracer.ErrorLineWith($"Process {server.ProcessId} attached", TimeSpan.FromSeconds(30));
            for (var i = 0; i < 5; i++)
            {
                using var answer = await server.Post("/api/v1/facts", """{"kind":"visit","customer":{"number":"7"}}""", $"durable-{i}");
                Assert.True(answer.IsSuccessStatusCode);
            }

            tracer.Terminate();
            await tracer.EndAsync(TimeSpan.FromSeconds(30));
        }

        CheckOrder(SystemCalls.Read(trace), log);
    }

    [Fact]
    public async Task A_sync_that_fails_is_told_and_nothing_more_is_taken_until_the_next_start()
    {
        InstallTracer();
        using var place = new Place(StorageEngine.Sqlite);
        var key = await Server.NewKey(place);
        using (var server = await Server.StartAsync(place, key))
        {
            Assert.True(await IsTakenAsync(server, "before"));
            using (var tracer = RunningProgram.Start(
                "strace", place.Environment, ["-f", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-o", place.NewFile("trace"), "-p", $"{server.ProcessId}"]))
            {
                await tracer.ErrorLineWith($"Process {server.ProcessId} attached", TimeSpan.FromSeconds(30));
                Assert.False(await IsTakenAsync(server, "during"));
                tracer.Terminate();
                await tracer.EndAsync(TimeSpan.FromSeconds(30));
            }

            Assert.False(await IsTakenAsync(server, "after"));
        }

        using var next = await Server.StartAsync(place, key);
        Assert.True(await IsTakenAsync(next, "before"));
        Assert.True(await IsTakenAsync(next, "after"));
    }

    private static async Task<bool> IsTakenAsync(Server server, string key)
    {
        using var answer = await server.Post("/api/v1/facts", """{"kind":"visit","customer":{"number":"7"}}""", key);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Between a request and its answer there is a write into the write-ahead log and after it a sync of it that succeeded.</summary>
    private static void CheckOrder(IReadOnlyList<SystemCall> calls, string log)
    {
        var answers = 0;
        var (isWritten, isSynced) = (false, false);
        foreach (var call in calls)
        {
            if (call.Name is "recvfrom" or "recvmsg" or "read" && call.Text.Contains("durable-", StringComparison.Ordinal))
            {
                (isWritten, isSynced) = (false, false);
            }
            else if (call.IsOn(log) && call.Name.StartsWith("pwrite", StringComparison.Ordinal))
            {
                isWritten = true;
            }
            else if (call.IsOn(log) && call.Name is "fsync" or "fdatasync")
            {
                isSynced |= isWritten && call.Result == "0";
            }
            else if (call.Text.Contains("\\\"status\\\":\\\"recorded\\\"", StringComparison.Ordinal))
            {
                answers++;
                Assert.True(isWritten, $"Answer {answers} was written before its fact.");
                Assert.True(isSynced, $"Answer {answers} was written before the sync.");
            }
        }

        Assert.Equal(5, answers);
    }

    /// <summary>The server of the database and everything that works for it: whoever it is that syncs, it is seen.</summary>
    private static IEnumerable<string> DatabaseProcesses(Place place)
    {
        var folder = place.Texts("SHOW data_directory")[0];
        var server = File.ReadLines(Path.Combine(folder, "postmaster.pid")).First();
        return File.ReadAllText($"/proc/{server}/task/{server}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(server);
    }

    /// <summary>Installs strace where it is missing; outside of continuous integration the test is skipped when that fails.</summary>
    private static void InstallTracer()
    {
        using var install = Process.Start(new ProcessStartInfo("sh", ["-c", "command -v strace > /dev/null || { . eng/install; install_packages strace; }"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
        })!;
        install.WaitForExit();
        Assert.SkipWhen(install.ExitCode != 0 && Environment.GetEnvironmentVariable("CI") is null, "strace cannot be installed here.");
        Assert.Equal(0, install.ExitCode);
    }
}
