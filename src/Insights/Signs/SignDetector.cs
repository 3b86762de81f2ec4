using Regulars.Insights.Outlook;
using Regulars.Kernel;

namespace Regulars.Insights.Signs;

/// <summary>Finds the signs of fading loyalty in a customer's behaviour, each against their own rhythm and their peers. Pure.</summary>
/// <param name="thresholds">From when on a sign shows.</param>
/// <param name="peers">How long others have paused.</param>
/// <param name="windowDays">The presence window W: who has bought nothing for twice as long is gone, and shows no signs.</param>
internal sealed class SignDetector(SignThresholds thresholds, PeerRhythm peers, int windowDays)
{
    private const int FewestForRhythm = 3;

    /// <summary>The pause after which silence is noticed in who has no rhythm yet.</summary>
    private const double UsualPauseDays = 30;

    private const double OutOfTen = 10;

    /// <summary>A fall of content from which on it is told, out of 1.</summary>
    private const double Fall = 0.3;

    /// <summary>What was said counts for so long.</summary>
    private const int SaidDays = 180;

    /// <summary>Whether there is enough of a customer's past for a sign to show at all.</summary>
    public static bool CanShow(string kind, in Behaviour behaviour) => kind switch
    {
        SignKinds.Silence => behaviour.PurchaseDays >= FewestForRhythm,
        SignKinds.Slowing => behaviour.RecentGap is not null,
        SignKinds.Smaller => behaviour.RecentValue is not null,
        SignKinds.Quiet => behaviour.LastVisit is not null,
        SignKinds.Unhappy or SignKinds.Falling => behaviour.LastScore is not null,
        _ => true,
    };

    /// <summary>The signs that a customer shows.</summary>
    public IReadOnlyList<Sign> Find(in Behaviour behaviour) => behaviour.DaysSince > 2 * windowDays ? [] : Together(
        Silence(behaviour), Slowing(behaviour), Smaller(behaviour), Troubles(behaviour), Quiet(behaviour), Said(behaviour), Late(behaviour), Complaint(behaviour),
        Competitor(behaviour));

    private static IReadOnlyList<Sign> Together(params ReadOnlySpan<Sign?> found)
    {
        List<Sign>? signs = null;
        foreach (var sign in found)
        {
            if (sign is not null)
            {
                (signs ??= []).Add(sign);
            }
        }

        return signs ?? (IReadOnlyList<Sign>)[];
    }

    private Sign? Silence(in Behaviour behaviour)
    {
        if (behaviour.PurchaseDays < FewestForRhythm || behaviour.MeanGap is not { } gap)
        {
            return null;
        }

        var times = Math.Max(thresholds.SilenceTimes, peers.LongestPause(behaviour.PurchaseDays) ?? 0);
        var from = (int)Math.Ceiling(times * gap);
        return behaviour.DaysSince < from ? null : new Sign(
            SignKinds.Silence,
            behaviour.DaysSince >= windowDays ? 0 : behaviour.DaysSince >= 2 * from ? 3 : behaviour.DaysSince >= 1.5 * from ? 2 : 1,
            behaviour.Last.Plus(from),
            [gap, behaviour.Last.Number]);
    }

    private Sign? Slowing(in Behaviour behaviour) =>
        behaviour is { RecentGap: { } recent, EarlierGap: > 0 and var earlier } && recent >= thresholds.SlowingTimes * earlier
            ? new Sign(SignKinds.Slowing, recent >= 2 * thresholds.SlowingTimes * earlier ? 2 : 1, behaviour.Last, [earlier, recent])
            : null;

    private Sign? Smaller(in Behaviour behaviour) =>
        behaviour is { RecentValue: { } recent, EarlierValue: > 0 and var earlier } && recent <= thresholds.SmallerShare * earlier
            ? new Sign(SignKinds.Smaller, recent <= thresholds.SmallerShare * earlier / 2 ? 2 : 1, behaviour.Last, [earlier, recent])
            : null;

    /// <summary>Repeated, or once and nothing bought since for longer than usual.</summary>
    private Sign? Troubles(in Behaviour behaviour)
    {
        if (behaviour is not { LastTrouble: { } last, TroublesSince: { } since })
        {
            return null;
        }

        var isLastWord = last >= behaviour.Last && behaviour.AsOf - last > (behaviour.MeanGap ?? UsualPauseDays);
        return behaviour.Troubles >= thresholds.Troubles || isLastWord
            ? new Sign(SignKinds.Troubles, isLastWord ? 3 : behaviour.Troubles > thresholds.Troubles ? 2 : 1, last, [behaviour.Troubles, since.Number])
            : null;
    }

    private Sign? Quiet(in Behaviour behaviour) =>
        behaviour is { Visits: 0, LastVisit: { } last } && behaviour.VisitsBefore >= thresholds.VisitsBefore && behaviour.Last < behaviour.AsOf.Plus(-Behaviour.VisitDays)
            ? new Sign(SignKinds.Quiet, 1, last.Plus(Behaviour.VisitDays), [behaviour.VisitsBefore, last.Number])
            : null;

    private Sign? Said(in Behaviour behaviour)
    {
        if (behaviour is not { LastScore: { } score, LastScored: { } on } || behaviour.AsOf - on > SaidDays)
        {
            return null;
        }

        return behaviour.EarlierScore is { } earlier && earlier - score >= Fall
            ? new Sign(SignKinds.Falling, score <= thresholds.UnhappyAtMost ? 3 : 1, on, [OutOfTen * earlier, OutOfTen * score, on.Number])
            : score <= thresholds.UnhappyAtMost ? new Sign(SignKinds.Unhappy, 2, on, [OutOfTen * score, on.Number])
            : null;
    }

    private Sign? Late(in Behaviour behaviour) =>
        behaviour.LateOn is { } on && behaviour.LateDays >= thresholds.LateDays && behaviour.Last <= on
            ? new Sign(SignKinds.Late, behaviour.LateDays >= 2 * thresholds.LateDays ? 2 : 1, on, [behaviour.LateDays, on.Number])
            : null;

    private static Sign? Complaint(in Behaviour behaviour) =>
        behaviour.LastComplaint is { } on && behaviour.Last <= on
            ? new Sign(SignKinds.Complaint, behaviour.Complaints > 1 ? 3 : 2, on, [behaviour.Complaints, on.Number])
            : null;

    private static Sign? Competitor(in Behaviour behaviour) =>
        behaviour.Competitor is { } on ? new Sign(SignKinds.Competitor, behaviour.Last <= on ? 3 : 2, on, [on.Number]) : null;
}
