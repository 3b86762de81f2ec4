namespace Regulars.Host.Tests.Running;

/// <summary>The built program, run as a process of its own.</summary>
internal static class RegularsProgram
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);

    /// <summary>The executable that was built with these tests.</summary>
    public static string Path { get; } = System.Environment.GetEnvironmentVariable("REGULARS_TEST_PROGRAM") is { Length: > 0 } compiled ? compiled : System.IO.Path.Combine(Repository.Root, "src", "Host", "bin", Repository.Configuration, "net10.0", "regulars");

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
