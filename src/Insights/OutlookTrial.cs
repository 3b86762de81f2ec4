using Regulars.Insights.Signs;
using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>Tries thresholds of signs on the whole history.</summary>
internal sealed class OutlookTrial(Database database, BusinessStore businesses, ReportService reports)
{
    /// <summary>What these thresholds would have caught in the past.</summary>
    public SignReplay Replay(SignThresholds thresholds)
    {
        var asOf = reports.DefaultAsOf();
        var history = new HistoryStore(database).Load(null);
        var gaps = Measures.TimeBetweenPurchases.Of(history, asOf);
        var window = businesses.Current.Settings.PresenceWindowDays ?? Measures.ReportBuilder.Window(gaps);
        return SignReplay.Of(history, new EventStore(database).LoadTraces(), thresholds, asOf, window, OutlookRefresh.Horizon(gaps.P90Days));
    }
}
