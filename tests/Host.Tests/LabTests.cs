using System.Globalization;
using System.Text.Json;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>The analyst's bench on tables that are not imported.</summary>
public sealed class LabTests : IDisposable
{
    private readonly Place place = new(StorageEngine.Sqlite);

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Lifetime_estimates_the_CDNOW_sample_as_published()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "data", "cdnow_sample.txt");
        Assert.SkipUnless(File.Exists(file), "shared/data/cdnow_sample.txt is not beside the repository.");
        var ran = (await place.Run("lab", "lifetime", file, "--customer", "1", "--date", "3", "--amount", "5", "--model", "bgnbd", "--calibration-end", "1997-09-30", "--holdout-end", "1998-06-30", "--format", "json")).Well();
        using var answer = JsonDocument.Parse(ran.Output);
        var root = answer.RootElement;

        // Oracle: shared/metrics.md, section Lifetime.
        Assert.Equal(2357, root.GetProperty("customers").GetInt32());
        Assert.Equal(-9582.429, root.GetProperty("logLikelihood").GetDouble(), 3);
        Assert.Equal(.2426, root.GetProperty("parameters").GetProperty("r").GetDouble(), 4);
        Assert.True(root.GetProperty("converged").GetBoolean());
        Assert.Equal(1653.4, root.GetProperty("forecast").GetProperty("expected").GetDouble(), 1);
        Assert.Equal(1882, root.GetProperty("forecast").GetProperty("actual").GetDouble());
        Assert.Equal(.7855, root.GetProperty("forecast").GetProperty("mae").GetDouble(), 4);
        Assert.Equal(35.17, root.GetProperty("spend").GetProperty("mean").GetDouble(), 2);
        Assert.False(Directory.Exists(place.Data));
    }

    [Fact]
    public async Task Experiment_compares_arms_with_and_without_a_covariate()
    {
        var rows = Enumerable.Range(0, 400).Select(i => (Arm: i % 2 == 0 ? "none" : "letter", Before: i / 2 % 20, After: (2 * (i / 2 % 20)) + (i % 2) + (i * 7 % 11 / 10.0)));
        var file = place.Write("mailing.csv", "arm;before;after\n" + string.Concat(rows.Select(row => $"{row.Arm};{row.Before};{row.After.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ',')}\n")));
        var ran = (await place.Run("lab", "experiment", file, "--arm", "arm", "--control", "none", "--outcome", "after", "--covariate", "before", "--format", "json")).Well();
        using var answer = JsonDocument.Parse(ran.Output);
        var arm = answer.RootElement.GetProperty("arms")[0];

        Assert.Equal(("letter", 200), (arm.GetProperty("arm").GetString(), arm.GetProperty("n").GetInt32()));
        var (plain, adjusted) = (arm.GetProperty("difference").GetDouble(), arm.GetProperty("cuped").GetProperty("difference").GetDouble());
        Assert.Equal(1, plain, .3);
        Assert.Equal(plain, adjusted, 1e-9);
        Assert.Equal(2, arm.GetProperty("cuped").GetProperty("theta").GetDouble(), .1);
        Assert.True(arm.GetProperty("cuped").GetProperty("standardError").GetDouble() < arm.GetProperty("standardError").GetDouble() / 10);
        Assert.Contains("CUPED", (await place.Run("lab", "experiment", file, "--arm", "arm", "--control", "none", "--outcome", "after", "--covariate", "before")).Well().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer, day, spent", "--customer", "client", "--date", "day")]
    [InlineData("line 3", "--customer", "customer", "--date", "day", "--amount", "spent")]
    [InlineData("--holdout-end", "--customer", "customer", "--date", "day", "--calibration-end", "2024-02-01", "--holdout-end", "2024-01-01")]
    [InlineData("second day", "--customer", "spent", "--date", "day")]
    public async Task What_cannot_be_answered_says_why_and_what_to_do(string said, params string[] options)
    {
        var file = place.Write("shop.csv", "customer,day,spent\na,2024-01-05,10\na,2024-01-20,much\nb,2024-02-02,7\n");
        var ran = await place.Run(["lab", "lifetime", file, .. options]);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(said, ran.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Errors, StringComparison.Ordinal);
    }
}
