using System.Net;
using Regulars.Insights.Journey;
using Regulars.Insights.Measures;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>The journey on histories small enough to count by hand.</summary>
public sealed class JourneyTests
{
    private const int Horizon = 100;

    private static readonly Day AsOf = new(1000);

    private static readonly Period Year = new(new Day(635), AsOf);

    private readonly PurchaseHistory history = new();

    private readonly JourneyEvents events = new();

    private void Lives(int[] purchases, params (int Day, JourneyEventKind Kind, float Value)[] happened)
    {
        var customer = Guid.NewGuid();
        if (purchases.Length > 0)
        {
            history.Add(new CustomerId(customer), [.. purchases.Select(day => new PurchaseHistory.Entry(new Day(day), 1, 1000, 0))]);
        }

        foreach (var (day, kind, value) in happened)
        {
            events.Add(customer, new JourneyEvent(new Day(day), kind, value));
        }
    }

    private JourneyMap FiveLives()
    {
        Lives([700, 750, 900], (690, JourneyEventKind.Seen, 1), (710, JourneyEventKind.Score, 0.75f));
        Lives([720], (700, JourneyEventKind.Known, 1), (725, JourneyEventKind.Problem, 1), (730, JourneyEventKind.Score, 0.25f));
        Lives([950, 960], (950, JourneyEventKind.Seen, 1), (953, JourneyEventKind.Delivered, 1));
        Lives([500, 800, 850], (802, JourneyEventKind.Delivered, 1), (640, JourneyEventKind.Problem, 1), (860, JourneyEventKind.Referred, 1));
        Lives([], (880, JourneyEventKind.Seen, 1));
        events.Order();
        return JourneyBuilder.Of(history, events, Year, AsOf, Horizon);
    }

    [Theory]
    [InlineData(JourneyMoments.Discovery, 4, 0, null, 3, 2)]
    [InlineData(JourneyMoments.FirstOrder, 3, 3, 10.0, 2, 1)]
    [InlineData(JourneyMoments.Delivery, 2, 2, 2.5, 1, 1)]
    [InlineData(JourneyMoments.Problem, 2, 2, 72.5, 2, 0)]
    [InlineData(JourneyMoments.Repeat, 3, 3, 50.0, 2, 1)]
    [InlineData(JourneyMoments.Referral, 1, 1, 360.0, 1, 0)]
    public void Each_moment_is_counted_timed_and_followed(string key, int customers, int timed, double? median, int followed, int wentOn)
    {
        var moment = FiveLives().Moments.Single(moment => moment.Key == key);

        Assert.Equal((customers, timed, median, followed, wentOn), (moment.Customers, moment.Timed, moment.MedianDays, moment.Followed, moment.WentOn));
        Assert.True(moment.IsMeasured);
        Assert.True(moment.LostLow <= moment.Lost && moment.Lost <= moment.LostHigh);
    }

    [Fact]
    public void The_ninetieth_percentile_lies_between_its_neighbours() =>
        Assert.Equal(18, FiveLives().Moments.Single(moment => moment.Key == JourneyMoments.FirstOrder).P90Days!.Value, 9);

    [Fact]
    public void A_feeling_is_the_mean_of_the_scores_of_thirty_days()
    {
        var moments = FiveLives().Moments.ToDictionary(moment => moment.Key);

        Assert.Equal((2, 5.0), (moments[JourneyMoments.FirstOrder].Answers, moments[JourneyMoments.FirstOrder].Feeling));
        Assert.Equal((1, 2.5), (moments[JourneyMoments.Problem].Answers, moments[JourneyMoments.Problem].Feeling));
        Assert.Null(moments[JourneyMoments.Problem].FeelingLow);
        Assert.Equal((0, null), (moments[JourneyMoments.Repeat].Answers, moments[JourneyMoments.Repeat].Feeling));
    }

    [Fact]
    public void After_a_problem_is_compared_with_a_purchase_that_no_problem_followed()
    {
        var problems = FiveLives().Problems;

        Assert.Equal((2, 0, 1, 1), (problems.With, problems.WithAgain, problems.Without, problems.WithoutAgain));
        Assert.Equal((0.0, 1.0), (problems.WithShare, problems.WithoutShare));
        Assert.InRange(-1, problems.DifferenceLow!.Value, problems.DifferenceHigh!.Value);
    }

    [Fact]
    public void The_steepest_moment_is_the_one_after_which_most_do_not_go_on() => Assert.Equal(JourneyMoments.Problem, FiveLives().Steepest!.Key);

    /// <summary>Both bought once, one on the last day that can be followed: it counts, and a day later nobody does.</summary>
    [Fact]
    public void Only_who_had_the_whole_horizon_is_followed()
    {
        Lives([899]);
        Lives([900]);

        Assert.Equal(1, JourneyBuilder.Of(history, events, Year, AsOf, Horizon).Moments.Single(moment => moment.Key == JourneyMoments.FirstOrder).Followed);
    }

    [Fact]
    public void What_no_fact_tells_of_is_not_measured()
    {
        Lives([700]);
        var map = JourneyBuilder.Of(history, events, Year, AsOf, Horizon);

        Assert.Equal(
            [JourneyMoments.Discovery, JourneyMoments.Delivery, JourneyMoments.Problem, JourneyMoments.Referral],
            map.Moments.Where(moment => !moment.IsMeasured).Select(moment => moment.Key));
        Assert.Null(map.Problems.WithShare);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_journey_of_the_journal_is_told_to_programs_and_people(Engine engine)
    {
        await using var console = await Shop(engine);
        console.Refresh();

        var told = await console.Json("/api/v1/journey");
        var moments = told.GetProperty("moments").EnumerateArray().ToDictionary(moment => moment.GetProperty("moment").GetString()!);
        var first = moments["first_order"];
        Assert.Equal(100, told.GetProperty("horizonDays").GetInt32());
        Assert.Equal((3, 1, 10.0), (first.GetProperty("customers").GetInt32(), first.GetProperty("timed").GetInt32(), first.GetProperty("medianDays").GetDouble()));
        Assert.Equal((2, 1, 0.5), (first.GetProperty("followed").GetInt32(), first.GetProperty("wentOn").GetInt32(), first.GetProperty("dropOff").GetDouble()));
        Assert.Equal((1, 10.0), (first.GetProperty("answers").GetInt32(), first.GetProperty("feeling").GetDouble()));
        Assert.Equal((1, 3.0), (moments["delivery"].GetProperty("customers").GetInt32(), moments["delivery"].GetProperty("medianDays").GetDouble()));
        Assert.Equal((1, 1, 0), (moments["problem"].GetProperty("customers").GetInt32(), moments["problem"].GetProperty("followed").GetInt32(), moments["problem"].GetProperty("wentOn").GetInt32()));
        Assert.False(moments["referral"].GetProperty("isMeasured").GetBoolean());
        Assert.Equal(1, told.GetProperty("afterAProblem").GetProperty("with").GetInt32());

        foreach (var language in new[] { "en", "ru", "uk", "pl" })
        {
            var page = await console.Page("/journey", language);
            Assert.Equal(6, page.QuerySelectorAll(".journey-moment").Length);
            Assert.NotNull(page.QuerySelector("a[href='/definitions/journey_drop_off']"));
            Assert.DoesNotContain("{0}", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_period_is_computed_for_who_waits()
    {
        await using var console = await Shop(Engine.Sqlite);
        console.Refresh();

        var waiting = await console.Page("/journey?from=2026-06-20&until=2026-07-10");
        var part = await console.Page(waiting.QuerySelector("[hx-trigger=load]")!.GetAttribute("hx-get")!);
        var told = await console.Json("/api/v1/journey?from=2026-06-20&until=2026-07-10");

        Assert.Equal(6, part.QuerySelectorAll(".journey-moment").Length);
        Assert.Equal(1, told.GetProperty("moments")[4].GetProperty("customers").GetInt32());
        Assert.Equal(0, told.GetProperty("moments")[1].GetProperty("customers").GetInt32());
        using var refused = await console.Send("/api/v1/journey?from=2026-06-20&until=soon");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("period.invalid", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_data_the_journey_leads_to_the_import()
    {
        await using var console = await Console.Open(Engine.Sqlite);

        Assert.NotNull((await console.Page("/journey")).QuerySelector("main a[href='/import']"));
    }

    /// <summary>Anna looked around, bought, was glad, and bought again; Boris bought once, waited for his parcel and complained;
    /// Clara came today.</summary>
    private static async Task<Console> Shop(Engine engine)
    {
        var console = await Console.Open(engine);
        var businesses = console.Service<BusinessStore>();
        businesses.Save(businesses.Current with { Settings = businesses.Current.Settings with { PresenceWindowDays = Horizon } });
        var (anna, boris) = (Console.Customer("Anna", "anna@mail.example"), Console.Customer("Boris", "boris@mail.example"));
        await console.Order("1", anna, 20, 200);
        await console.Order("2", anna, 20, 150);
        await console.Order("3", boris, 20, 200);
        await console.Order("4", Console.Customer("Clara", "clara@mail.example"), 20, 0);
        await Tell(console, anna, "visit", 210, null);
        await Tell(console, anna, "review.written", 195, """{"rating": 5}""");
        await Tell(console, boris, "parcel.delivered", 197, """{"promised": "2026-05-08", "delivered": "2026-05-08"}""");
        await Tell(console, boris, "complaint.made", 190, null);
        return console;
    }

    private static Task Tell(Console console, CustomerInput customer, string kind, int daysAgo, string? content) => console.Service<JournalIntake>().SubmitAsync(new RecordFact(
        new FactInput { Kind = kind, Source = "shop", OccurredAt = Instant.Now(console.Clock).Plus(TimeSpan.FromDays(-daysAgo)), Customer = customer, Content = content }) { Origin = Origin.History });
}
