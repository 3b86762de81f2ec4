using System.CommandLine;
using Regulars.Host.Access;
using Regulars.Host.Terminal;
using Regulars.Journal.Demonstration;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Host.Commands;

/// <summary><c>regulars demo</c>: fills an installation with the demonstration shop.</summary>
internal static class DemoCommand
{
    public const int DefaultSeed = 1;

    public const int DefaultCustomers = 2_000;

    /// <summary>The act by which it is remembered up to which day a shop was told.</summary>
    private const string Act = "demo.filled";

    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var seed = new Option<int>("--seed") { Description = terminal.Text("cli.demo.seed"), DefaultValueFactory = _ => DefaultSeed };
        var customers = new Option<int>("--customers") { Description = terminal.Text("cli.demo.customers"), DefaultValueFactory = _ => DefaultCustomers };
        var command = new Command("demo", terminal.Text("cli.demo")) { data, seed, customers };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            await FillAsync(terminal, workplace, parsed.GetValue(seed), parsed.GetValue(customers), cancellation);
            return RegularsCommand.Success;
        });
        return command;
    }

    /// <summary>Tells the shop up to yesterday; when it was told before, up to the same day as then, so that nothing changes.</summary>
    public static async Task FillAsync(TerminalOutput terminal, Workplace workplace, int seed, int customers, CancellationToken cancellation)
    {
        if (customers is < 1 or > DemonstrationShop.MostCustomers)
        {
            throw new CommandException(terminal.Text("cli.demo.customers_absurd", DemonstrationShop.MostCustomers));
        }

        if (!workplace.Businesses.IsSetUp)
        {
            workplace.Businesses.Save(DemonstrationShop.Business);
        }

        var business = workplace.Businesses.Current;
        var reader = terminal.Reader(business.Calendar, business.Currency);
        var begun = TimeProvider.System.GetTimestamp();
        var totals = await new DemonstrationFill(workplace.Intake).RunAsync(
            seed,
            customers,
            LastDay(workplace, seed),
            business.Currency,
            done => terminal.Progress(Describe(reader, done, customers, TimeProvider.System.GetElapsedTime(begun))),
            cancellation);
        terminal.EndProgress();
        terminal.Note(reader.Text("cli.demo.done", customers, totals.Requests, business.Name));
        if (totals.Refused > 0)
        {
            terminal.Note(reader.Text("cli.demo.refused", totals.Refused));
        }
    }

    private static Day LastDay(Workplace workplace, int seed)
    {
        var acts = new AdministrativeActs(workplace.Database, TimeProvider.System);
        var shop = $"{seed}:";
        if (acts.Last(Act, shop) is { } told && Day.TryParse(told.Subject[shop.Length..]) is { } before)
        {
            return before;
        }

        var yesterday = workplace.Businesses.Current.Calendar.DayOf(Instant.Now(TimeProvider.System)).Plus(-1);
        acts.Record("command line", Act, shop + yesterday);
        return yesterday;
    }

    private static string Describe(Reader reader, int done, int customers, TimeSpan elapsed) => done == 0
        ? reader.Text("cli.demo.progress", done, customers)
        : reader.Text("cli.demo.progress_left", done, customers, reader.Formats.Duration(elapsed * ((double)(customers - done) / done)));
}
