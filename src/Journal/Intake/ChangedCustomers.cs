using Regulars.Kernel;

namespace Regulars.Journal.Intake;

/// <summary>The records about which something was recorded by this program since it was last asked. Where several programs write to
/// one database, none knows all of them.</summary>
public sealed class ChangedCustomers
{
    /// <summary>With more, everything is read again sooner than these.</summary>
    private const int Most = 200_000;

    private readonly Lock gate = new();

    /// <summary>Null while anything may have changed.</summary>
    private HashSet<CustomerId>? changed;

    /// <summary>The records, once; null where anything may have changed: at first, after very much, and after records were merged, parted or erased.</summary>
    public IReadOnlySet<CustomerId>? Take()
    {
        lock (gate)
        {
            var taken = changed;
            changed = [];
            return taken;
        }
    }

    internal void Note(HashSet<CustomerId>? customers)
    {
        lock (gate)
        {
            if (customers is null || changed?.Count + customers.Count > Most)
            {
                changed = null;
            }

            changed?.UnionWith(customers!);
        }
    }
}
