using System.CommandLine;
using Regulars.Host.Access;
using Regulars.Host.Terminal;
using Regulars.Kernel;

namespace Regulars.Host.Commands;

/// <summary><c>regulars keys create|list|revoke</c></summary>
internal static class KeysCommand
{
    private const string Actor = "command line";

    public static Command Create(TerminalOutput terminal) => new("keys", terminal.Text("cli.keys"))
    {
        CreateKey(terminal),
        ListKeys(terminal),
        RevokeKey(terminal),
    };

    private static Command CreateKey(TerminalOutput terminal)
    {
        var name = new Argument<string>("NAME") { Description = terminal.Text("cli.keys.name") };
        var data = SharedOptions.Data(terminal);
        var source = new Option<string?>("--source") { Description = terminal.Text("cli.keys.source"), HelpName = "SOURCE" };
        var scopes = new Option<string[]>("--scope")
        {
            Description = terminal.Text("cli.keys.scope", string.Join(", ", Permission.All)),
            HelpName = "SCOPE",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("create", terminal.Text("cli.keys.create")) { name, data, source, scopes };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(scopes) is { Length: > 0 } given ? given : [Permission.WriteFacts, Permission.ReadCustomers, Permission.ReadReports];
            if (Array.Find(wanted, scope => !Permission.All.Contains(scope)) is { } unknown)
            {
                throw new CommandException(terminal.Text("cli.keys.scope_unknown", unknown, string.Join(", ", Permission.All)));
            }

            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            var text = parsed.GetValue(name)!;
            terminal.Line(Keys(workplace).Create(text, parsed.GetValue(source) ?? text, wanted, Actor, account: null));
            terminal.Note(terminal.Text("cli.keys.shown_once"));
            return RegularsCommand.Success;
        });
        return command;
    }

    private static Command ListKeys(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var command = new Command("list", terminal.Text("cli.keys.list")) { data };
        command.SetAction(parsed =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            foreach (var key in Keys(workplace).All())
            {
                terminal.Line($"{key.Id}  {key.Name}  {key.Source}  {key.Scopes}{(key.RevokedAt is null ? "" : "  " + terminal.Text("cli.keys.revoked"))}");
            }

            return RegularsCommand.Success;
        });
        return command;
    }

    private static Command RevokeKey(TerminalOutput terminal)
    {
        var id = new Argument<string>("ID") { Description = terminal.Text("cli.keys.id") };
        var data = SharedOptions.Data(terminal);
        var command = new Command("revoke", terminal.Text("cli.keys.revoke")) { id, data };
        command.SetAction(parsed =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            return Guid.TryParse(parsed.GetValue(id), out var key) && Keys(workplace).Revoke(key, Actor)
                ? RegularsCommand.Success
                : throw new CommandException(terminal.Text("cli.keys.unknown", parsed.GetValue(id)!));
        });
        return command;
    }

    private static ApiKeys Keys(Workplace workplace) =>
        new(workplace.Database, new AdministrativeActs(workplace.Database, TimeProvider.System), TimeProvider.System);
}
