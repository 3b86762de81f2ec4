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

    public static Refusal UnknownUnit(string? unit) => new("points.unit_unknown", $"There are no points called '{unit}'.", "unit");
}
