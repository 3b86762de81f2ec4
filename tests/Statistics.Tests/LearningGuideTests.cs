using System.Text.RegularExpressions;
using Regulars.Statistics.Language;
using Regulars.Statistics.Propensity;
using Regulars.Statistics.Recommendations;
using Regulars.Statistics.Watching;

namespace Regulars.Statistics.Tests;

/// <summary>The examples of docs/statistics-learning.md, run; each stands there word for word.</summary>
public partial class LearningGuideTests
{
    [Fact]
    public void Who_is_likely_to_leave()
    {
        var random = new Random(1);
        double[] days = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 300)];
        string?[] plans = [.. Enumerable.Range(0, 500).Select(_ => random.Next(3) switch { 0 => null, 1 => "month", _ => "year" })];
        bool[] left = [.. Enumerable.Range(0, 500).Select(row => random.NextDouble() < (days[row] > 150 && plans[row] == "month" ? 0.8 : 0.1))];

        // guide: propensity
        var table = new FeatureTable([new NumberColumn("days since the last visit", days), new CategoryColumn("plan", plans)]);
        var trained = BoostedTrees.Fit(table, left);
        if (trained.Refusal is { } refusal)
        {
            throw new InvalidOperationException(refusal.Sentence);
        }

        double[] probabilities = Logistic.Probabilities(trained.Value.Margins(table));
        Reasons reasons = trained.Value.Explain(table, row: 0);
        // guide: end

        Assert.Equal(probabilities[0], Logistic.Probability(reasons.Margin), 1e-9);

        // guide: evaluation
        var folds = Folds.Stratified(left, count: 5, seed: 1);
        var measured = CrossValidation.Run(table, left, folds, (training, outcomes) => BoostedTrees.FitToStop(training, outcomes));
        Console.WriteLine($"AUC {measured.Value.Auc.Mean:0.000} ± {measured.Value.Auc.Spread:0.000}");
        // guide: end

        Assert.InRange(measured.Value.Auc.Mean, 0.7, 1);
    }

    [Fact]
    public void What_to_recommend()
    {
        (int Customer, int Product)[] purchases = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2)];

        // guide: recommendations
        var training = Interactions.Of(userCount: 3, itemCount: 3, purchases);
        var model = Ease.Fit(training, regularisation: 250);
        var best = TopItems.For(model, history: [0], count: 2, excluded: new HashSet<int> { 2 });
        // guide: end

        Assert.Equal(1, Assert.Single(best).Item);
    }

    [Fact]
    public void What_customers_write()
    {
        ScoredText[] answers = [.. Enumerable.Repeat(new ScoredText("Alles prima", 1), 10)];

        // guide: language
        var sentiment = SentimentModel.Learn(answers);
        double score = sentiment.Score("Обслуживание отличное, рекомендую");
        var phrases = Keyphrases.Of([.. answers.Select(answer => answer.Text)], count: 5);
        // guide: end

        Assert.InRange(score, 0.5, 1);
        Assert.NotEmpty(phrases);
    }

    [Fact]
    public void When_to_alarm()
    {
        var random = new Random(1);
        double[] daily = [.. Enumerable.Range(0, 90).Select(day => 100 + (day % 7 * 5) + random.NextDouble())];
        const double Today = 20;

        // guide: watching
        var band = SeasonalBand.Next(daily, season: 7, falseAlarmRate: 0.01);
        bool alarm = band?.IsAlarm(Today) ?? false;
        var changes = ChangePoints.Find(daily, new Random(1), falseAlarmRate: 0.01);
        // guide: end

        Assert.True(alarm);
        Assert.NotNull(changes);
    }

    [Fact]
    public void The_examples_in_the_guide_are_these()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "regulars.slnx")))
        {
            folder = folder.Parent;
        }

        var written = Example().Matches(File.ReadAllText(Path.Combine(folder!.FullName, "docs", "statistics-learning.md"))).Select(match => Plain(match.Groups["code"].Value));
        var run = Guide().Matches(File.ReadAllText(Path.Combine(folder.FullName, "tests", "Statistics.Tests", "LearningGuideTests.cs"))).Select(match => Plain(match.Groups["code"].Value));

        Assert.Equal(run, written);
    }

    private static string Plain(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"// guide: (?!end)\w+\n(?<code>.*?)// guide: end", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guide();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
