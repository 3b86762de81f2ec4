using System.Runtime.InteropServices;
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
internal readonly record struct TraceEvent(Day Day, TraceKind Kind, float Value);

/// <summary>The events of every customer who has any, each customer's by day.</summary>
internal sealed class CustomerTraces
{
    private readonly Dictionary<Guid, List<TraceEvent>> events = [];

    private readonly bool[] measured = new bool[Enum.GetValues<TraceKind>().Length];

    /// <summary>Whether anybody has an event of a kind: what nobody has is not measured.</summary>
    public bool Measures(TraceKind kind) => measured[(int)kind];

    /// <summary>The events of a person, by day.</summary>
    public ReadOnlySpan<TraceEvent> Of(CustomerId customer) =>
        events.TryGetValue(customer.Value, out var own) ? CollectionsMarshal.AsSpan(own) : default;

    /// <summary>Adds an event.</summary>
    public void Add(Guid customer, TraceEvent happened)
    {
        ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(events, customer, out _);
        (own ??= []).Add(happened);
        measured[(int)happened.Kind] = true;
    }

    /// <summary>Puts each customer's events in order, once all are added.</summary>
    public void Order()
    {
        foreach (var own in events.Values)
        {
            own.Sort((a, b) => a.Day.CompareTo(b.Day));
        }
    }
}
