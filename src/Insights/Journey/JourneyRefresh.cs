using Regulars.Insights.Measures;
using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Journey;

/// <summary>Computes the journey: the usual one in the refresh, kept for the page; any other for who waits for it.</summary>
internal sealed class JourneyRefresh(Database database, ModelStore models, ReportService reports, BusinessStore businesses)
{
    /// <summary>The usual period.</summary>
    public const int UsualDays = 365;

    /// <summary>With more customers the journey is computed once a week.</summary>
    private const int FewCustomers = 20_000;

    private const int KeptDays = 7;

    /// <summary>Computes and keeps the usual journey.</summary>
    /// <param name="history">Everybody's purchases.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    /// <param name="windowDays">The presence window, which is the horizon.</param>
    /// <param name="check">Called in the transaction; throws when this node no longer leads.</param>
    public void Run(PurchaseHistory history, Day asOf, int windowDays, Action<WriteTransaction> check)
    {
        if (history.Count > FewCustomers && models.Journey is { } kept && asOf - kept.AsOf >= 0 && asOf - kept.AsOf < KeptDays)
        {
            return;
        }

        var map = JourneyBuilder.Of(history, Events(), Usual(asOf), asOf, windowDays);
        database.Write(transaction =>
        {
            check(transaction);
            models.Keep(transaction, map);
        });
    }

    /// <summary>The journey of another period, computed from the whole history.</summary>
    public JourneyMap Compute(Period? period)
    {
        var asOf = reports.DefaultAsOf();
        var history = new HistoryStore(database).Load(null);
        var horizon = models.Journey is { } kept ? kept.HorizonDays : reports.Compute(new Contracts.ReportQuery()).Retention.WindowDays;
        return JourneyBuilder.Of(history, Events(), period ?? Usual(asOf), asOf, horizon);
    }

    private static Period Usual(Day asOf) => new(asOf.Plus(-UsualDays), asOf);

    private JourneyEvents Events() => new EventStore(database).LoadJourney(businesses.Current.Calendar);
}
