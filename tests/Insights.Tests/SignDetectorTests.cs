using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Insights.Signs;
using Regulars.Kernel;

namespace Regulars.Insights.Tests;

public sealed class SignDetectorTests
{
    private const int Window = 120;

    private static readonly Day AsOf = Day.Of(2026, 11, 1);

    private static readonly SignDetector Detector = new(new SignThresholds(), PeerRhythm.None, Window);

    [Fact]
    public void Silence_shows_on_the_day_on_which_twice_the_own_pause_is_over()
    {
        // Every 31 days, so that 62 days without a purchase are silence.
        Assert.Empty(Find(Bought(155, 124, 93, 62)));
        var sign = Assert.Single(Find(Bought(156, 125, 94, 63)));

        Assert.Equal((SignKinds.Silence, 1, AsOf.Plus(-1)), (sign.Kind, sign.Severity, sign.Since));
        Assert.Equal([31, AsOf.Plus(-63).Number], sign.Numbers);
    }

    [Fact]
    public void Silence_waits_longer_where_peers_pause_longer()
    {
        var history = new PurchaseHistory();
        for (var i = 0; i < 30; i++)
        {
            // Two short pauses and a long one: a mean of 20 and a longest of 50, two and a half times as long.
            history.Add(new CustomerId(Guid.NewGuid()), Bought(100, 95, 90, 40));
        }

        var peers = new SignDetector(new SignThresholds(), PeerRhythm.Of(history, AsOf), Window);

        Assert.Empty(peers.Find(Behaviour.Of(Bought(156, 125, 94, 63), default, AsOf)!.Value));
        Assert.Single(peers.Find(Behaviour.Of(Bought(172, 141, 110, 79), default, AsOf)!.Value));
    }

    [Fact]
    public void Nothing_after_the_day_is_looked_at()
    {
        var later = Bought(156, 125, 94, 63, 0, -5);

        Assert.Equal(Find(Bought(156, 125, 94, 63))[0].Numbers, Find(later)[0].Numbers);
    }

    [Fact]
    public void Who_is_long_gone_shows_no_signs() => Assert.Empty(Find(Bought(400, 380, 360, 341)));

    [Fact]
    public void Buying_more_rarely_shows_against_the_own_past()
    {
        var sign = Assert.Single(Find(Bought(110, 100, 90, 80, 60, 10)), sign => sign.Kind is SignKinds.Slowing);

        Assert.Equal([10, 35], sign.Numbers);
    }

    [Fact]
    public void Smaller_orders_show_against_the_own_past()
    {
        PurchaseHistory.Entry[] days = [.. new[] { (60, 100), (50, 100), (40, 100), (30, 20), (20, 20), (10, 20) }.Select(pair => Entry(pair.Item1, pair.Item2))];

        var sign = Assert.Single(Find(days));

        Assert.Equal((SignKinds.Smaller, 2), (sign.Kind, sign.Severity));
        Assert.Equal([100, 20], sign.Numbers);
    }

    [Fact]
    public void Two_refusals_show_and_one_only_when_it_was_the_last_word()
    {
        Assert.Equal(SignKinds.Troubles, Assert.Single(Find(Bought(30, 20, 10), Event(25, TraceKind.Refused), Event(15, TraceKind.Cancelled))).Kind);
        Assert.Empty(Find(Bought(30, 20, 10), Event(25, TraceKind.Refused)));
        var last = Assert.Single(Find(Bought(40, 30, 20), Event(15, TraceKind.Refused)));

        Assert.Equal(3, last.Severity);
        Assert.Equal([1, AsOf.Plus(-15).Number], last.Numbers);
        Assert.Empty(Find(Bought(40, 30, 20), Event(200, TraceKind.Refused), Event(190, TraceKind.Refused)));
    }

    [Fact]
    public void A_visitor_who_no_longer_comes_is_quiet()
    {
        var visits = new[] { Event(150, TraceKind.Visit), Event(130, TraceKind.Visit), Event(100, TraceKind.Visit) };

        var sign = Assert.Single(Find(Bought(110), visits));

        Assert.Equal(SignKinds.Quiet, sign.Kind);
        Assert.Equal([3, AsOf.Plus(-100).Number], sign.Numbers);
        Assert.Empty(Find(Bought(110), [.. visits, Event(20, TraceKind.Visit)]));
    }

    [Fact]
    public void Falling_content_is_told_with_what_was_said_before()
    {
        var sign = Assert.Single(Find(Bought(100, 30), Event(90, TraceKind.Score, 0.9f), Event(20, TraceKind.Score, 0.5f)));

        Assert.Equal((SignKinds.Falling, 1), (sign.Kind, sign.Severity));
        Assert.Equal([9, 5], sign.Numbers.Take(2).Select(number => Math.Round(number, 4)));
        Assert.Equal(SignKinds.Unhappy, Assert.Single(Find(Bought(30), Event(20, TraceKind.Score, 0.25f))).Kind);
        Assert.Empty(Find(Bought(30), Event(20, TraceKind.Score, 0.75f)));
    }

    [Fact]
    public void A_late_parcel_a_complaint_and_another_shop_show_until_something_is_bought()
    {
        Assert.Equal(SignKinds.Late, Assert.Single(Find(Bought(40), Event(30, TraceKind.LateParcel, 4))).Kind);
        Assert.Empty(Find(Bought(40), Event(30, TraceKind.LateParcel, 2)));
        Assert.Empty(Find(Bought(40, 20), Event(30, TraceKind.LateParcel, 4)));
        Assert.Equal(SignKinds.Complaint, Assert.Single(Find(Bought(40), Event(30, TraceKind.Complaint))).Kind);
        Assert.Equal(SignKinds.Competitor, Assert.Single(Find(Bought(40), Event(30, TraceKind.Competitor))).Kind);
    }

    [Theory]
    [InlineData("review.written", """{"rating": 5}""", 1.0)]
    [InlineData("review.written", """{"rating": 1}""", 0.0)]
    [InlineData("survey.answered", """{"nps": 9}""", 0.9)]
    [InlineData("survey.answered", """{"csat": 3}""", 0.5)]
    [InlineData("survey.answered", """{"nps": 11}""", null)]
    [InlineData("review.written", """{"text": "good"}""", null)]
    [InlineData("review.written", "[]", null)]
    [InlineData("review.written", null, null)]
    public void What_was_said_is_read_from_the_content(string kind, string? content, double? score)
    {
        var read = TraceFacts.Read(kind, AsOf, content).Where(happened => happened.Kind is TraceKind.Score).Select(happened => (double?)happened.Value).SingleOrDefault();

        Assert.Equal(score, read is { } value ? Math.Round(value, 4) : null);
    }

    private static IReadOnlyList<Sign> Find(PurchaseHistory.Entry[] days, params TraceEvent[] events) => Detector.Find(Behaviour.Of(days, events, AsOf)!.Value);

    private static PurchaseHistory.Entry[] Bought(params int[] daysAgo) => [.. daysAgo.Select(ago => Entry(ago, 100))];

    private static PurchaseHistory.Entry Entry(int daysAgo, long gross) => new(AsOf.Plus(-daysAgo), 1, gross, 0);

    private static TraceEvent Event(int daysAgo, TraceKind kind, float value = 1) => new(AsOf.Plus(-daysAgo), kind, value);
}
