using Regulars.Care.Counting;
using Regulars.Care.Detection;
using Regulars.Insights;
using Regulars.Journal.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Regulars.Care.Tests;

public sealed class ObstacleRulesTests
{
    private readonly ObstacleRules rules = new(Rates());

    private static RateComparison Rates()
    {
        using var services = new ServiceCollection().AddInsights().BuildServiceProvider();
        return services.GetRequiredService<RateComparison>();
    }

    private static Counted Risen(long times, long customers, long usual) => new(HindranceKinds.Payment, "", times, 1000, usual, 2000, customers);

    [Theory]
    [InlineData(30, 20, 4, true)]
    [InlineData(7, 7, 0, false)]
    [InlineData(30, 4, 4, false)]
    [InlineData(30, 20, 60, false)]
    [InlineData(30, 20, 40, false)]
    [InlineData(12, 12, 16, false)]
    public void Risen_is_what_is_frequent_touches_several_and_exceeds_the_usual_beyond_chance(long times, long customers, long usual, bool isRisen) =>
        Assert.Equal(isRisen, rules.HasRisen(Risen(times, customers, usual)));

    [Fact]
    public void A_search_is_repeated_when_it_comes_three_times_as_often_as_the_middle_one()
    {
        Counted Search(string query, long times, long customers) => new(HindranceKinds.Search, $"query:{query}", times, 100, 0, 100, customers);

        Assert.Equal(
            ["query:pods"],
            rules.Repeated([Search("pods", 12, 9), Search("cofee", 2, 2), Search("tee", 3, 3), Search("robot", 12, 1)]).Select(found => found.Subject));
        Assert.Empty(rules.Repeated([Search("pods", 12, 9), Search("mate", 11, 9), Search("cocoa", 10, 8)]));
        Assert.Empty(rules.Repeated([]));
    }

    [Fact]
    public void The_whole_kind_gives_way_to_what_is_told_by_itself()
    {
        Counted Of(string subject, long times) => new(HindranceKinds.Payment, subject, times, 1000, 0, 1000, 9);

        Assert.Equal(["method:blik"], ObstacleRules.Chosen([Of("", 40), Of("method:blik", 30)]).Select(found => found.Subject));
        Assert.Equal([""], ObstacleRules.Chosen([Of("", 40)]).Select(found => found.Subject));
    }
}
