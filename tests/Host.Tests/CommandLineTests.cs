using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>Help, exit codes and languages of the command line.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly Place place = new(StorageEngine.Sqlite);

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Help_names_every_command()
    {
        var help = (await place.Run("--help")).Well().Output;

        Assert.All(
            (string[])["serve", "try", "import", "report", "refresh", "demo", "keys", "backup", "restore", "doctor", "lab"],
            command => Assert.Contains($"\n  {command} ", help, StringComparison.Ordinal));
        Assert.False(Directory.Exists(place.Data));
    }

    [Theory]
    [InlineData("try", "--no-serve")]
    [InlineData("import", "--mapping")]
    [InlineData("lab", "lifetime")]
    [InlineData("report", "--as-of")]
    [InlineData("demo", "--customers")]
    [InlineData("restore", "--data")]
    public async Task Every_command_has_its_own_help(string command, string option)
    {
        Assert.Contains(option, (await place.Run(command, "--help")).Well().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uk_UA.UTF-8", "утримання")]
    [InlineData("ru_RU.UTF-8", "удержание")]
    [InlineData("pl_PL.UTF-8", "utrzymanie")]
    public async Task Help_speaks_the_language_of_the_terminal(string locale, string word)
    {
        Assert.Contains(word, (await place.RunIn(locale, "--help")).Well().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("report", "--format", "xml")]
    [InlineData("import")]
    [InlineData("report", "--as-of", "yesterday")]
    [InlineData("report", "--from", "2026-01-01")]
    [InlineData("report", "--from", "2026-02-01", "--to", "2026-01-01")]
    [InlineData("report", "--window", "0")]
    [InlineData("report", "--only", "weather=rain")]
    [InlineData("demo", "--customers", "0")]
    [InlineData("keys", "revoke", "nobody")]
    [InlineData("restore", "nowhere.db")]
    public async Task What_cannot_be_done_ends_with_one_and_says_why(params string[] arguments)
    {
        var ran = await place.Run(arguments);

        Assert.Equal(1, ran.ExitCode);
        Assert.NotEmpty(ran.Errors.Trim());
        Assert.DoesNotContain("   at ", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_shown_once_listed_without_its_secret_and_revoked()
    {
        var key = (await place.Run("keys", "create", "till", "--scope", "facts.write")).Well().Output.Trim();
        var listed = (await place.Run("keys", "list")).Well().Output;

        Assert.DoesNotContain(key, listed, StringComparison.Ordinal);
        Assert.Contains("facts.write", listed, StringComparison.Ordinal);
        (await place.Run("keys", "revoke", listed[..36])).Well();
        Assert.Contains("revoked", (await place.Run("keys", "list")).Well().Output, StringComparison.Ordinal);
    }
}
