using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What orders and facts count for challenges, and what follows from it. An order is judged by the version of its day whenever it is told
/// again; what it counts less is taken off, and a prize that is no longer reached is taken back by the version that gave it.</summary>
internal sealed class ChallengeDecision(ProgrammeHistory programmes, MemberEffects effects, Day today)
{
    /// <summary>A bound on how often one change reaches one goal.</summary>
    private const int MostTimes = 100;

    private readonly List<(CompiledProgramme Programme, Challenge Challenge, Day Day)> moved = [];

    private readonly Prizes prizes = new(programmes, effects, today);

    private MemberBook Book => effects.Ledger.Book;

    private Day Joined => Book.JoinedOn ?? today;

    /// <summary>Counts an order as it stands now, instead of what it counted before.</summary>
    /// <param name="programme">The version of its day.</param>
    /// <param name="order">The order with everything that came back of it.</param>
    /// <param name="entry">What it gave and used.</param>
    /// <param name="wasJudged">Whether it is told again: whom a challenge is for was asked when it was told first.</param>
    /// <param name="subject">What conditions are asked about.</param>
    public OrderEntry Count(CompiledProgramme programme, OrderInput order, OrderEntry entry, bool wasJudged, CriteriaSubject subject)
    {
        var counted = new Dictionary<string, long>();
        foreach (var challenge in programme.Programme.Challenges.Where(challenge => challenge.On == EarningRule.OnOrders))
        {
            if (wasJudged ? entry.Challenges?.ContainsKey(challenge.Key) == true : IsMeant(programme, challenge, entry.Day, subject))
            {
                counted[challenge.Key] = Amount(programme, challenge, order, entry, subject);
                Add(programme, challenge, entry.Day, counted[challenge.Key] - (entry.Challenges?.GetValueOrDefault(challenge.Key) ?? 0));
            }
        }

        return counted.Count == 0 ? entry : entry with { Challenges = counted };
    }

    /// <summary>Counts a fact other than an order.</summary>
    /// <param name="programme">The version of its day.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="amount">Its amount in minor units.</param>
    /// <param name="day">Its day.</param>
    /// <param name="version">Its place in the book.</param>
    /// <param name="subject">What conditions are asked about.</param>
    public void Count(CompiledProgramme programme, string kind, long? amount, Day day, long version, CriteriaSubject subject)
    {
        foreach (var challenge in programme.Programme.Challenges.Where(challenge => challenge.On == kind))
        {
            var counted = challenge.Measure is ChallengeMeasure.Money ? Math.Max(0, amount ?? 0) : 1;
            if (counted > 0 && IsMeant(programme, challenge, day, subject) && programme.When(challenge, day)?.Holds(subject) != false)
            {
                effects.Steps.Add(new ChallengeStep(version, challenge.Key, day, counted));
                Add(programme, challenge, day, counted);
            }
        }
    }

    /// <summary>Takes back what is no longer reached, and gives what is reached now.</summary>
    public void Decide()
    {
        foreach (var (programme, challenge, day) in moved)
        {
            var periods = TakeBack(challenge) ? Known(challenge) : Near(challenge, day);
            foreach (var period in challenge.IsByCalendar ? Reached(programme, challenge, periods) : Times(programme, challenge))
            {
                var reached = new Achievement(ChallengeTime.KeyOf(challenge), period, today, programme.Programme.Version);
                prizes.Give(programme, reached, challenge.Prize, NameOf(challenge));
            }
        }
    }

    private void Add(CompiledProgramme programme, Challenge challenge, Day day, long amount)
    {
        if (amount != 0)
        {
            Book.Count(ChallengeTime.MeasureOf(challenge), day, amount);
            moved.Add((programme, challenge, day));
        }
    }

    private bool IsMeant(CompiledProgramme programme, Challenge challenge, Day day, CriteriaSubject subject) =>
        programme.Programme.IsRunning && challenge.IsRunning && ChallengeTime.Contains(challenge, day, Joined) && programme.For(challenge, day)?.Holds(subject) != false;

    private static long Amount(CompiledProgramme programme, Challenge challenge, OrderInput order, OrderEntry entry, CriteriaSubject subject)
    {
        if (order.State is not OrderState.Sold || programme.When(challenge, entry.Day)?.Holds(subject) == false)
        {
            return 0;
        }

        var lines = programme.Lines(challenge, entry.Day);
        var occasion = new OrderOccasion
        {
            Day = entry.Day,
            Subject = subject,
            Order = order,
            PaidByPoints = entry.Used.Sum(use => use.Money),
            Multiplier = 1,
            Room = (_, _) => null,
            Budget = (_, _) => 0,
        };
        var (money, counts) = occasion.Count(lines, withPaidByPoints: false);
        return challenge.Measure switch
        {
            ChallengeMeasure.Money => Math.Max(0, money),
            ChallengeMeasure.Pieces => counts ? Pieces(order, lines, subject) : 0,
            _ => counts ? 1 : 0,
        };
    }

    private static long Pieces(OrderInput order, Condition? lines, CriteriaSubject subject)
    {
        var meant = order.Lines.Where(line => lines?.Holds(OrderFields.Subject(subject, line)) != false).ToList();
        var left = meant.Sum(line => line.IsReturn ? -line.Quantity : line.Quantity);
        return decimal.ToInt64(decimal.Floor(Math.Clamp(left, 0, 1_000_000_000)));
    }

    /// <summary>What stands for a challenge is asked again by the version that gave it.</summary>
    private bool TakeBack(Challenge challenge)
    {
        var isTaken = false;
        foreach (var held in Held(challenge).OrderByDescending(held => held.Period).ToList())
        {
            var programme = programmes.Of(held.ProgrammeVersion);
            if (programme.Programme.Challenges.FirstOrDefault(other => other.Key == challenge.Key) is { } promised && !ChallengeTime.IsReached(promised, programme.Currency, Book, held.Period))
            {
                prizes.TakeBack(held, NameOf(promised));
                isTaken = true;
            }
        }

        return isTaken;
    }

    /// <summary>How often the goal is reached without a calendar, where nothing stands for it yet.</summary>
    private List<int> Times(CompiledProgramme programme, Challenge challenge)
    {
        var times = ChallengeTime.Progress(challenge, Book, default) / Math.Max(1, ChallengeTime.Goal(challenge, programme.Currency));
        return [.. Enumerable.Range(0, (int)Math.Min(times, challenge.Repeats ? MostTimes : 1)).Where(time => !Held(challenge).Any(held => held.Period == time))];
    }

    /// <summary>The periods whose goal is reached now and for which nothing stands yet.</summary>
    private List<int> Reached(CompiledProgramme programme, Challenge challenge, IEnumerable<Day> periods)
    {
        var reached = new List<int>();
        foreach (var period in periods.Where(period => period <= today))
        {
            if (IsFree(challenge, period, reached) && ChallengeTime.IsReached(challenge, programme.Currency, Book, period.Number))
            {
                reached.Add(period.Number);
            }
        }

        return reached;
    }

    /// <summary>The periods whose run a day may complete.</summary>
    private static IEnumerable<Day> Near(Challenge challenge, Day day) =>
        Enumerable.Range(0, challenge.InARow).Select(later => ChallengeTime.Neighbour(challenge.Period, ChallengeTime.Start(challenge.Period, day), later));

    /// <summary>Every period in which something counts: what was taken back may have stood in the way of another.</summary>
    private List<Day> Known(Challenge challenge) =>
    [
        .. Book.Progress.Keys.Where(row => row.Measure == ChallengeTime.MeasureOf(challenge) && row.Day != 0)
            .Select(row => ChallengeTime.Start(challenge.Period, new Day(row.Day))).Distinct().Order(),
    ];

    /// <summary>No period counts for two prizes; and one prize is enough where it does not repeat.</summary>
    private bool IsFree(Challenge challenge, Day period, List<int> reached)
    {
        var taken = Held(challenge).Select(held => held.Period).Concat(reached).ToList();
        var first = ChallengeTime.Neighbour(challenge.Period, period, 1 - challenge.InARow).Number;
        var last = ChallengeTime.Neighbour(challenge.Period, period, challenge.InARow - 1).Number;
        return challenge.Repeats ? !taken.Exists(other => other >= first && other <= last) : taken.Count == 0;
    }

    private IEnumerable<Achievement> Held(Challenge challenge) =>
        Book.Achievements.Values.Where(achievement => achievement.IsHeld && achievement.Key == ChallengeTime.KeyOf(challenge));

    private static string NameOf(Challenge challenge) => challenge.Name.Length == 0 ? challenge.Key : challenge.Name;
}
