using System.CommandLine;
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
        var command = new Command("verify", terminal.Text("cli.verify")) { receipt, key };
        command.SetAction(parsed =>
        {
            var said = parsed.GetValue(key)!;
            var verified = ReceiptVerification.Verify(
                Read(terminal, parsed.GetValue(receipt)!), File.Exists(said) ? Read(terminal, new FileInfo(said)) : said);
            if (verified.Refusal is { } refusal)
            {
                terminal.Error(terminal.Text("cli.verify.not", refusal.Detail));
                return RegularsCommand.Failure;
            }

            terminal.Line(verified.Value.Statement.TrimEnd());
            terminal.Line(terminal.Text("cli.verify.verified", verified.Value.Size, verified.Value.Origin, verified.Value.Index));
            return RegularsCommand.Success;
        });
        return command;
    }

    private static string Read(TerminalOutput terminal, FileInfo file) => file is { Exists: true, Length: <= LargestFile }
        ? File.ReadAllText(file.FullName)
        : throw new CommandException(terminal.Text("cli.verify.unreadable", file.FullName));
}
