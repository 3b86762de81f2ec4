using Regulars.Care.Counting;
using Regulars.Care.Obstacles;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care;

/// <summary>Does what is due every day: counts what is new, looks for obstacles, and keeps the evidence of those that are open.</summary>
internal sealed class CareRefresh(
    Database database, HindranceHistory history, HindranceCounts counts, ObstacleProposals proposals, CareWork work, BusinessStore businesses, TimeProvider clock)
{
    private const string Work = "search";

    /// <summary>Does it when the day is a new one, or when the first hindrances have been told; null when nothing is due.</summary>
    public int? RunWhenDue(Action<WriteTransaction> check, CancellationToken cancellation)
    {
        if (!businesses.IsSetUp)
        {
            return null;
        }

        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        history.Run(today, check, cancellation);
        var counted = counts.Run(check, cancellation);
        return work.Of(Work) is not { } last || last.Day != today || (last.Place.Length == 0 && counted > 0) ? Run(check, cancellation) : null;
    }

    /// <summary>Does it now; answers how many obstacles are proposed.</summary>
    public int Run(Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        history.Run(today, check, cancellation);
        counts.CloseCheckouts(today, check);
        counts.Run(check, cancellation);
        counts.CountOrders(today, check);
        var proposed = proposals.Run(today, check);
        database.Write(transaction =>
        {
            check(transaction);
            CareWork.Note(transaction, Work, today, counts.Any() ? "counted" : "");
        });
        return proposed;
    }
}
