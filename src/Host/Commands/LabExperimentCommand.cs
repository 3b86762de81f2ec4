using System.CommandLine;
using System.Text.Json;
using Regulars.Host.Terminal;
using Regulars.Statistics.Experiments;
using Regulars.Statistics.Intervals;

namespace Regulars.Host.Commands;

/// <summary><c>regulars lab experiment FILE</c>: the effect of each arm against the control.</summary>
internal static class LabExperimentCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var file = LabTable.Argument(terminal);
        var arm = LabTable.Column(terminal, "--arm", isRequired: true);
        var control = new Option<string>("--control") { Description = terminal.Text("cli.lab.option.control"), HelpName = "VALUE", Required = true };
        var outcome = LabTable.Column(terminal, "--outcome", isRequired: true);
        var covariate = LabTable.Column(terminal, "--covariate");
        var format = LabTable.Format(terminal);
        var command = new Command("experiment", terminal.Text("cli.lab.experiment")) { file, arm, control, outcome, covariate, format };
        command.SetAction(parsed => Run(
            terminal,
            LabTable.Open(terminal, parsed.GetValue(file)!),
            parsed.GetValue(arm)!,
            parsed.GetValue(control)!,
            parsed.GetValue(outcome)!,
            parsed.GetValue(covariate),
            parsed.GetValue(format) == "json"));
        return command;
    }

    private static int Run(TerminalOutput terminal, LabTable table, string armColumn, string control, string outcomeColumn, string? covariateColumn, bool asJson)
    {
        var (arm, outcome, covariate) = (table.Find(armColumn), table.Find(outcomeColumn), table.FindIfGiven(covariateColumn));
        var (arms, outcomes, covariates) = (new List<string>(), new List<double>(), new List<double>());
        table.Read([], covariate is { } known ? [outcome, known] : [outcome], (row, values) =>
        {
            arms.Add(row[arm].IsEmpty ? throw table.Missing(row.Line, arm) : row[arm].ToString());
            outcomes.Add(values.Number(row, outcome) ?? throw table.Missing(row.Line, outcome));
            if (covariate is { } column)
            {
                covariates.Add(values.Number(row, column) ?? throw table.Missing(row.Line, column));
            }
        });
        if (!arms.Contains(control))
        {
            throw new CommandException(terminal.Text("cli.lab.control_unknown", armColumn, control, string.Join(", ", arms.Distinct().Order(StringComparer.Ordinal).Take(20))));
        }

        var adjusted = covariate is null ? default : LabAnswer.Given(terminal, Cuped.Adjust([.. outcomes], [.. covariates]));
        var effects = arms.Distinct().Where(other => other != control).Order(StringComparer.Ordinal).Select(treated => new ArmEffect(
            treated,
            LabAnswer.Given(terminal, Of(outcomes, arms, treated, control)),
            covariate is null ? null : LabAnswer.Given(terminal, Of(adjusted.Adjusted, arms, treated, control)))).ToList();
        if (asJson)
        {
            LabAnswer.Json(json => Write(json, control, arms.Count(one => one == control), effects, adjusted.Theta, adjusted.Correlation));
        }
        else
        {
            Print(terminal, effects, adjusted.Theta, adjusted.Correlation);
        }

        return RegularsCommand.Success;
    }

    private static Statistics.Outcome<Effect> Of(IReadOnlyList<double> outcomes, List<string> arms, string treated, string control) => Effect.OfMeans(
        SampleMoments.Of([.. outcomes.Where((_, i) => arms[i] == treated)]), SampleMoments.Of([.. outcomes.Where((_, i) => arms[i] == control)]));

    private static void Write(Utf8JsonWriter json, string control, int controlled, List<ArmEffect> effects, double theta, double correlation)
    {
        json.WriteString("control", control);
        json.WriteNumber("n", controlled);
        json.WriteStartArray("arms");
        foreach (var (name, effect, adjusted) in effects)
        {
            json.WriteStartObject();
            json.WriteString("arm", name);
            json.WriteNumber("n", effect.Treated);
            Write(json, effect);
            if (adjusted is not null)
            {
                json.WriteStartObject("cuped");
                json.WriteNumber("theta", theta);
                json.WriteNumber("rho", correlation);
                json.WriteNumber("n", adjusted.Treated);
                Write(json, adjusted);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Effect effect)
    {
        json.WriteNumber("difference", effect.Difference);
        json.WriteNumber("standardError", effect.StandardError);
        json.WriteStartArray("interval");
        json.WriteNumberValue(effect.Interval.Low);
        json.WriteNumberValue(effect.Interval.High);
        json.WriteEndArray();
        json.WriteNumber("z", effect.Statistic);
        json.WriteNumber("p", effect.Probability);
    }

    private static void Print(TerminalOutput terminal, List<ArmEffect> effects, double theta, double correlation)
    {
        foreach (var (name, effect, adjusted) in effects)
        {
            terminal.Line(name);
            Print(terminal, effect);
            if (adjusted is not null)
            {
                terminal.Line($"  CUPED, θ = {LabAnswer.Number(terminal, theta)}, ρ = {LabAnswer.Number(terminal, correlation)}");
                Print(terminal, adjusted);
            }
        }
    }

    private static void Print(TerminalOutput terminal, Effect effect)
    {
        void Line(string key, string value) => LabAnswer.Line(terminal, terminal.Text($"cli.lab.answer.{key}"), value);
        Line("n", $"{LabAnswer.Number(terminal, effect.Treated)} / {LabAnswer.Number(terminal, effect.HeldOut)}");
        Line("difference", $"{LabAnswer.Number(terminal, effect.Difference)} {LabAnswer.Interval(terminal, effect.Interval)}");
        Line("standard_error", LabAnswer.Number(terminal, effect.StandardError));
        Line("z", LabAnswer.Number(terminal, effect.Statistic));
        Line("p", LabAnswer.Number(terminal, effect.Probability));
    }

    /// <summary>An arm against the control, and the same freed from the covariate.</summary>
    private sealed record ArmEffect(string Arm, Effect Effect, Effect? Adjusted);
}
