using Regulars.Statistics.Experiments;
using Regulars.Statistics.Intervals;
using Regulars.Statistics.Lifetime;
using Regulars.Statistics.Survival;

namespace Regulars.Statistics.Tests;

/// <summary>The examples of docs/statistics.md and of the room's README, run. <see cref="GuideTests"/> holds both to the letter.</summary>
public sealed class GuideExamples
{
    [Fact]
    public void Lifetime()
    {
        var random = new Random(1);
        var purchases = Enumerable.Range(0, 800).SelectMany(customer =>
        {
            var (day, purchase, days) = (random.Next(200), 0, new List<(string, int, double)>());
            do
            {
                days.Add(($"c{customer}", day, 20 + random.Next(30)));
                day += 1 + random.Next(60 + (customer % 7 * 20));
            }
            while (random.NextDouble() < .75 && day < 728 && purchase++ < 50);
            return days;
        });

        // Purchases by day, whatever the file they come from.
        var history = new PurchaseHistory();
        foreach (var (customer, day, amount) in purchases)
        {
            history.Add(customer, day, amount);
        }

        // What was known at the end of day 545, and what followed until day 727.
        var customers = history.At(545, TimeUnit.Week, 727);
        PurchaseSummary[] summaries = [.. customers.Select(customer => customer.Purchases)];

        // A fit is refused when the data cannot tell anything; it says whether it converged.
        var fit = MbgNbd.Fit(summaries);
        if (fit.Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal.Sentence);
            return;
        }

        var model = fit.Value.Model;
        var alive = model.ProbabilityAlive(summaries[0]);
        var halfYear = model.ExpectedPurchases(summaries[0], 26);
        var interval = fit.Value.Interval(0);
        var judged = HoldOut.Judge(model, customers, 26).Value;

        // What the customer is worth in a year, at 10 % interest a year.
        var spend = GammaGamma.Fit([.. customers.Select(customer => customer.Spend)]).Value;
        var value = LifetimeValue.Of(
            fit.Value, spend, summaries[0], customers[0].Spend, 52,
            ResidualTransactions.DiscountRate(0.10, TimeUnit.Week), new Random(42)).Value;

        Assert.True(fit.Value.Converged);
        Assert.InRange(alive, 0, 1);
        Assert.InRange(halfYear, 0, 50);
        Assert.True(interval!.Value.Contains(model.R));
        Assert.InRange(judged.Expected / judged.Actual, .5, 2);
        Assert.True(value.OfExpected.Low <= value.Expected && value.Expected <= value.OfExpected.High);
        Assert.True(value.Outcome.Low <= value.Outcome.High);
        Assert.Equal(4, ModelChoice.For(history, 545).Value.Candidates.Count);
        var calibration = ForecastCalibration.Of(model, customers, 26);
        Assert.Equal(customers.Count, calibration.ByDecile.Sum(row => row.Customers));
        Assert.Equal(customers.Count, calibration.ByRepeats.Sum(row => row.Customers));
        Assert.Equal(judged.Expected, calibration.ByDecile.Sum(row => row.Customers * row.Expected), 6);
    }

    [Fact]
    public void Experiments()
    {
        var random = new Random(2);
        double[] before = [.. Enumerable.Range(0, 2000).Select(_ => 50 * random.NextDouble())];
        double[] after = [.. before.Select((spent, i) => spent + (10 * random.NextDouble()) + (i % 2))];
        var key = new byte[32];

        // Who is treated: the same answer for the same customer, for ever.
        bool[] isTreated = [.. before.Select((_, i) => Assignment.Arm(key, "spring mailing", $"customer {i}", [1, 1]) == 1)];

        // Was the split sound? Only then is there an effect to read.
        var split = SampleRatio.Check([isTreated.Count(one => !one), isTreated.Count(one => one)], [1, 1]).Value;
        var effect = Cuped.Of(after, before, isTreated).Value.Effect;

        // Looked at every day, the interval must be one that allows it.
        var treated = SampleMoments.Of([.. after.Where((_, i) => isTreated[i])]);
        var heldOut = SampleMoments.Of([.. after.Where((_, i) => !isTreated[i])]);
        var atAnyTime = AlwaysValid.Interval(treated, heldOut, AlwaysValid.SpreadFor(plannedStandardError: 0.5));

        // How many customers it takes to see conversions rise from 10 % to 12 %, four times in five.
        var perArm = SampleSize.ForShares(0.10, 0.12).Value;

        Assert.False(split.IsBroken);
        Assert.InRange(effect.StandardError, .1, .2);
        Assert.True(atAnyTime.IsGiven);
        Assert.Equal(3841, perArm);
    }

    [Fact]
    public void Intervals()
    {
        var satisfied = Proportions.Wilson(160, 200).Value;
        var score = NetPromoterScore.Of(promoters: 50, passives: 30, detractors: 20).Value;
        var change = Proportions.Newcombe(56, 70, 48, 80).Value;

        Assert.True(satisfied.Contains(.8));
        Assert.Equal(30, score.Score);
        Assert.True(change.Low > 0);
    }

    [Fact]
    public void Survival()
    {
        // Members who left, and members who are still there and have been watched so long.
        Duration[] members = [new(3, true), new(8, false), new(8, true), new(12, true), new(15, false)];
        var curve = KaplanMeier.Of(members).Value;
        var stayOverTen = curve.SurvivalAt(10);
        var median = curve.Median;

        Assert.Equal(.8 * .75, stayOverTen, 12);
        Assert.Equal(12, median);
    }
}
