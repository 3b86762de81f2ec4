using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Regulars.Host.Terminal;
using Regulars.Statistics.Recommendations;

namespace Regulars.Host.Commands;

/// <summary><c>regulars lab recommend FILE</c>: how well a model foretells what users had later.</summary>
internal static class LabRecommendCommand
{
    /// <summary>The half width of a 95 % interval in standard errors.</summary>
    private const double Normal975 = 1.959963984540054;

    public static Command Create(TerminalOutput terminal)
    {
        var file = LabTable.Argument(terminal);
        var user = LabTable.Column(terminal, "--user", isRequired: true);
        var item = LabTable.Column(terminal, "--item", isRequired: true);
        var split = LabTable.Column(terminal, "--split", isRequired: true);
        var model = new Option<string>("--model") { Description = terminal.Text("cli.lab.recommend.model"), Required = true };
        model.AcceptOnlyFromAmong("popularity", "cosine", "ease", "als");
        var count = Number(terminal, "--k", "cli.lab.recommend.k", 10, 1, 1000);
        var neighbours = Number(terminal, "--neighbours", "cli.lab.recommend.neighbours", 50, 1, 100_000);
        var factors = Number(terminal, "--factors", "cli.lab.recommend.factors", 64, 1, 1024);
        var iterations = Number(terminal, "--iterations", "cli.lab.recommend.iterations", 15, 1, 1000);
        var seed = Number(terminal, "--seed", "cli.lab.option.seed", 1, 0, int.MaxValue);
        var regularisation = Positive(terminal, "--lambda", "cli.lab.recommend.lambda");
        var confidence = Positive(terminal, "--alpha", "cli.lab.recommend.alpha");
        var format = LabTable.Format(terminal);
        var command = new Command("recommend", terminal.Text("cli.lab.recommend"))
        {
            file, user, item, split, model, count, regularisation, neighbours, factors, confidence, iterations, seed, format,
        };
        command.SetAction(parsed =>
        {
            var histories = LabHistories.Read(terminal, parsed.GetRequiredValue(file), parsed.GetRequiredValue(user)!, parsed.GetRequiredValue(item)!, parsed.GetRequiredValue(split)!);
            var als = new AlsSettings
            {
                Factors = parsed.GetValue(factors),
                Confidence = parsed.GetValue(confidence) ?? 1,
                Regularisation = parsed.GetValue(regularisation) ?? 0.05,
                Iterations = parsed.GetValue(iterations),
                Seed = parsed.GetValue(seed),
            };
            return Run(terminal, histories, parsed.GetValue(count), parsed.GetValue(format), training => parsed.GetRequiredValue(model) switch
            {
                "popularity" => Popularity.Fit(training),
                "cosine" => ItemCosine.Fit(training, parsed.GetValue(neighbours)),
                "ease" => FitEase(terminal, training, parsed.GetValue(regularisation) ?? 250),
                _ => ImplicitAls.Fit(training, als),
            });
        });
        return command;
    }

    /// <summary>An option for a whole number between two bounds.</summary>
    public static Option<int> Number(TerminalOutput terminal, string name, string text, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = terminal.Text(text), DefaultValueFactory = _ => usual, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) || value < least || value > most))
            {
                result.AddError(terminal.Text("cli.lab.number_absurd", name, least, most));
            }
        });
        return option;
    }

    private static Option<double?> Positive(TerminalOutput terminal, string name, string text)
    {
        var option = new Option<double?>(name)
        {
            Description = terminal.Text(text),
            HelpName = "X",
            CustomParser = result => double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= 1e12
                ? value
                : Refuse(result, terminal.Text("cli.lab.positive", name)),
        };
        return option;
    }

    private static double? Refuse(System.CommandLine.Parsing.ArgumentResult result, string why)
    {
        result.AddError(why);
        return null;
    }

    private static Ease FitEase(TerminalOutput terminal, Interactions training, double regularisation) => training.ItemCount <= Ease.MostItems
        ? Ease.Fit(training, regularisation)
        : throw new CommandException(terminal.Text("cli.lab.recommend.too_many", training.ItemCount, Ease.MostItems));

    private static int Run(TerminalOutput terminal, LabHistories histories, int count, string? format, Func<Interactions, IRecommender> fit)
    {
        var begun = Stopwatch.GetTimestamp();
        var model = fit(histories.Training);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var quality = RecommendationQuality.Measure(model, histories.Training, histories.Later, count)
            ?? throw new CommandException(terminal.Text("cli.lab.recommend.no_test"));
        if (format == "json")
        {
            LabAnswer.Json(json =>
            {
                json.WriteNumber("users", quality.Users);
                json.WriteNumber("recall", quality.Recall);
                json.WriteNumber("ndcg", quality.Ndcg);
                json.WriteNumber("seconds", seconds);
            });
            return RegularsCommand.Success;
        }

        string WithError(double mean, double error) => $"{LabAnswer.Number(terminal, mean)} ± {LabAnswer.Number(terminal, Normal975 * error)}";
        LabAnswer.Line(terminal, terminal.Text("cli.lab.recommend.users"), LabAnswer.Number(terminal, quality.Users));
        LabAnswer.Line(terminal, terminal.Text("cli.lab.recommend.recall", count), WithError(quality.Recall, quality.RecallError));
        LabAnswer.Line(terminal, terminal.Text("cli.lab.recommend.ndcg", count), WithError(quality.Ndcg, quality.NdcgError));
        LabAnswer.Line(terminal, terminal.Text("cli.lab.recommend.seconds"), LabAnswer.Number(terminal, seconds));
        return RegularsCommand.Success;
    }
}
