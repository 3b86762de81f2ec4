using System.Text.Json.Serialization;
using Regulars.Kernel;
using Regulars.Loyalty.Approvals;

namespace Regulars.Loyalty.Adjustments;

/// <summary>Points of many customers that are given or taken at once.</summary>
/// <param name="Approval">What is asked for, and what came of it.</param>
/// <param name="Origin">The file's name; empty where a condition said who.</param>
/// <param name="Lines">How many lines or customers were told.</param>
/// <param name="RefusedLines">How many of them were not taken.</param>
/// <param name="FirstRefused">Of these the first.</param>
/// <param name="Given">What is given in all, in smallest parts.</param>
/// <param name="Taken">What is taken in all, in smallest parts, above zero.</param>
public sealed record AdjustmentBatch(
    Approval Approval, string Origin, long Lines, long RefusedLines, IReadOnlyList<RefusedAdjustment> FirstRefused, long Given, long Taken)
{
    /// <summary>What came of the customers so far: how many, and how many smallest parts, by outcome; empty for those that are not done.</summary>
    public IReadOnlyList<AdjustmentOutcome> Outcomes { get; init; } = [];

    /// <summary>What the ledger has of it, in smallest parts; null before the end.</summary>
    public long? InLedger { get; init; }

    /// <summary>For how many customers it is decided.</summary>
    public long Done => Outcomes.Where(outcome => outcome.Outcome.Length > 0).Sum(outcome => outcome.Customers);

    /// <summary>What should be in the ledger: all that was asked for less what was refused.</summary>
    public long Expected => Outcomes.Where(outcome => outcome.Outcome == "applied").Sum(outcome => outcome.Parts);
}

/// <summary>What came of some customers.</summary>
/// <param name="Outcome">applied, or the code of a refusal; empty where it is not done.</param>
/// <param name="Customers">How many.</param>
/// <param name="Parts">How many smallest parts; below zero where more is taken than given.</param>
public sealed record AdjustmentOutcome(string Outcome, long Customers, long Parts);

/// <summary>A line that was not taken.</summary>
/// <param name="Line">The line in the file; the headings have 1.</param>
/// <param name="Cell">What stands there.</param>
/// <param name="Reason">unknown, twice or points.</param>
public sealed record RefusedAdjustment(long Line, string Cell, string Reason);

/// <summary>The lines of a batch.</summary>
/// <param name="Origin">The file's name; empty where a condition said who.</param>
/// <param name="Lines">How many there are.</param>
/// <param name="Members">Whose points, each once, and how many in smallest parts.</param>
/// <param name="Refused">How many lines are not taken.</param>
/// <param name="FirstRefused">Of these the first.</param>
internal sealed record AdjustmentLines(string Origin, long Lines, IReadOnlyList<(CustomerId Customer, long Points)> Members, long Refused, IReadOnlyList<RefusedAdjustment> FirstRefused);

/// <summary>How refused lines are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<RefusedAdjustment>))]
internal sealed partial class AdjustmentJson : JsonSerializerContext;
