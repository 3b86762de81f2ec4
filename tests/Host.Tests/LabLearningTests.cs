using System.Text.Json;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary><c>regulars lab recommend</c> and <c>regulars lab churn</c>.</summary>
public sealed class LabLearningTests : IDisposable
{
    private readonly Place place = new(StorageEngine.Sqlite);

    private readonly string file = Path.Combine(Path.GetTempPath(), $"regulars-lab-{Guid.NewGuid():N}.csv");

    public void Dispose()
    {
        File.Delete(file);
        place.Dispose();
    }

    /// <summary>Oracle: metrics.md, section Recommendations.</summary>
    [Theory]
    [InlineData("popularity", 0.0447, 0.0442)]
    [InlineData("cosine", 0.1013, 0.0994)]
    public async Task Recommendations_are_measured_on_the_given_split(string model, double recall, double ndcg)
    {
        var split = Path.Combine(Path.GetDirectoryName(Repository.OnlineRetail)!, "online_retail_reco_split.csv.gz");
        Assert.SkipUnless(File.Exists(split), "The split of Online Retail is not beside the repository.");

        var figures = Json(await place.Run("lab", "recommend", split, "--user", "CustomerID", "--item", "StockCode", "--split", "split", "--model", model, "--k", "10", "--format", "json"));

        Assert.Equal(["users", "recall", "ndcg", "seconds"], figures.EnumerateObject().Select(property => property.Name));
        Assert.Equal(1752, figures.GetProperty("users").GetInt32());
        Assert.Equal(recall, Math.Round(figures.GetProperty("recall").GetDouble(), 4));
        Assert.Equal(ndcg, Math.Round(figures.GetProperty("ndcg").GetDouble(), 4));
    }

    [Theory]
    [InlineData("logistic", "--folds", "4")]
    [InlineData("trees", "--fold", "part")]
    public async Task Churn_is_measured_on_rows_not_seen(string model, string option, string value)
    {
        WriteCustomers();
        string[] ignored = option == "--folds" ? ["--ignore", "id,part"] : ["--ignore", "id"];

        var figures = Json(await place.Run(["lab", "churn", file, "--label", "left", "--positive", "yes", "--model", model, option, value, "--format", "json", .. ignored]));

        Assert.InRange(figures.GetProperty("auc").GetDouble(), 0.7, 1);
        Assert.InRange(figures.GetProperty("logLoss").GetDouble(), 0.1, 0.65);
        Assert.InRange(figures.GetProperty("brier").GetDouble(), 0.05, 0.25);
        Assert.InRange(figures.GetProperty("topDecileLift").GetDouble(), 1.2, 10);
        Assert.InRange(figures.GetProperty("spread").GetProperty("auc").GetDouble(), 0, 0.2);
        Assert.Equal(4, figures.GetProperty("folds").GetArrayLength());
    }

    [Fact]
    public async Task Figures_are_told_in_the_language_of_the_terminal()
    {
        WriteCustomers();

        var told = (await place.RunIn("pl_PL.UTF-8", "lab", "churn", file, "--label", "left", "--positive", "yes", "--ignore", "id,part", "--model", "logistic")).Well().Output;

        Assert.Contains("Wynik Briera", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--positive", "maybe", "maybe")]
    [InlineData("--label", "nothing", "nothing")]
    [InlineData("--folds", "1", "--folds")]
    [InlineData("--ignore", "nobody", "nobody")]
    public async Task What_cannot_be_measured_is_explained(string option, string value, string named)
    {
        WriteCustomers();
        var options = new Dictionary<string, string> { ["--label"] = "left", ["--positive"] = "yes", ["--ignore"] = "id", ["--folds"] = "3", ["--model"] = "logistic" };
        options[option] = value;

        var ran = await place.Run(["lab", "churn", file, .. options.SelectMany(pair => new[] { pair.Key, pair.Value })]);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(named, ran.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Errors, StringComparison.Ordinal);
    }

    private static JsonElement Json(Ran ran) => JsonDocument.Parse(ran.Well().Output).RootElement;

    private void WriteCustomers()
    {
        var random = new Random(1);
        File.WriteAllLines(file, Enumerable.Range(0, 400).Select(at =>
        {
            var (months, plan) = (random.Next(60), random.Next(2) == 0 ? "month" : "year");
            var left = random.NextDouble() < (months < 20 && plan == "month" ? 0.85 : 0.1);
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"c-{at},{months},{(at % 9 == 0 ? "" : plan)},{(left ? "yes" : "no")},{at % 4}");
        }).Prepend("id,months,plan,left,part"));
    }
}
