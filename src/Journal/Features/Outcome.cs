using Regulars.Journal.Contracts;

namespace Regulars.Journal.Features;

/// <summary>How a change ended, as the page after it is told.</summary>
internal static class Outcome
{
    /// <summary>busy when too much waits, else refused.</summary>
    public static string Of(IntakeAnswer? answer) => answer is null ? "busy" : "refused";
}
