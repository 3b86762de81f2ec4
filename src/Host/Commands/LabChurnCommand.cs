using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Statistics;
using Regulars.Statistics.Propensity;

namespace Regulars.Host.Commands;

/// <summary><c>regulars lab churn FILE</c>: how well a model foretells an outcome on rows it has not seen.</summary>
internal static class LabChurnCommand
{
    private const int UsualFolds = 5;

    public static Command Create(TerminalOutput terminal)
    {
        var file = LabTable.Argument(terminal);
        var label = LabTable.Column(terminal, "--label", isRequired: true);
        var positive = new Option<string>("--positive") { Description = terminal.Text("cli.lab.churn.positive"), HelpName = "VALUE", Required = true };
        var ignore = new Option<string?>("--ignore") { Description = terminal.Text("cli.lab.churn.ignore"), HelpName = "COLUMNS" };
        var folds = LabRecommendCommand.Number(terminal, "--folds", "cli.lab.churn.folds", UsualFolds, 2, 1000);
        var fold = LabTable.Column(terminal, "--fold");
        var model = new Option<string>("--model") { Description = terminal.Text("cli.lab.churn.model"), Required = true };
        model.AcceptOnlyFromAmong("logistic", "trees");
        var seed = LabRecommendCommand.Number(terminal, "--seed", "cli.lab.option.seed", 1, 0, int.MaxValue);
        var format = LabTable.Format(terminal);
        var command = new Command("churn", terminal.Text("cli.lab.churn")) { file, label, positive, ignore, folds, fold, model, seed, format };
        command.Validators.Add(result =>
        {
            if (result.GetResult(folds) is { Implicit: false } && result.GetResult(fold) is { Implicit: false })
            {
                result.AddError(terminal.Text("cli.lab.churn.folds_twice"));
            }
        });
        command.SetAction(parsed =>
        {
            var outcomes = LabOutcomes.Read(
                terminal, parsed.GetRequiredValue(file), parsed.GetRequiredValue(label)!, parsed.GetRequiredValue(positive),
                parsed.GetValue(ignore)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], parsed.GetValue(fold));
            var chance = parsed.GetValue(seed);
            var divided = outcomes.FoldOf is { } given
                ? Folds.Given(given)
                : Folds.Stratified(outcomes.Labels, Math.Min(parsed.GetValue(folds), Math.Max(2, outcomes.Labels.Length)), chance);
            var measured = parsed.GetRequiredValue(model) == "logistic"
                ? CrossValidation.Run(outcomes.Table, outcomes.Labels, divided, (table, labels) => LogisticRegression.Fit(table, labels))
                : CrossValidation.Run(outcomes.Table, outcomes.Labels, divided, (table, labels) => BoostedTrees.FitToStop(table, labels, new BoostingSettings { Trees = 1000, Seed = chance }));
            return Print(terminal, measured, parsed.GetValue(format));
        });
        return command;
    }

    private static int Print(TerminalOutput terminal, Outcome<CrossValidation> measured, string? format)
    {
        if (measured.Refusal is { } refusal)
        {
            throw new CommandException(terminal.Text(refusal.Code switch
            {
                "propensity.one_class" => "cli.lab.churn.one_class",
                "propensity.too_few_rows" => "cli.lab.churn.too_few_rows",
                _ => "cli.lab.churn.too_many_columns",
            }));
        }

        var quality = measured.Value;
        string Line(FoldedMeasure measure) => $"{LabFigures.Of(measure.Mean)} ± {LabFigures.Of(measure.Spread)}";
        LabFigures.Print(
            terminal, format,
            new Figures(
                quality.Auc.Mean, quality.LogLoss.Mean, quality.Brier.Mean, quality.TopDecileLift.Mean,
                new Spread(quality.Auc.Spread, quality.LogLoss.Spread, quality.Brier.Spread, quality.TopDecileLift.Spread),
                [.. quality.Folds.Select(fold => new FoldFigures(fold.Rows, fold.Auc, fold.LogLoss, fold.Brier, fold.TopDecileLift))]),
            [
                (terminal.Text("cli.lab.churn.auc"), Line(quality.Auc)),
                (terminal.Text("cli.lab.churn.log_loss"), Line(quality.LogLoss)),
                (terminal.Text("cli.lab.churn.brier"), Line(quality.Brier)),
                (terminal.Text("cli.lab.churn.lift"), Line(quality.TopDecileLift)),
                (terminal.Text("cli.lab.churn.spread"), quality.Folds.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ]);
        return RegularsCommand.Success;
    }

    /// <summary>What is printed as JSON: means over the folds, and beside them their standard deviations and each fold.</summary>
    private sealed record Figures(double Auc, double LogLoss, double Brier, double TopDecileLift, Spread Spread, IReadOnlyList<FoldFigures> Folds);

    private sealed record Spread(double Auc, double LogLoss, double Brier, double TopDecileLift);

    private sealed record FoldFigures(int Rows, double Auc, double LogLoss, double Brier, double TopDecileLift);
}
