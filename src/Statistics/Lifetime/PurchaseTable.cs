namespace Regulars.Statistics.Lifetime;

/// <summary>Summaries with equal ones weighted together, in columns, sorted, with times as multiples of the longest age.</summary>
/// <remarks>Cost: one look-up per summary and the sorting of the different ones. Columns are cut into stretches that never change,
/// so that sums over them are the same to the bit however many threads add them.</remarks>
internal sealed class PurchaseTable
{
    /// <summary>Rows of one stretch; a multiple of four.</summary>
    public const int StretchLength = 1024;

    /// <summary>Summaries that are gathered by themselves, whoever gathers the others.</summary>
    private const int PartLength = 32_768;

    private PurchaseTable(Distinct distinct, double scale)
    {
        Scale = scale;
        var order = distinct.Sorted();
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
        SumOfLogGaps = distinct.SumOfLogGaps - (Purchases * Math.Log(scale));
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
        var all = customers as PurchaseSummary[] ?? [.. customers];
        foreach (ref readonly var customer in all.AsSpan())
        {
            customer.Check();
        }

        var parts = new Distinct[1 + (all.Length / PartLength)];
        Parallel.For(0, parts.Length, part => parts[part] = Gather(all.AsSpan(
            part * PartLength, Math.Min(PartLength, all.Length - (part * PartLength)))));
        var distinct = parts[0];
        foreach (var part in parts.AsSpan(1))
        {
            distinct.Add(part);
        }

        return distinct.LongestAge > 0 ? new PurchaseTable(distinct, distinct.LongestAge) : null;
    }

    private static Distinct Gather(ReadOnlySpan<PurchaseSummary> customers)
    {
        var distinct = new Distinct();
        foreach (ref readonly var customer in customers)
        {
            distinct.Add(in customer);
        }

        return distinct;
    }

    /// <summary>Rows that lie together.</summary>
    /// <param name="From">The first row.</param>
    /// <param name="To">The row after the last.</param>
    /// <param name="BoughtOnce">Whether all have x = 0; else none has.</param>
    internal readonly record struct Stretch(int From, int To, bool BoughtOnce);

    /// <summary>An open-addressed table of the different summaries.</summary>
    private sealed class Distinct
    {
        private PurchaseSummary[] rows = new PurchaseSummary[1024];
        private double[] weights = new double[1024];
        private int[] slots = new int[4096];
        private int count;

        public double SumOfLogGaps { get; private set; }

        public double LongestAge { get; private set; }

        public void Add(Distinct other)
        {
            for (var at = 0; at < other.count; at++)
            {
                Count(in other.rows[at], other.weights[at]);
            }

            SumOfLogGaps += other.SumOfLogGaps;
        }

        public void Add(in PurchaseSummary customer)
        {
            if (customer.Weight > 0)
            {
                SumOfLogGaps += customer.Weight * customer.SumOfLogGaps;
                Count(in customer, customer.Weight);
            }
        }

        private void Count(in PurchaseSummary customer, double weight)
        {
            if (count == rows.Length)
            {
                Grow();
            }

            for (var slot = Hash(in customer) & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
            {
                var at = slots[slot] - 1;
                if (at < 0)
                {
                    LongestAge = Math.Max(LongestAge, customer.Age);
                    (rows[count], weights[count]) = (customer, weight);
                    slots[slot] = ++count;
                    return;
                }

                ref readonly var row = ref rows[at];
                if (row.Age == customer.Age && row.LastPurchase == customer.LastPurchase && row.Repeats == customer.Repeats)
                {
                    weights[at] += weight;
                    return;
                }
            }
        }

        public PurchaseSummary[] Sorted()
        {
            var sorted = rows[..count];
            for (var at = 0; at < count; at++)
            {
                sorted[at] = sorted[at] with { Weight = weights[at] };
            }

            Array.Sort(sorted, (left, right) => left.Repeats != right.Repeats ? left.Repeats.CompareTo(right.Repeats)
                : left.Age != right.Age ? left.Age.CompareTo(right.Age) : left.LastPurchase.CompareTo(right.LastPurchase));
            return sorted;
        }

        private static int Hash(in PurchaseSummary customer)
        {
            var bits = ((ulong)BitConverter.DoubleToInt64Bits(customer.Age) * 0x9E3779B97F4A7C15)
                ^ ((ulong)BitConverter.DoubleToInt64Bits(customer.LastPurchase) * 0xC2B2AE3D27D4EB4F) ^ ((ulong)customer.Repeats * 0x165667B19E3779F9);
            return (int)((bits * 0xD6E8FEB86659FD93) >> 33);
        }

        private void Grow()
        {
            Array.Resize(ref rows, count * 2);
            Array.Resize(ref weights, count * 2);
            slots = new int[slots.Length * 2];
            for (var at = 0; at < count; at++)
            {
                var slot = Hash(in rows[at]) & (slots.Length - 1);
                while (slots[slot] != 0)
                {
                    slot = (slot + 1) & (slots.Length - 1);
                }

                slots[slot] = at + 1;
            }
        }
    }
}
