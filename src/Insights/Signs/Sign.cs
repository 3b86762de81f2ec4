using Regulars.Kernel;

namespace Regulars.Insights.Signs;

/// <summary>A sign of fading loyalty seen in one customer, with the evidence for it.</summary>
/// <param name="Kind">Which sign, one of <see cref="SignKinds.All"/>.</param>
/// <param name="Severity">3 to act on now, 2 serious, 1 to be watched, 0 probably lost.</param>
/// <param name="Since">The first day on which it showed.</param>
/// <param name="Numbers">What was observed: the numbers of the sentence <c>sign.evidence.KIND</c>, days as their numbers.</param>
public sealed record Sign(string Kind, int Severity, Day Since, IReadOnlyList<double> Numbers);

/// <summary>The signs of fading loyalty there are.</summary>
public static class SignKinds
{
    /// <summary>Far longer without a purchase than usual for the customer. Numbers: mean gap in days, days without a purchase.</summary>
    public const string Silence = "silence";

    /// <summary>Still buying, but more rarely. Numbers: mean gap in days before, mean of the last two.</summary>
    public const string Slowing = "slowing";

    /// <summary>The last orders are worth less. Numbers: mean value before and lately, in minor units.</summary>
    public const string Smaller = "smaller";

    /// <summary>Orders refused or cancelled. Numbers: how many, the day of the first.</summary>
    public const string Troubles = "troubles";

    /// <summary>No longer looks at the shop. Numbers: visits in the 90 days before, days since the last visit.</summary>
    public const string Quiet = "quiet";

    /// <summary>Said to be discontent. Numbers: what was said, out of 10, and the day.</summary>
    public const string Unhappy = "unhappy";

    /// <summary>Said to be less content than before. Numbers: what was said before and last, out of 10, and the day.</summary>
    public const string Falling = "falling";

    /// <summary>A parcel came late, and nothing was bought since. Numbers: by how many days, the day it came.</summary>
    public const string Late = "late";

    /// <summary>Complained, and has bought nothing since. Numbers: how many complaints, the day of the last.</summary>
    public const string Complaint = "complaint";

    /// <summary>Spoke of another shop. Numbers: the day.</summary>
    public const string Competitor = "competitor";

    /// <summary>All of them, the commonest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Silence, Slowing, Smaller, Troubles, Quiet, Unhappy, Falling, Late, Complaint, Competitor];
}
