using System.Net;
using Regulars.Insights.Experiments;
using Regulars.Insights.Growth;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public sealed class ExperimentTests
{
    [Fact]
    public void A_planted_effect_is_recovered_within_its_interval_and_without_one_none_is_seen()
    {
        var (recovered, seen) = (0, 0);
        for (var trial = 0; trial < 200; trial++)
        {
            var planted = Trial(trial, effect: 300);
            var nothing = Trial(trial + 1000, effect: 0);
            recovered += planted.Low <= 300 && planted.High >= 300 ? 1 : 0;
            seen += nothing.Low > 0 || nothing.High < 0 ? 1 : 0;
        }

        // 95 % of 200 is 190, with a standard deviation of 3.
        Assert.InRange(recovered, 181, 199);
        Assert.InRange(seen, 1, 19);
    }

    [Fact]
    public void What_was_spent_before_narrows_the_interval()
    {
        var adjusted = Trial(1, effect: 0);

        Assert.True(adjusted.IsAdjusted);
        Assert.True(adjusted.VarianceRatio < 0.5);
    }

    [Fact]
    public void An_experiment_that_is_looked_at_every_day_seldom_sees_what_is_not_there()
    {
        var wrong = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var chance = new Random(trial);
            var (after, before) = (new double[600], new double[600]);
            var isTreated = Enumerable.Range(0, 600).Select(_ => chance.Next(2) == 0).ToArray();
            for (var i = 0; i < before.Length; i++)
            {
                before[i] = Enumerable.Range(0, 40).Sum(_ => Spend(chance, 1));
            }

            var isWrong = false;
            for (var day = 0; day < 40; day++)
            {
                for (var i = 0; i < after.Length; i++)
                {
                    after[i] += Spend(chance, 1);
                }

                var result = ExperimentResult.Of([.. after], before, isTreated, 0.5, isOver: false);
                isWrong |= result.Low > 0 || result.High < 0;
            }

            wrong += isWrong ? 1 : 0;
        }

        Assert.True(wrong <= 16, $"{wrong} of 200 saw an effect on some day");
    }

    [Fact]
    public void Too_few_and_a_split_that_was_not_drawn_are_told_apart_from_no_effect()
    {
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => (double)(i % 7))];
        bool[] Treated(int treated, int held) => [.. Enumerable.Repeat(true, treated), .. Enumerable.Repeat(false, held)];

        Assert.Equal("too_few", ExperimentResult.Of(Values(100), Values(100), Treated(90, 10), 0.1, true).Unavailable);
        Assert.Equal("broken_split", ExperimentResult.Of(Values(400), Values(400), Treated(300, 100), 0.5, true).Unavailable);
        Assert.Null(ExperimentResult.Of(Values(400), Values(400), Treated(200, 200), 0.5, true).Unavailable);
    }

    [Fact]
    public void Growth_is_weighed_by_hand()
    {
        // As of 2026-11-15 the year is November 2025 to October 2026; the window is 100 days.
        var history = new Measures.PurchaseHistory();
        void Buys(params (int Year, int Month, long Gross)[] purchases) => history.Add(
            new CustomerId(Guid.NewGuid()), [.. purchases.Select(bought => new Measures.PurchaseHistory.Entry(Day.Of(bought.Year, bought.Month, 10), 1, bought.Gross, 0))]);
        Buys((2025, 3, 50), (2025, 9, 50), (2026, 1, 100), (2026, 9, 300));
        Buys((2025, 8, 50), (2026, 2, 100));
        Buys((2026, 5, 70));

        var balance = GrowthBalance.Of(history, Day.Of(2026, 11, 15), 100, new Outlook.PurchaseForecast { AsOf = Day.Of(2026, 11, 15), Unavailable = "too_few" }, null, 0.5)
            with { AcquisitionCost = 90, RetentionCost = 40 };

        Assert.Equal((1, 2, 1), (balance.NewCustomers, balance.AtStart, balance.Kept));
        Assert.Equal((0.5, 90, 20), (balance.Rate!.Value, balance.CostPerNew!.Value, balance.CostPerKept!.Value));
        Assert.Equal(400, balance.KeptValue!.Value);
        Assert.Equal((0.1, 40, 20), (balance.ExtraKept!.Value, balance.ExtraValue!.Value, balance.ExtraMargin!.Value));
        Assert.Null(balance.NewValue);
        Assert.Null(balance.ReturnOnAcquisition);
    }

    [Fact]
    public void Growth_of_too_short_a_history_is_not_available()
    {
        var history = new Measures.PurchaseHistory();
        history.Add(new CustomerId(Guid.NewGuid()), [new Measures.PurchaseHistory.Entry(Day.Of(2026, 1, 10), 1, 50, 0)]);

        var balance = GrowthBalance.Of(history, Day.Of(2026, 11, 15), 100, new Outlook.PurchaseForecast { AsOf = Day.Of(2026, 11, 15), Unavailable = "too_few" }, null, null);

        Assert.Null(balance.Rate);
        Assert.Null(balance.ExtraValue);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_experiment_is_started_measured_and_hands_out_whom_to_treat(Engine engine)
    {
        await using var console = await Console.Open(engine);
        for (var person = 0; person < 60; person++)
        {
            await console.Order($"A{person}", Console.Customer($"Person {person}", $"p{person}@mail.example"), 10, 20);
        }

        console.Refresh();
        var (status, started) = await console.Ask("/api/v1/experiments", """{"name": "Ten per cent off", "heldOut": 0.5, "days": 10, "costEach": 1}""");
        var id = started.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(60, started.GetProperty("treated").GetInt32() + started.GetProperty("heldOut").GetInt32());

        using var file = await console.Send($"/experiments/{id}/treated.csv");
        var treated = (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim().Split('\n').Skip(1).Select(line => Guid.Parse(line.Split(',')[0])).ToList();
        Assert.Equal(started.GetProperty("treated").GetInt32(), treated.Count);

        console.Clock.Advance(TimeSpan.FromDays(5));
        for (var person = 0; person < 60; person++)
        {
            var customer = Console.Customer($"Person {person}", $"p{person}@mail.example");
            var found = console.Database.QueryFirst<Guid>("SELECT customer_id FROM identity WHERE value = @value", new { value = $"p{person}@mail.example" });
            await console.Order($"B{person}", customer, (treated.Contains(found) ? 30 : 20) + (person % 3), 0);
        }

        console.Clock.Advance(TimeSpan.FromDays(20));
        var result = (await console.Json("/api/v1/experiments")).GetProperty("items")[0];
        Assert.True(result.GetProperty("isOver").GetBoolean());
        Assert.InRange(result.GetProperty("effect").GetDecimal(), 9, 11);
        Assert.True(result.GetProperty("low").GetDecimal() > 5);
        foreach (var language in new[] { "en", "ru", "uk", "pl" })
        {
            Assert.NotNull((await console.Page($"/experiments/{id}", language)).QuerySelector("table"));
            Assert.NotNull((await console.Page("/experiments", language)).QuerySelector("form"));
            Assert.NotNull((await console.Page("/growth", language)).QuerySelector("table"));
            Assert.NotNull((await console.Page("/alerts", language)).QuerySelector("h1"));
        }
    }

    [Theory]
    [InlineData("""{"name": ""}""", "experiment.name")]
    [InlineData("""{"name": "A", "heldOut": 0}""", "experiment.share")]
    [InlineData("""{"name": "A", "days": 0}""", "experiment.days")]
    [InlineData("""{"name": "A", "costEach": -1}""", "experiment.days")]
    [InlineData("""{"name": "A"}""", "experiment.nobody")]
    public async Task An_experiment_that_cannot_be_is_refused(string body, string code)
    {
        await using var console = await Console.Open(Engine.Sqlite);

        var (status, problem) = await console.Ask("/api/v1/experiments", body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(0, console.Database.QueryFirst<long>("SELECT count(*) FROM experiment_member"));
    }

    [Fact]
    public async Task Costs_are_kept_when_all_can_be_read_and_not_at_all_otherwise()
    {
        await using var console = await Console.Open(Engine.Sqlite);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        console.Refresh();
        var month = console.Service<ModelStore>().Balance!.Year.To.PlusMonths(-1);

        Assert.Equal("/growth?done=kept", await console.Post("/growth/costs", ($"acquisition.{month}", "1 200,50"), ($"retention.{month}", "30")));
        Assert.Equal(1200.50m, (await console.Json("/api/v1/growth")).GetProperty("acquisitionCost").GetDecimal());
        Assert.Equal("/growth?done=wrong", await console.Post("/growth/costs", ($"acquisition.{month}", "5"), ($"retention.{month}", "thirty")));
        Assert.Equal(1200.50m, (await console.Json("/api/v1/growth")).GetProperty("acquisitionCost").GetDecimal());
    }

    private static ExperimentResult Trial(int seed, double effect)
    {
        var chance = new Random(seed);
        var (after, before, isTreated) = (new double[1000], new double[1000], new bool[1000]);
        for (var i = 0; i < after.Length; i++)
        {
            var taste = 0.2 + (3 * chance.NextDouble());
            isTreated[i] = chance.Next(2) == 0;
            before[i] = Spend(chance, taste) + Spend(chance, taste) + Spend(chance, taste);
            after[i] = Spend(chance, taste) + Spend(chance, taste) + Spend(chance, taste) + (isTreated[i] ? effect : 0);
        }

        return ExperimentResult.Of(after, before, isTreated, 0.5, isOver: true);
    }

    private static double Spend(Random chance, double taste) => taste * (500 + chance.Next(500));
}
