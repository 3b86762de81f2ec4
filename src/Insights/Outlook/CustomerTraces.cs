using Regulars.Insights.Measures;
using Regulars.Kernel;

namespace Regulars.Insights.Outlook;

/// <summary>What besides purchases tells how a customer feels about the shop.</summary>
internal enum TraceKind
{
    /// <summary>A parcel was refused.</summary>
    Refused,

    /// <summary>An order was cancelled.</summary>
    Cancelled,

    /// <summary>The customer looked at the shop without buying.</summary>
    Visit,

    /// <summary>The customer said how content they are; the value is 0 for not at all, 1 for entirely.</summary>
    Score,

    /// <summary>A parcel came late; the value is by how many days.</summary>
    LateParcel,

    /// <summary>The customer spoke of another shop or went there.</summary>
    Competitor,

    /// <summary>The customer complained.</summary>
    Complaint,

    /// <summary>The customer praised the shop to others.</summary>
    Praise,
}

/// <summary>One such event.</summary>
/// <param name="Day">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Value">What its kind says it is.</param>
internal readonly record struct TraceEvent(Day Day, TraceKind Kind, float Value) : IDayEvent<TraceKind>;

/// <summary>What everybody left behind besides purchases.</summary>
internal sealed class CustomerTraces : EventsByCustomer<TraceEvent, TraceKind>;
