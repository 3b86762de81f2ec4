using Regulars.Insights.Contracts;
using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Everybody's purchases and traces as the last refresh knew them: only who changed since is read again. Where several
/// programs may write to the database, everything is.</summary>
internal sealed class RefreshMemory(Database database, JournalIntake intake)
{
    /// <summary>When more than this share of everybody changed, reading everything from end to end is faster.</summary>
    private const double Few = 0.1;

    private readonly HistoryStore histories = new(database);

    private readonly EventStore events = new(database);

    private PurchaseHistory? history;

    private Dictionary<Guid, OrderSums>? orders;

    private OrderSums allOrders;

    private CustomerTraces? traces;

    /// <summary>Whose traces may have changed since they were read.</summary>
    private readonly HashSet<Guid> staleTraces = [];

    /// <summary>How often everything was read anew. What is remembered of rows written before may be wrong after it.</summary>
    public int Generation { get; private set; }

    /// <summary>Whether nobody else writes rows of this database.</summary>
    public bool IsAlone => database.Engine is Engine.Sqlite;

    /// <summary>Everybody's purchases, with what is recorded by now.</summary>
    /// <param name="waiting">Whose scores the database says are to be computed again. Intake tells of a change only after it is
    /// durable; whose mark is taken away by this refresh must not be missed in between.</param>
    public PurchaseHistory History(IEnumerable<CustomerId> waiting)
    {
        // Taken before anything is read: what is recorded meanwhile comes again the next time.
        var changed = intake.Changes.Take();
        var known = history;
        history = null;
        if (known is not null && IsAlone && changed is not null && histories.LoadGroups(changed.Union(waiting)) is var groups && groups.Count <= Math.Max(1, Few * known.Count))
        {
            staleTraces.UnionWith(groups);
            var remembered = orders;
            orders = null;
            orders = Meanwhile.Compute(() => remembered is null ? null : Reloaded(remembered, groups), () => histories.Reload(known, groups));
            return history = known;
        }

        (traces, orders, known) = (null, null, null);
        Generation++;
        return history = histories.Load(null);
    }

    /// <summary>All sales before the day that ends what is known, as new as the history that was asked for last.</summary>
    public (SalesMeasure Sales, double? ReturnRateByOrders) Sales(Day asOf)
    {
        if (!IsAlone || histories.HasOrdersFrom(asOf))
        {
            return histories.LoadSales(asOf, (ReportPart?)null);
        }

        if (orders is null)
        {
            orders = histories.LoadOrderSums();
            allOrders = orders.Values.Aggregate(default(OrderSums), (sum, own) => sum + own);
        }

        return histories.LoadSales(asOf, allOrders);
    }

    /// <summary>Everybody's traces, at least as new as the history that was asked for last.</summary>
    public CustomerTraces Traces()
    {
        var known = traces;
        traces = null;
        if (known is null)
        {
            known = events.LoadTraces();
        }
        else
        {
            events.Reload(known, staleTraces);
        }

        staleTraces.Clear();
        return traces = known;
    }

    private Dictionary<Guid, OrderSums> Reloaded(Dictionary<Guid, OrderSums> known, HashSet<Guid> groups)
    {
        var sums = histories.LoadOrderSums(groups);
        foreach (var group in groups)
        {
            var own = sums.GetValueOrDefault(group);
            allOrders += own - known.GetValueOrDefault(group);
            known[group] = own;
        }

        return known;
    }
}
