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
            Parallel.For(0, parts.Length, part => parts[part] = new Distinct(all.AsSpan(
                (int)((long)all.Length * part / parts.Length)..(int)((long)all.Length * (part + 1) / parts.Length))));
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

    /// <summary>Rows that lie together.</summary>
    /// <param name="From">The first row.</param>
    /// <param name="To">The row after the last.</param>
    /// <param name="BoughtOnce">Whether all have x = 0; else none has.</param>
    internal readonly record struct Stretch(int From, int To, bool BoughtOnce);

    /// <summary>The different summaries, found by an open-addressed table of their numbers.</summary>
    private sealed class Distinct
    {
        private Entry[] entries = new Entry[1024];
        private int[] slots = new int[4096];
        private int count;

        public Distinct(ReadOnlySpan<PurchaseSummary> customers)
        {
            foreach (ref readonly var customer in customers)
            {
                if (customer.Weight > 0)
                {
                    ref var entry = ref Of(in customer);
                    entry.Weight += customer.Weight;
                    entry.SumOfLogGaps += customer.Weight * customer.SumOfLogGaps;
                }
                else
                {
                    customer.Check();
                }
            }

            CheckSums(customers);
        }

        public double LongestAge { get; private set; }

        public void Add(Distinct other)
        {
            foreach (ref readonly var added in other.entries.AsSpan(0, other.count))
            {
                ref var entry = ref Of(added.Summary);
                entry.Weight += added.Weight;
                entry.SumOfLogGaps += added.SumOfLogGaps;
            }
        }

        public PurchaseSummary[] Sorted()
        {
            var sorted = Array.ConvertAll(entries[..count], entry => entry.Summary);
            Array.Sort(sorted, (left, right) => left.Repeats != right.Repeats ? left.Repeats.CompareTo(right.Repeats)
                : left.Age != right.Age ? left.Age.CompareTo(right.Age) : left.LastPurchase.CompareTo(right.LastPurchase));
            return sorted;
        }

        /// <summary>The entry of a summary. What equals one that was checked needs no check.</summary>
        private ref Entry Of(in PurchaseSummary customer)
        {
            var last = slots.Length - 1;
            for (var at = Hash(in customer) & last; ; at = (at + 1) & last)
            {
                var number = slots[at];
                if (number == 0)
                {
                    return ref Begin(at, in customer);
                }

                ref var entry = ref entries[number - 1];
                if (entry.Age == customer.Age && entry.LastPurchase == customer.LastPurchase && entry.Repeats == customer.Repeats)
                {
                    return ref entry;
                }
            }
        }

        private ref Entry Begin(int at, in PurchaseSummary customer)
        {
            customer.Check();
            LongestAge = Math.Max(LongestAge, customer.Age);
            if (count == entries.Length)
            {
                Array.Resize(ref entries, count * 2);
            }

            entries[count] = new Entry { Age = customer.Age, LastPurchase = customer.LastPurchase, Repeats = customer.Repeats };
            slots[at] = ++count;
            if (count * 4 > slots.Length)
            {
                Widen();
            }

            return ref entries[count - 1];
        }

        private void Widen()
        {
            slots = new int[slots.Length * 4];
            var last = slots.Length - 1;
            for (var number = 1; number <= count; number++)
            {
                var at = Hash(entries[number - 1].Summary) & last;
                while (slots[at] != 0)
                {
                    at = (at + 1) & last;
                }

                slots[at] = number;
            }
        }

        /// <summary>A weight or gap that is no number shows in its sum; only then is it looked for.</summary>
        private void CheckSums(ReadOnlySpan<PurchaseSummary> customers)
        {
            foreach (ref readonly var entry in entries.AsSpan(0, count))
            {
                if (double.IsFinite(entry.Weight) && double.IsFinite(entry.SumOfLogGaps))
                {
                    continue;
                }

                foreach (ref readonly var customer in customers)
                {
                    customer.Check();
                }
            }
        }

        private static int Hash(in PurchaseSummary customer)
        {
            var bits = ((ulong)BitConverter.DoubleToInt64Bits(customer.Age) * 0x9E3779B97F4A7C15)
                ^ ((ulong)BitConverter.DoubleToInt64Bits(customer.LastPurchase) * 0xC2B2AE3D27D4EB4F) ^ ((ulong)customer.Repeats * 0x165667B19E3779F9);
            // Times of few digits have their bits at the top alone; folded, they reach every slot.
            bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93;
            return (int)(bits >> 33);
        }

        private struct Entry
        {
            public double Age;
            public double LastPurchase;
            public double Weight;
            public double SumOfLogGaps;
            public int Repeats;

            public readonly PurchaseSummary Summary => new(Repeats, LastPurchase, Age) { Weight = Weight, SumOfLogGaps = Weight > 0 ? SumOfLogGaps / Weight : 0 };
        }
    }
}
