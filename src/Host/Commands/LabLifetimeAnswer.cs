using System.Text.Json;
using Regulars.Host.Terminal;
using Regulars.Statistics.Lifetime;

namespace Regulars.Host.Commands;

/// <summary>What <c>regulars lab lifetime</c> answers.</summary>
/// <param name="Fit">The fitted model.</param>
/// <param name="Choice">How it was chosen; null when it was named.</param>
/// <param name="Horizon">The time looked ahead, in units of time.</param>
/// <param name="Expected">The purchases expected of all customers in it.</param>
/// <param name="HoldOut">What followed; null when nothing is known of it.</param>
/// <param name="Spend">The model of the value of purchases; null when there are no amounts.</param>
/// <param name="Skipped">Rows without a customer.</param>
internal sealed record LabLifetimeAnswer(
    LifetimeFit<LifetimeModel> Fit, ModelChoice? Choice, double Horizon, double Expected, HoldOut? HoldOut, SpendFit? Spend, int Skipped)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("model", Fit.Model.Name);
        json.WriteNumber("customers", (long)Fit.Customers);
        json.WriteNumber("rowsWithoutCustomer", Skipped);
        LabAnswer.Numbers(json, "parameters", Named(Fit.Model.Parameters));
        if (Fit.StandardErrors is { } errors)
        {
            LabAnswer.Numbers(json, "standardErrors", Named(errors));
        }
        else
        {
            json.WriteNull("standardErrors");
        }

        if (Fit.Model is BetaDropoutModel { Regularity: > 1 } regular)
        {
            json.WriteNumber("regularity", regular.Regularity);
        }

        json.WriteNumber("logLikelihood", Fit.LogLikelihood);
        json.WriteBoolean("converged", Fit.Converged);
        if (Fit.Reason is { } reason)
        {
            json.WriteString("reason", reason.Code);
        }

        WriteForecast(json);
        WriteSpend(json);
        WriteChoice(json);
    }

    public void Print(TerminalOutput terminal)
    {
        void Line(string key, string value) => LabAnswer.Line(terminal, terminal.Text($"cli.lab.answer.{key}"), value);
        void Number(string key, double value) => Line(key, LabAnswer.Number(terminal, value));
        Line("model", Fit.Model.Name + (Fit.Model is BetaDropoutModel { Regularity: > 1 } regular ? $", k = {regular.Regularity}" : ""));
        Number("customers", Fit.Customers);
        var errors = Fit.StandardErrors;
        for (var i = 0; i < Fit.Model.Parameters.Count; i++)
        {
            LabAnswer.Line(
                terminal, Fit.Model.ParameterNames[i],
                LabAnswer.Number(terminal, Fit.Model.Parameters[i]) + (errors is null ? "" : " ± " + LabAnswer.Number(terminal, errors[i])));
        }

        Number("log_likelihood", Fit.LogLikelihood);
        Line("converged", terminal.Text(Fit.Converged ? "cli.lab.answer.yes" : "cli.lab.answer.no"));
        Number("horizon", Horizon);
        Number("expected", Expected);
        if (HoldOut is { } known)
        {
            Number("actual", known.Actual);
            Number("mae", known.MeanAbsoluteError);
            Number("rmse", known.RootMeanSquareError);
        }

        if (Spend is { } spend)
        {
            foreach (var (name, value) in GammaGamma.ParameterNames.Zip(spend.Model.Parameters))
            {
                LabAnswer.Line(terminal, name, LabAnswer.Number(terminal, value));
            }

            Line("spend_mean", spend.Model.PopulationMean is { } mean ? LabAnswer.Number(terminal, mean) : terminal.Text("cli.not_available"));
        }

        if (Fit.Reason is { } reason)
        {
            terminal.Note(LabAnswer.Explain(terminal, reason));
        }
    }

    private IEnumerable<(string Name, double Value)> Named(IEnumerable<double> values) => Fit.Model.ParameterNames.Zip(values);

    private void WriteForecast(Utf8JsonWriter json)
    {
        json.WriteStartObject("forecast");
        json.WriteNumber("horizon", Horizon);
        json.WriteNumber("expected", Expected);
        if (HoldOut is { } known)
        {
            json.WriteNumber("actual", known.Actual);
            json.WriteNumber("mae", known.MeanAbsoluteError);
            json.WriteNumber("rmse", known.RootMeanSquareError);
            json.WriteNumber("logScore", known.LogScore);
        }
        else
        {
            json.WriteNull("actual");
            json.WriteNull("mae");
            json.WriteNull("rmse");
        }

        json.WriteEndObject();
    }

    private void WriteSpend(Utf8JsonWriter json)
    {
        if (Spend is not { } spend)
        {
            return;
        }

        json.WriteStartObject("spend");
        json.WriteNumber("customers", (long)spend.Customers);
        LabAnswer.Numbers(json, "parameters", GammaGamma.ParameterNames.Zip(spend.Model.Parameters));
        json.WriteNumber("logLikelihood", spend.LogLikelihood);
        json.WriteBoolean("converged", spend.Converged);
        if (spend.Model.PopulationMean is { } mean)
        {
            json.WriteNumber("mean", mean);
        }
        else
        {
            json.WriteNull("mean");
        }

        json.WriteEndObject();
    }

    private void WriteChoice(Utf8JsonWriter json)
    {
        if (Choice is null)
        {
            return;
        }

        json.WriteStartArray("candidates");
        foreach (var candidate in Choice.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("model", candidate.Name);
            json.WriteBoolean("converged", candidate.Converged);
            if (candidate.HoldOut is { } judged)
            {
                json.WriteNumber("logScore", judged.LogScore);
                json.WriteNumber("mae", judged.MeanAbsoluteError);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
