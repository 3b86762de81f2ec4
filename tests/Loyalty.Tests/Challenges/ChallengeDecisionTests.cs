using FsCheck;
using FsCheck.Fluent;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Tests.Challenges;

/// <summary>Whatever orders come and go in whatever order, what stands is what the days that are left say.</summary>
public sealed class ChallengeDecisionTests
{
    private static readonly Day Today = Day.Of(2026, 11, 30);

    /// <summary>Each step is a day before today; a day told before is that order's cancellation, or its return.</summary>
    private static readonly Arbitrary<int[]> Steps = Gen.Choose(0, 69).ArrayOf(40).ToArbitrary();

    [Theory]
    [InlineData(ChallengePeriod.Week, 1)]
    [InlineData(ChallengePeriod.Week, 3)]
    [InlineData(ChallengePeriod.Month, 2)]
    public void A_streak_stands_exactly_while_there_are_so_many_neighbouring_periods(ChallengePeriod period, int inARow) =>
        Check(new Challenge { Key = "streak", Goal = 2, Period = period, InARow = inARow }, (life, held) =>
        {
            var starts = life.GroupBy(day => ChallengeTime.Start(period, day)).Where(days => days.Count() >= 2).Select(days => days.Key).ToHashSet();
            var isThere = starts.Any(start => Enumerable.Range(0, inARow).All(back => starts.Contains(ChallengeTime.Neighbour(period, start, -back))));
            return held == (isThere ? 1 : 0);
        });

    [Fact]
    public void Each_time_the_goal_is_reached_once_more_stands_for_itself() =>
        Check(new Challenge { Key = "stamps", Goal = 3, Repeats = true }, (life, held) => held == life.Count / 3);

    [Fact]
    public void In_each_month_the_goal_stands_once() =>
        Check(new Challenge { Key = "months", Goal = 2, Period = ChallengePeriod.Month, Repeats = true }, (life, held) => held == life.GroupBy(day => day.StartOfMonth).Count(days => days.Count() >= 2));

    private static void Check(Challenge challenge, Func<List<Day>, int, bool> agrees) => Prop.ForAll(Steps, steps =>
    {
        var programme = new Programme { Version = 1, Units = [new PointUnit { Key = "points" }], Badges = [new Badge { Key = "star" }], Challenges = [challenge with { Prize = new Prize { Points = 10, Badge = "star" } }] };
        var history = new ProgrammeHistory([new CompiledProgramme(programme, null!, Currency.Of("EUR"))]);
        var book = new MemberBook(new CustomerId(Guid.Parse("0199aaaa-0000-7000-8000-000000000001")));
        var life = new List<Day>();
        foreach (var (place, step) in steps.Index())
        {
            var day = Today.Plus(-step);
            var isTold = !life.Remove(day);
            if (isTold)
            {
                life.Add(day);
            }

            book = Tell(history, book, day, isTold, place);
            var held = book.Achievements.Values.Count(reached => reached.IsHeld);
            Assert.True(agrees(life, held), $"{held} after step {place}");
            Assert.Equal(10 * held, book.Balance("points"));
            Assert.Equal(held > 0, book.HasBadge("star"));
        }
    }).QuickCheckThrowOnFailure();

    private static MemberBook Tell(ProgrammeHistory history, MemberBook before, Day day, bool isTold, int place)
    {
        var programme = history.Of(1);
        var ledger = new PointsLedger(before.Copy(), programme.Programme, new PostingSource(place + 1, default, Today));
        var effects = new MemberEffects(ledger, before);
        var order = new OrderInput
        {
            Source = "till",
            Number = day.ToString(),
            PlacedAt = default,
            Currency = Currency.Of("EUR"),
            State = isTold ? OrderState.Sold : OrderState.Cancelled,
            Lines = [new OrderLineInput("tea", null, null, 1, 5, 500)],
        };
        var id = new OrderId(new Guid(day.Number, 0, 0, new byte[8]));
        var known = ledger.Book.Orders.GetValueOrDefault(id);
        var challenges = new ChallengeDecision(history, effects, Today);
        ledger.Book.Orders[id] = challenges.Count(programme, order, known ?? new OrderEntry { ProgrammeVersion = 1, Day = day }, known is not null, new CriteriaSubject(before.Customer));
        challenges.Decide();
        return ledger.Book;
    }
}
