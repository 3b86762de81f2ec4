using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>What is true of a customer of the demonstration shop and stands in no fact: measures can be held against it.</summary>
/// <param name="MeanPauseDays">The mean pause between visits to the shop while they come, in days of ordinary bustle.</param>
/// <param name="Regularity">The shape of the gamma distribution of pauses: 1 is pure chance, 4 almost a clock.</param>
/// <param name="LeftOn">The day on which they left for good; null while they still come.</param>
/// <param name="Reason">Why they left.</param>
/// <param name="HasTwoRecords">Whether the shop knows them twice: by telephone at the till, by e-mail on the web.</param>
public sealed record PlantedTruth(double MeanPauseDays, double Regularity, Day? LeftOn, LeavingReason Reason, bool HasTwoRecords);

/// <summary>Why a customer of the demonstration shop left for good.</summary>
public enum LeavingReason
{
    /// <summary>They still come.</summary>
    None = 0,

    /// <summary>They came once, out of curiosity.</summary>
    OnlyCurious = 1,

    /// <summary>They drifted away, for no reason that the shop could see.</summary>
    Drifted = 2,

    /// <summary>A parcel came late.</summary>
    LateParcel = 3,

    /// <summary>They refused a parcel, and felt awkward afterwards.</summary>
    RefusedParcel = 4,

    /// <summary>Coffee became dearer.</summary>
    Price = 5,

    /// <summary>They were served curtly.</summary>
    CurtService = 6,
}
