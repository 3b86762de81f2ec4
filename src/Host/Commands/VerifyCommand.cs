using System.CommandLine;
using System.Globalization;
using Regulars.Host.Terminal;
using Regulars.Loyalty.Contracts;

namespace Regulars.Host.Commands;

/// <summary><c>regulars verify RECEIPT --key KEY</c>: needs no data folder and no server.</summary>
internal static class VerifyCommand
{
    private const long LargestFile = 1 << 20;

    public static Command Create(TerminalOutput terminal)
    {
        var receipt = new Argument<FileInfo>("RECEIPT") { Description = terminal.Text("cli.verify.receipt") };
        var key = new Option<string>("--key") { Description = terminal.Text("cli.verify.key"), Required = true };
        var witness = new Option<string[]>("--witness") { Description = terminal.Text("cli.verify.witness") };
        var command = new Command("verify", terminal.Text("cli.verify")) { receipt, key, witness };
        command.SetAction(parsed =>
        {
            var verified = ReceiptVerification.Verify(
                Read(terminal, parsed.GetValue(receipt)!), KeyOf(terminal, parsed.GetValue(key)!), [.. (parsed.GetValue(witness) ?? []).Select(said => KeyOf(terminal, said))]);
            if (verified.Refusal is { } refusal)
            {
                terminal.Error(terminal.Text("cli.verify.not", refusal.Detail));
                return RegularsCommand.Failure;
            }

            terminal.Line(verified.Value.Statement.TrimEnd());
            terminal.Line(terminal.Text("cli.verify.verified", verified.Value.Size, verified.Value.Origin, verified.Value.Index));
            foreach (var signed in verified.Value.Witnesses)
            {
                terminal.Line(terminal.Text("cli.verify.witnessed", signed.Name, DateTimeOffset.FromUnixTimeSeconds(signed.TimeSeconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
            }

            return RegularsCommand.Success;
        });
        return command;
    }

    /// <summary>A key is given as it is, or in a file.</summary>
    private static string KeyOf(TerminalOutput terminal, string said) => File.Exists(said) ? Read(terminal, new FileInfo(said)) : said;

    private static string Read(TerminalOutput terminal, FileInfo file) => file is { Exists: true, Length: <= LargestFile }
        ? File.ReadAllText(file.FullName)
        : throw new CommandException(terminal.Text("cli.verify.unreadable", file.FullName));
}
