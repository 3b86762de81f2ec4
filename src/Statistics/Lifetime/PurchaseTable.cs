using System.Runtime.ExceptionServices;

namespace Regulars.Statistics.Lifetime;

/// <summary>Summaries with equal ones weighted together, in columns, sorted, with times as multiples of the longest age.</summary>
/// <remarks>Cost: one look-up per summary and the sorting of the different ones. Columns are cut into stretches that never change,
/// so that sums over them are the same to the bit however many threads add them.</remarks>
internal sealed class PurchaseTable
{
    /// <summary>Rows of one stretch; a multiple of four.</summary>
    public const int StretchLength = 1024;

    /// <summary>Summaries that are gathered by themselves, whoever gathers the others.</summary>
    private const int PartLength = 65_536;

    private PurchaseTable(Distinct distinct, double scale)
    {
        Scale = scale;
        var order = distinct.Sorted();
        var gaps = 0.0;
        var (repeats, counts) = (new List<int>(), new List<double>());
        var stretches = new List<Stretch>();
        var room = order.Length + (4 * (2 + (order.Length / StretchLength)));
        (Repeats, LastPurchases, Ages, Weights) = (new double[room], new double[room], new double[room], new double[room]);
        var at = 0;
        for (var from = 0; from < order.Length;)
        {
            var isFirstOnly = order[from].Repeats == 0;
            var to = from;
            var start = at;
            while (to < order.Length && to - from < StretchLength && (order[to].Repeats == 0) == isFirstOnly)
            {
                ref readonly var row = ref order[to++];
                (Repeats[at], LastPurchases[at], Ages[at], Weights[at]) = (row.Repeats, row.LastPurchase / scale, row.Age / scale, row.Weight);
                at++;
                if (repeats.Count == 0 || repeats[^1] != row.Repeats)
                {
                    repeats.Add(row.Repeats);
                    counts.Add(0);
                }

                counts[^1] += row.Weight;
                Customers += row.Weight;
                Purchases += row.Weight * row.Repeats;
                gaps += row.Weight * row.SumOfLogGaps;
            }

            // Rows of no weight fill the last four.
            for (; at % 4 != 0; at++)
            {
                (Repeats[at], LastPurchases[at], Ages[at]) = (Repeats[at - 1], LastPurchases[at - 1], Ages[at - 1]);
            }

            stretches.Add(new Stretch(start, at, isFirstOnly));
            from = to;
        }

        (DistinctRepeats, CustomersByRepeats, Stretches) = ([.. repeats], [.. counts], [.. stretches]);
        SumOfLogGaps = gaps - (Purchases * Math.Log(scale));
    }

    /// <summary>The time that is one in the columns.</summary>
    public double Scale { get; }

    /// <summary>The number of customers, by weight.</summary>
    public double Customers { get; }

    /// <summary>Σ x, by weight.</summary>
    public double Purchases { get; }

    /// <summary>Σ of the logarithms of scaled gaps, by weight.</summary>
    public double SumOfLogGaps { get; }

    public double[] Repeats { get; }

    public double[] LastPurchases { get; }

    public double[] Ages { get; }

    public double[] Weights { get; }

    public Stretch[] Stretches { get; }

    /// <summary>The different x, ascending.</summary>
    public int[] DistinctRepeats { get; }

    /// <summary>How many customers have each x.</summary>
    public double[] CustomersByRepeats { get; }

    /// <summary>The table of summaries; null when there is none with weight or all are of no age.</summary>
    /// <exception cref="ArgumentException">A summary is impossible.</exception>
    public static PurchaseTable? Of(IReadOnlyList<PurchaseSummary> customers)
    {
        var distinct = Gather(customers);
        return distinct.LongestAge > 0 ? new PurchaseTable(distinct, distinct.LongestAge) : null;
    }

    /// <summary>The different summaries, each with the weight of all that equal it.</summary>
    /// <exception cref="ArgumentException">A summary is impossible.</exception>
    public static PurchaseSummary[] Together(IReadOnlyList<PurchaseSummary> customers) => Gather(customers).Sorted();

    private static Distinct Gather(IReadOnlyList<PurchaseSummary> customers)
    {
        var all = customers as PurchaseSummary[] ?? [.. customers];
        var parts = new Distinct[1 + (all.Length / PartLength)];
        try
        {
            Parallel.For(0, parts.Length, part => parts[part] = GatherPart(all.AsSpan(
                part * PartLength, Math.Min(PartLength, all.Length - (part * PartLength)))));
        }
        catch (AggregateException impossible)
        {
            ExceptionDispatchInfo.Throw(impossible.InnerExceptions[0]);
        }

        var distinct = parts[0];
        foreach (var part in parts.AsSpan(1))
        {
            distinct.Add(part);
        }

        return distinct;
    }

    private static Distinct GatherPart(ReadOnlySpan<PurchaseSummary> customers)
    {
        var distinct = new Distinct();
        foreach (ref readonly var customer in customers)
        {
            customer.Check();
            distinct.Add(in customer);
        }

        return distinct;
    }

    /// <summary>Rows that lie together.</summary>
    /// <param name="From">The first row.</param>
    /// <param name="To">The row after the last.</param>
    /// <param name="BoughtOnce">Whether all have x = 0; else none has.</param>
    internal readonly record struct Stretch(int From, int To, bool BoughtOnce);

    /// <summary>An open-addressed table of the different summaries; an entry without weight is free.</summary>
    private sealed class Distinct
    {
        private PurchaseSummary[] entries = new PurchaseSummary[2048];
        private double[] weights = new double[2048];
        private double[] gaps = new double[2048];
        private int count;

        public double LongestAge { get; private set; }

        public void Add(Distinct other)
        {
            for (var at = 0; at < other.entries.Length; at++)
            {
                if (other.weights[at] > 0)
                {
                    Count(in other.entries[at], other.weights[at], other.gaps[at]);
                }
            }
        }

        public void Add(in PurchaseSummary customer)
        {
            if (customer.Weight > 0)
            {
                Count(in customer, customer.Weight, customer.Weight * customer.SumOfLogGaps);
            }
        }

        private void Count(in PurchaseSummary customer, double weight, double logGaps)
        {
            var at = Find(in customer);
            var before = weights[at];
            weights[at] = before + weight;
            gaps[at] += logGaps;
            if (before > 0)
            {
                return;
            }

            entries[at] = customer;
            LongestAge = Math.Max(LongestAge, customer.Age);
            if (++count * 2 > entries.Length)
            {
                Grow();
            }
        }

        public PurchaseSummary[] Sorted()
        {
            var sorted = new PurchaseSummary[count];
            var next = 0;
            for (var at = 0; at < entries.Length; at++)
            {
                if (weights[at] > 0)
                {
                    sorted[next++] = entries[at] with { Weight = weights[at], SumOfLogGaps = gaps[at] / weights[at] };
                }
            }

            Array.Sort(sorted, (left, right) => left.Repeats != right.Repeats ? left.Repeats.CompareTo(right.Repeats)
                : left.Age != right.Age ? left.Age.CompareTo(right.Age) : left.LastPurchase.CompareTo(right.LastPurchase));
            return sorted;
        }

        /// <summary>Where an equal summary is, or the free place where it belongs.</summary>
        private int Find(in PurchaseSummary customer)
        {
            var last = entries.Length - 1;
            for (var at = Hash(in customer) & last; ; at = (at + 1) & last)
            {
                ref readonly var entry = ref entries[at];
                if ((entry.Age == customer.Age && entry.LastPurchase == customer.LastPurchase && entry.Repeats == customer.Repeats) || weights[at] == 0)
                {
                    return at;
                }
            }
        }

        private static int Hash(in PurchaseSummary customer)
        {
            var bits = ((ulong)BitConverter.DoubleToInt64Bits(customer.Age) * 0x9E3779B97F4A7C15)
                ^ ((ulong)BitConverter.DoubleToInt64Bits(customer.LastPurchase) * 0xC2B2AE3D27D4EB4F) ^ ((ulong)customer.Repeats * 0x165667B19E3779F9);
            return (int)((bits * 0xD6E8FEB86659FD93) >> 33);
        }

        private void Grow()
        {
            var (oldEntries, oldWeights, oldGaps) = (entries, weights, gaps);
            (entries, weights, gaps) = (new PurchaseSummary[oldEntries.Length * 2], new double[oldEntries.Length * 2], new double[oldEntries.Length * 2]);
            for (var old = 0; old < oldEntries.Length; old++)
            {
                if (oldWeights[old] > 0)
                {
                    var at = Find(in oldEntries[old]);
                    (entries[at], weights[at], gaps[at]) = (oldEntries[old], oldWeights[old], oldGaps[old]);
                }
            }
        }
    }
}
