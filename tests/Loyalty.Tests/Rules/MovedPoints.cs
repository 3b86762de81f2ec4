namespace Regulars.Loyalty.Tests.Rules;

/// <summary>Answers that say nothing of points where none moved.</summary>
internal static class MovedPoints
{
    public static decimal EarnedOrNone(this Answer answer) => Of(answer, "earned");

    public static decimal TakenBackOrNone(this Answer answer) => Of(answer, "takenBack");

    private static decimal Of(Answer answer, string what) =>
        answer.Json["effects"]?["loyalty"]?["points"]?.AsArray() is { Count: > 0 } points ? points[0]![what]!.GetValue<decimal>() : 0;
}
