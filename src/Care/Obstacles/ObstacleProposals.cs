using Regulars.Care.Counting;
using Regulars.Care.Detection;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Obstacles;

/// <summary>Proposes what the search found, keeps the evidence of what is open, and lets go of what is not seen any more.</summary>
internal sealed class ObstacleProposals(Database database, HindranceCounts counts, ObstacleSearch search, TimeProvider clock)
{
    /// <summary>Who opens what is found.</summary>
    private const string Program = "regulars";

    private const int DeclinedDays = 180;

    private const int RemovedDays = ObstacleEffect.FewestDays;

    private const int MostOpen = 500;

    /// <summary>Looks for obstacles up to a day; answers how many new ones are proposed.</summary>
    public int Run(Day today, Action<WriteTransaction> check)
    {
        var found = search.Find(today);
        var period = new Period(today.Plus(-ObstacleRules.LookBackDays), today);
        var open = database.Query<Obstacle>($"SELECT {ObstacleBook.Columns} FROM obstacle o WHERE o.is_open = 1 AND o.kind <> '' ORDER BY o.obstacle_id LIMIT @most", new { most = MostOpen });
        foreach (var obstacle in open)
        {
            Look(obstacle, found.Any(each => each.Kind == obstacle.Kind && each.Subject == obstacle.Subject), period, check);
        }

        var proposed = 0;
        var free = HindranceKinds.All.ToDictionary(
            kind => kind, kind => ObstacleRules.MostPerKind - open.Count(obstacle => obstacle.IsFound && obstacle.Kind == kind), StringComparer.Ordinal);
        foreach (var each in found.Where(each => !open.Exists(obstacle => obstacle.IsFound && obstacle.Kind == each.Kind && obstacle.Subject == each.Subject)))
        {
            if (free[each.Kind] > 0 && !IsSettled(each, today))
            {
                Propose(each, period, check);
                free[each.Kind]--;
                proposed++;
            }
        }

        return proposed;
    }

    /// <summary>Keeps the evidence; what nobody judged and nobody met for weeks goes.</summary>
    private void Look(Obstacle obstacle, bool isFound, Period period, Action<WriteTransaction> check)
    {
        var times = counts.Times(obstacle.Kind, obstacle.Subject, period);
        var (customers, atStake) = search.Touched(obstacle.Kind, obstacle.Subject, period);
        var isGone = obstacle.IsFound && !isFound && obstacle.State is ObstacleStates.Reported
            && counts.Times(obstacle.Kind, obstacle.Subject, new Period(period.To.Plus(-ObstacleRules.LatelyDays), period.To)) == 0;
        database.Write(transaction =>
        {
            check(transaction);
            var now = Instant.Now(clock);
            transaction.Execute(
                """
                UPDATE obstacle SET times = @times, customers = @customers, at_stake = @atStake, seen_day = CASE WHEN @seen = 1 THEN @day ELSE seen_day END
                WHERE obstacle_id = @Id
                """,
                new { obstacle.Id, times, customers, atStake, seen = isFound ? 1 : 0, day = period.To.Number - 1 });
            if (isGone && transaction.Execute(
                "UPDATE obstacle SET state = 'faded', is_open = 0, changed_at = @at WHERE obstacle_id = @Id AND state = 'reported'", new { obstacle.Id, at = now.Microseconds }) > 0)
            {
                ObstacleBook.Note(transaction, obstacle.Id, Program, ObstacleStates.Faded, null, null, now);
            }
        });
    }

    /// <summary>What was declined or removed lately is not proposed again at once.</summary>
    private bool IsSettled(Counted found, Day today) => database.QueryFirst<long?>(
        """
        SELECT 1 FROM obstacle WHERE kind = @Kind AND subject = @Subject
            AND ((state = 'declined' AND changed_at >= @declined) OR (state = 'removed' AND removed_day >= @removed)) LIMIT 1
        """,
        new { found.Kind, found.Subject, declined = Instant.Now(clock).Plus(TimeSpan.FromDays(-DeclinedDays)).Microseconds, removed = today.Number - RemovedDays }) is not null;

    private void Propose(Counted found, Period period, Action<WriteTransaction> check)
    {
        var times = counts.Times(found.Kind, found.Subject, period);
        var (customers, atStake) = search.Touched(found.Kind, found.Subject, period);
        database.Write(transaction =>
        {
            check(transaction);
            var now = Instant.Now(clock);
            var id = Uuid.New(clock);
            var isNew = transaction.Execute(
                """
                INSERT INTO obstacle (obstacle_id, is_found, kind, subject, moment, title, about, state, is_open, seen_day, times, customers, at_stake, opened_at, opened_by, changed_at)
                VALUES (@id, 1, @Kind, @Subject, @moment, '', '', 'reported', 1, @day, @times, @customers, @atStake, @at, @by, @at)
                ON CONFLICT DO NOTHING
                """,
                new
                {
                    id, found.Kind, found.Subject, moment = HindranceKinds.MomentOf(found.Kind), day = period.To.Number - 1, times, customers, atStake,
                    at = now.Microseconds, by = Program,
                });
            if (isNew > 0)
            {
                ObstacleBook.Note(transaction, id, Program, ObstacleStates.Reported, null, null, now);
            }
        });
    }
}
