using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Journal.Storage;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Host.Commands;

/// <summary><c>regulars doctor</c>: recomputes what is kept twice and names what does not agree; with <c>--ledger</c> every account and
/// lot from the postings; with <c>--confirm-clock</c> it notes that the clock is right after it jumped ahead.</summary>
internal static class DoctorCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var ledger = new Option<bool>("--ledger") { Description = terminal.Text("cli.doctor.option.ledger") };
        var confirm = new Option<bool>("--confirm-clock") { Description = terminal.Text("cli.doctor.option.clock") };
        var command = new Command("doctor", terminal.Text("cli.doctor")) { data, ledger, confirm };
        command.SetAction(parsed =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            var isSound = true;
            foreach (var (check, faults) in Checks(workplace.Database))
            {
                terminal.Line($"  {(faults == 0 ? "✓" : "✗")} {terminal.Text($"cli.doctor.{check}")}{(faults == 0 ? "" : "  " + terminal.Text("cli.doctor.faults", faults))}");
                isSound &= faults == 0;
            }

            TellClock(terminal, workplace.PointsClock, parsed.GetValue(confirm));
            if (parsed.GetValue(ledger))
            {
                isSound &= Tell(terminal, new LedgerVerifier(workplace.Database).Verify());
            }

            return isSound ? RegularsCommand.Success : RegularsCommand.Failure;
        });
        return command;
    }

    private static void TellClock(TerminalOutput terminal, PointsClock clock, bool isConfirmed)
    {
        var state = isConfirmed ? clock.Confirm() : clock.State;
        if (isConfirmed)
        {
            terminal.Line("  ✓ " + terminal.Text("cli.doctor.clock.confirmed", state!.SeenOn));
        }
        else if (state is { JumpedTo: { } jumped })
        {
            terminal.Line("  ! " + terminal.Text("cli.doctor.clock.paused", state.SeenOn, jumped));
        }
    }

    private static bool Tell(TerminalOutput terminal, LedgerVerdict verdict)
    {
        if (verdict.Fault is not { } fault)
        {
            terminal.Line("  ✓ " + terminal.Text("cli.doctor.ledger", verdict.Postings));
            return true;
        }

        terminal.Line("  ✗ " + terminal.Text("cli.doctor.ledger.fault", fault.Table, fault.Row, fault.Customer.ToString(), fault.Column, fault.Found, fault.Expected));
        return false;
    }

    private static IEnumerable<(string Check, long Faults)> Checks(Database database)
    {
        if (database.Engine is Engine.Sqlite)
        {
            yield return ("file", database.QueryFirst<string>("PRAGMA integrity_check") == "ok" ? 0 : 1);
        }

        foreach (var check in JournalChecks.All)
        {
            yield return (check.Name, database.QueryFirst<long>(check.CountFaults));
        }
    }
}
