using System.Runtime.InteropServices;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Something that happened on a day.</summary>
/// <typeparam name="TKind">What kinds there are.</typeparam>
internal interface IDayEvent<out TKind>
{
    /// <summary>When.</summary>
    Day Day { get; }

    /// <summary>What.</summary>
    TKind Kind { get; }
}

/// <summary>The events of every customer who has any, each customer's by day.</summary>
internal abstract class EventsByCustomer<TEvent, TKind>
    where TEvent : struct, IDayEvent<TKind>
    where TKind : struct, Enum
{
    private readonly Dictionary<Guid, List<TEvent>> events = [];

    private readonly HashSet<TKind> measured = [];

    /// <summary>Everybody who has an event.</summary>
    public IEnumerable<CustomerId> Customers => events.Keys.Select(customer => new CustomerId(customer));

    /// <summary>Whether anybody has an event of a kind: what nobody has is not measured.</summary>
    public bool Measures(TKind kind) => measured.Contains(kind);

    /// <summary>The events of a person, by day.</summary>
    public ReadOnlySpan<TEvent> Of(CustomerId customer) => events.TryGetValue(customer.Value, out var own) ? CollectionsMarshal.AsSpan(own) : default;

    /// <summary>Adds an event.</summary>
    public void Add(Guid customer, TEvent happened)
    {
        ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(events, customer, out _);
        (own ??= []).Add(happened);
        measured.Add(happened.Kind);
    }

    /// <summary>Forgets the events of a person.</summary>
    public void Remove(Guid customer) => events.Remove(customer);

    /// <summary>Puts a person's events in order, once all are added.</summary>
    public void Order(Guid customer)
    {
        if (events.TryGetValue(customer, out var own))
        {
            own.Sort((a, b) => a.Day.CompareTo(b.Day));
        }
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
