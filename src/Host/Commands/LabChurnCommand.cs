using System.CommandLine;
using System.Text.Json;
using Regulars.Host.Terminal;
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
            Print(terminal, LabAnswer.Given(terminal, measured), parsed.GetValue(format));
            return RegularsCommand.Success;
        });
        return command;
    }

    private static void Print(TerminalOutput terminal, CrossValidation quality, string? format)
    {
        (string Key, string Text, FoldedMeasure Measure)[] measures =
        [
            ("auc", "cli.lab.churn.auc", quality.Auc),
            ("logLoss", "cli.lab.churn.log_loss", quality.LogLoss),
            ("brier", "cli.lab.churn.brier", quality.Brier),
            ("topDecileLift", "cli.lab.churn.lift", quality.TopDecileLift),
        ];
        if (format == "json")
        {
            LabAnswer.Json(json => Write(json, quality, measures));
            return;
        }

        foreach (var (_, text, measure) in measures)
        {
            LabAnswer.Line(terminal, terminal.Text(text), $"{LabAnswer.Number(terminal, measure.Mean)} ± {LabAnswer.Number(terminal, measure.Spread)}");
        }

        LabAnswer.Line(terminal, terminal.Text("cli.lab.churn.spread"), LabAnswer.Number(terminal, quality.Folds.Count));
    }

    /// <summary>The means over the folds, and beside them their standard deviations and each fold.</summary>
    private static void Write(Utf8JsonWriter json, CrossValidation quality, (string Key, string Text, FoldedMeasure Measure)[] measures)
    {
        foreach (var (key, _, measure) in measures)
        {
            json.WriteNumber(key, measure.Mean);
        }

        LabAnswer.Numbers(json, "spread", measures.Select(measure => (measure.Key, measure.Measure.Spread)));
        json.WriteStartArray("folds");
        foreach (var fold in quality.Folds)
        {
            json.WriteStartObject();
            json.WriteNumber("rows", fold.Rows);
            json.WriteNumber("auc", fold.Auc);
            json.WriteNumber("logLoss", fold.LogLoss);
            json.WriteNumber("brier", fold.Brier);
            json.WriteNumber("topDecileLift", fold.TopDecileLift);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
