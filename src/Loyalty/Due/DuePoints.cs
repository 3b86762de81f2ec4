using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Cards;
using Regulars.Storage;

namespace Regulars.Loyalty.Due;

/// <summary>Finds the members of whom something has become due by itself, and lets intake do it: points become active, points expire, reservations end. Gift cards expire too.</summary>
/// <remarks>A batch is one request and one transaction, in intake's lane for bulk work: so long that commits do not count while nobody
/// waits, and so short that nobody notices while somebody does. While nobody waits, the next batch is found while intake does the one
/// before it. No fact is recorded for a member: the postings have fact version 0, and
/// their day and reason say everything. Where a use of points follows, as an exchange by itself, that member gets a fact.</remarks>
internal sealed class DuePoints(Database database, JournalIntake intake, BusinessStore businesses, PointsClock pointsClock, GiftCardStore cards, TimeProvider clock)
{
    /// <summary>Members in one transaction while nobody waits: more would not stay in the processor's cache.</summary>
    private const int QuietBatch = 1_024;

    /// <summary>Members in one transaction while somebody waits.</summary>
    private const int BusyBatch = 128;

    private const string Expiring =
        "SELECT last_day AS Key, customer_id AS Customer FROM lot WHERE is_open = 1 AND active > 0 AND last_day < @until AND (last_day, customer_id) > (@after, @customer) ORDER BY last_day, customer_id LIMIT @most";

    private const string Activating =
        "SELECT active_day AS Key, customer_id AS Customer FROM lot WHERE pending > 0 AND active_day < @until AND (active_day, customer_id) > (@after, @customer) ORDER BY active_day, customer_id LIMIT @most";

    private const string Ending =
        "SELECT ends_at AS Key, customer_id AS Customer FROM points_hold WHERE ends_at < @until AND (ends_at, customer_id) > (@after, @customer) ORDER BY ends_at, customer_id LIMIT @most";

    /// <summary>Does everything that is due now; answers for how many members something was.</summary>
    /// <param name="goOn">Asked before each batch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public async Task<long> RunAsync(Func<bool> goOn, CancellationToken cancellation)
    {
        var now = Instant.Now(clock);
        var today = businesses.Current.Calendar.DayOf(now);
        var expiry = pointsClock.ExpiryDay is { } believed && believed < today ? believed : today;
        cards.ExpireDue(() => !cancellation.IsCancellationRequested && goOn());
        return await RunAsync(Ending, now.Microseconds + 1, goOn, cancellation)
            + await RunAsync(Activating, today.Number + 1, goOn, cancellation)
            + await RunAsync(Expiring, expiry.Number, goOn, cancellation);
    }

    private async Task<long> RunAsync(string find, long until, Func<bool> goOn, CancellationToken cancellation)
    {
        var members = 0L;
        var (after, customer) = (long.MinValue, Guid.Empty);
        var before = Task.CompletedTask;
        IReadOnlyList<CustomerId> atWork = [];
        try
        {
            while (!cancellation.IsCancellationRequested && goOn())
            {
                var isBusy = intake.IsBusy;
                var due = database.Query<DueRow>(find, new { until, after, customer, most = isBusy ? BusyBatch : QuietBatch });
                if (due.Count == 0)
                {
                    break;
                }

                (after, customer) = (due[^1].Key, due[^1].Customer);
                // Of those whom intake has now everything is done.
                var batch = due.Select(row => new CustomerId(row.Customer)).Distinct().Except(atWork).ToList();
                if (batch.Count == 0)
                {
                    continue;
                }

                var settled = await intake.SubmitBulkAsync(new SettleCustomers(LoyaltyParticipant.Module, batch), cancellation);
                members += batch.Count;
                (var earlier, before, atWork) = (before, settled, batch);
                await earlier;
                if (isBusy)
                {
                    await settled;
                }
            }
        }
        finally
        {
            await before;
        }

        return members;
    }

    private sealed class DueRow
    {
        public long Key { get; init; }

        public Guid Customer { get; init; }
    }
}
