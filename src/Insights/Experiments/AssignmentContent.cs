namespace Regulars.Insights.Experiments;

/// <summary>What a fact of an assignment says besides its time.</summary>
/// <param name="Experiment">The name of the experiment.</param>
/// <param name="Arm">treated or held_out.</param>
/// <param name="Id">The id of the experiment.</param>
internal sealed record AssignmentContent(string Experiment, string Arm, Guid Id)
{
    /// <summary>The word for an arm by its number.</summary>
    public static string WordOf(int arm) => arm == 0 ? "treated" : "held_out";
}
