using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Log;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Alerts;

/// <summary>Judges each day when it is over: who earned, gave or adjusted far more than usual, and what is nearly used up.</summary>
internal sealed class DueAlerts(
    EarnedSums sums, LimitWatch limits, LedgerLog ledgerLog, ProgrammeAlertStore alerts, ProgrammeStore programmes, DailyWork daily, BusinessStore businesses, TimeProvider clock)
{
    private const string Work = "alerts";

    /// <summary>Adjustments by hand on one day that are no alert, whatever is usual.</summary>
    private const int FewAdjustments = 10;

    /// <summary>Adjustments by hand on one day that are an alert where it is not known what is usual.</summary>
    private const int ManyAdjustments = 30;

    /// <summary>Of so many days of users it is known.</summary>
    private const int KnownDays = 10;

    /// <summary>Judges the days that are over and were not judged yet.</summary>
    public void Run()
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        if (!businesses.IsSetUp)
        {
            return;
        }

        foreach (var day in daily.Waiting(Work, today, 0))
        {
            Judge(day.Plus(-1));
            limits.Look();
            JudgeLog();
            daily.Done(Work, day, 0);
        }
    }

    /// <summary>Judges the present day as far as it is known, when somebody asks.</summary>
    public void JudgeToday()
    {
        limits.Look();
        Judge(businesses.Current.Calendar.DayOf(Instant.Now(clock)));
    }

    /// <summary>Notes where the public log does not sign, once a day.</summary>
    public void JudgeLog()
    {
        if (ledgerLog.Refusal is { } refusal)
        {
            var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
            alerts.Raise([new FoundAlert(AlertKinds.Log, refusal.Code, "", today.Number, 0)], today);
        }
    }

    private void Judge(Day day)
    {
        foreach (var unit in programmes.InForce?.Programme.Units ?? [])
        {
            alerts.Raise([.. sums.OfMembers(unit.Key, day).Select(sum => sum.Judge(AlertKinds.Member, unit.Key, day)).OfType<FoundAlert>()], day);
            alerts.Raise([.. sums.OfGivers(unit.Key, day).Select(giver => giver.Sum.Judge(giver.Kind, unit.Key, day)).OfType<FoundAlert>()], day);
        }

        alerts.Raise([.. JudgeHands(sums.OfHands(day), day)], day);
    }

    private static IEnumerable<FoundAlert> JudgeHands(IReadOnlyList<(string User, int Day, long Times)> hands, Day day)
    {
        long[] before = [.. hands.Where(hand => hand.Day < day.Number).Select(hand => hand.Times).Order()];
        double? usual = before.Length < KnownDays ? null : before[before.Length / 2];
        var least = usual is { } some ? Math.Max(FewAdjustments, UnusualSum.Times * some) : ManyAdjustments;
        return hands.Where(hand => hand.Day == day.Number && hand.Times >= least)
            .Select(hand => new FoundAlert(AlertKinds.Adjustments, hand.User, "", day.Number, hand.Times) { Usual = usual, Peers = before.Length });
    }
}
