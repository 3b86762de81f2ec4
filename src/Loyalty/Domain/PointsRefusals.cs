using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Refusals that several decisions give.</summary>
internal static class PointsRefusals
{
    public static Refusal NotEnough(PointUnit unit, long balance, long wanted, string place) => new(
        "points.not_enough", $"{unit.ToPoints(wanted)} are wanted, and {unit.ToPoints(Math.Max(0, balance))} can be used.", place);

    public static readonly Refusal NoProgramme = new("programme.none", "No programme runs yet. Set one up first.");

    public static Refusal NeedsApproval(PointUnit unit) =>
        new("points.needs_approval", $"More than {unit.ApproveAbove} points by hand wait for a second person: ask for them at /api/v1/loyalty/approvals.", "points");

    /// <summary>Why these points do not pay for a reward; null when they do, or there is none.</summary>
    public static Refusal? Price(Programme programme, string? reward, PointUnit unit, decimal points, string place) =>
        reward is not null && programme.Reward(reward) is { } wanted && programme.Unit(wanted.Unit) is { } kind && (points < wanted.Cost || kind.Key != unit.Key)
            ? new Refusal("reward.price", $"The reward '{reward}' costs {wanted.Cost} of '{kind.Key}'.", place)
            : null;

    public static Refusal UnknownUnit(string? unit) => new("points.unit_unknown", $"There are no points called '{unit}'.", "unit");
}
