using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Kernel;
using Regulars.Statistics.Lifetime;

namespace Regulars.Host.Commands;

/// <summary><c>regulars lab lifetime FILE</c>: fits a lifetime model to the purchases in a table and judges its forecast.</summary>
internal static class LabLifetimeCommand
{
    private const string Auto = "auto";

    public static Command Create(TerminalOutput terminal)
    {
        var file = LabTable.Argument(terminal);
        var customer = LabTable.Column(terminal, "--customer", isRequired: true);
        var date = LabTable.Column(terminal, "--date", isRequired: true);
        var amount = LabTable.Column(terminal, "--amount");
        var model = new Option<string>("--model") { Description = terminal.Text("cli.lab.option.model"), DefaultValueFactory = _ => Auto };
        model.AcceptOnlyFromAmong("bgnbd", "mbgnbd", "paretonbd", "bgcnbd", "mbgcnbd", Auto);
        var calibrationEnd = new Option<string?>("--calibration-end") { Description = terminal.Text("cli.lab.option.calibration_end"), HelpName = "DATE" };
        var holdOutEnd = new Option<string?>("--holdout-end") { Description = terminal.Text("cli.lab.option.holdout_end"), HelpName = "DATE" };
        var unit = new Option<string>("--unit") { Description = terminal.Text("cli.lab.option.unit"), DefaultValueFactory = _ => "week" };
        unit.AcceptOnlyFromAmong("week", "day");
        var format = LabTable.Format(terminal);
        var command = new Command("lifetime", terminal.Text("cli.lab.lifetime")) { file, customer, date, amount, model, calibrationEnd, holdOutEnd, unit, format };
        command.SetAction(parsed => Run(
            terminal,
            LabTable.Open(terminal, parsed.GetValue(file)!),
            (parsed.GetValue(customer)!, parsed.GetValue(date)!, parsed.GetValue(amount)),
            parsed.GetValue(model)!,
            SharedOptions.DayOf(terminal, "--calibration-end", parsed.GetValue(calibrationEnd)),
            SharedOptions.DayOf(terminal, "--holdout-end", parsed.GetValue(holdOutEnd)),
            parsed.GetValue(unit) == "day" ? TimeUnit.Day : TimeUnit.Week,
            parsed.GetValue(format) == "json"));
        return command;
    }

    private static int Run(
        TerminalOutput terminal, LabTable table, (string Customer, string Date, string? Amount) columns, string model,
        Day? calibrationEnd, Day? holdOutEnd, TimeUnit unit, bool asJson)
    {
        var history = Read(terminal, table, columns, out var skipped);
        if (history.LastDay is not { } lastDay)
        {
            throw new CommandException(terminal.Text("cli.lab.refusal.lifetime.no_time"));
        }

        var end = calibrationEnd?.Number ?? lastDay;
        var until = holdOutEnd?.Number ?? Math.Max(end, lastDay);
        if (until < end)
        {
            throw new CommandException(terminal.Text("cli.lab.holdout_before", "--holdout-end", "--calibration-end"));
        }

        var choice = model == Auto ? LabAnswer.Given(terminal, ModelChoice.For(history, end, unit)) : null;
        var customers = history.At(end, unit, until);
        var fit = LabAnswer.Given(terminal, ModelChoice.Fit(choice?.Name ?? model, [.. customers.Select(customer => customer.Purchases)]));

        // Without a period that followed, as far ahead as was looked back.
        var horizon = (until > end ? until - end : end - history.FirstDay!.Value) / (double)unit.Days();
        var answer = new LabLifetimeAnswer(
            fit, choice, horizon, Forecast.Purchases(fit.Model, [.. customers.Select(customer => customer.Purchases)], horizon).Sum(),
            until > end ? LabAnswer.Given(terminal, HoldOut.Judge(fit.Model, customers, horizon)) : null,
            columns.Amount is null ? null : LabAnswer.Given(terminal, GammaGamma.Fit([.. customers.Select(customer => customer.Spend)])),
            skipped);
        if (asJson)
        {
            LabAnswer.Json(answer.Write);
        }
        else
        {
            answer.Print(terminal);
        }

        return RegularsCommand.Success;
    }

    private static PurchaseHistory Read(TerminalOutput terminal, LabTable table, (string Customer, string Date, string? Amount) columns, out int skipped)
    {
        var (customer, date, amount) = (table.Find(columns.Customer), table.Find(columns.Date), table.FindIfGiven(columns.Amount));
        var history = new PurchaseHistory();
        var without = 0;
        table.Read([date], amount is { } number ? [number] : [], (row, values) =>
        {
            if (row[customer].IsEmpty)
            {
                without++;
                return;
            }

            var day = values.Day(row, date) ?? throw table.Missing(row.Line, date);
            var value = amount is { } column ? values.Number(row, column) ?? throw table.Missing(row.Line, column) : 0;
            history.Add(row[customer].ToString(), day.Number, value);
        });
        skipped = without;
        return history;
    }
}
