using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Statistics.Experiments;
using Regulars.Statistics.Intervals;
using Regulars.Storage;

namespace Regulars.Insights.Actions;

/// <summary>What proposing an action has brought: what those to whom it was proposed spent in the days after it, against those held out.
/// Whoever was proposed it counts, done or not, for staff choose whom they call.</summary>
/// <param name="Kind">The action.</param>
/// <param name="Proposed">Customers to whom it was proposed.</param>
/// <param name="HeldOut">Customers held out.</param>
/// <param name="Difference">Mean spend of the proposed minus that of the held out, in minor units; null where there are too few.</param>
/// <param name="Low">The lower end of its 95 % interval (Welch).</param>
/// <param name="High">The upper end.</param>
/// <param name="IsBroken">Whether the two are not as many as were drawn, so that the difference means nothing.</param>
public sealed record ActionEffect(string Kind, int Proposed, int HeldOut, double? Difference, double? Low, double? High, bool IsBroken)
{
    /// <summary>Spend is counted for so many days after the day of the proposal.</summary>
    public const int Days = 60;

    private const int LookBackDays = 365;

    private const int FewestPerArm = 10;

    internal static IReadOnlyList<ActionEffect> Measure(Database database, Day today)
    {
        var outcomes = database.Query<(string Kind, string State, double Spent)>(
            """
            SELECT a.kind, max(a.state), CAST(coalesce(sum(d.gross), 0) AS {real})
            FROM customer_action a JOIN customer m ON m.group_id = a.customer_id
            LEFT JOIN customer_day d ON d.customer_id = m.customer_id AND d.day > a.proposed_day AND d.day <= a.proposed_day + @days
            WHERE a.proposed_day <= @upTo AND a.proposed_day > @from
            GROUP BY a.customer_id, a.kind, a.proposed_day
            """,
            new { days = Days, upTo = today.Number - Days, from = today.Number - LookBackDays }).ToLookup(row => row.Kind, StringComparer.Ordinal);
        return [.. ActionKinds.All.Where(ActionKinds.HeldOut.Contains).Select(kind => Of(kind, [.. outcomes[kind].Select(row => (row.State is "held_out", row.Spent))]))];
    }

    internal static ActionEffect Of(string kind, IReadOnlyList<(bool IsHeldOut, double Spent)> outcomes)
    {
        var (proposed, held) = (outcomes.Where(row => !row.IsHeldOut).Select(row => row.Spent).ToArray(), outcomes.Where(row => row.IsHeldOut).Select(row => row.Spent).ToArray());
        var ratio = SampleRatio.Check([proposed.Length, held.Length], [1 - ActionRefresh.HeldOutShare, ActionRefresh.HeldOutShare]);
        var isBroken = ratio.IsGiven && ratio.Value.IsBroken;
        var effect = proposed.Length < FewestPerArm || held.Length < FewestPerArm || isBroken
            ? default
            : Effect.OfMeans(SampleMoments.Of(proposed), SampleMoments.Of(held));
        return effect.IsGiven
            ? new ActionEffect(kind, proposed.Length, held.Length, effect.Value.Difference, effect.Value.Interval.Low, effect.Value.Interval.High, isBroken)
            : new ActionEffect(kind, proposed.Length, held.Length, null, null, null, isBroken);
    }
}
