using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>The different summaries, in an open-addressed table that is at most three quarters full.</summary>
    private sealed class Distinct
    {
        private Entry[] entries = new Entry[2048];
        private int count;

        public Distinct(ReadOnlySpan<PurchaseSummary> customers)
        {
            var table = entries;
            foreach (ref readonly var customer in customers)
            {
                // Read once: what is written in between might be the same memory for all that the compiler knows.
                var (repeats, last, age, weight, gaps) = (customer.Repeats, customer.LastPurchase, customer.Age, customer.Weight, customer.SumOfLogGaps);
                ref var entry = ref Find(table, repeats, last, age);
                if (entry.Weight == 0 || !(weight > 0))
                {
                    customer.Check();
                    if (weight == 0)
                    {
                        continue;
                    }

                    entry = ref Begin(ref entry, repeats, last, age);
                    table = entries;
                }

                entry.Weight += weight;
                entry.SumOfLogGaps += weight * gaps;
            }

            CheckSums(customers);
        }

        public double LongestAge { get; private set; }

        public void Add(Distinct other)
        {
            foreach (ref readonly var added in other.entries.AsSpan())
            {
                if (added.Weight > 0)
                {
                    ref var entry = ref Find(entries, added.Repeats, added.LastPurchase, added.Age);
                    if (entry.Weight == 0)
                    {
                        entry = ref Begin(ref entry, added.Repeats, added.LastPurchase, added.Age);
                    }

                    entry.Weight += added.Weight;
                    entry.SumOfLogGaps += added.SumOfLogGaps;
                }
            }
        }

        public PurchaseSummary[] Sorted()
        {
            var sorted = new PurchaseSummary[count];
            var at = 0;
            foreach (ref readonly var entry in entries.AsSpan())
            {
                if (entry.Weight > 0)
                {
                    sorted[at++] = entry.Summary;
                }
            }

            Array.Sort(sorted, (left, right) => left.Repeats != right.Repeats ? left.Repeats.CompareTo(right.Repeats)
                : left.Age != right.Age ? left.Age.CompareTo(right.Age) : left.LastPurchase.CompareTo(right.LastPurchase));
            return sorted;
        }

        /// <summary>Takes a free place for a summary that was checked; what equals one needs no check. The weight is for the caller to add.</summary>
        private ref Entry Begin(ref Entry free, int repeats, double lastPurchase, double age)
        {
            LongestAge = Math.Max(LongestAge, age);
            if (++count * 4 > entries.Length * 3)
            {
                Widen();
                free = ref Find(entries, repeats, lastPurchase, age);
            }

            (free.Repeats, free.LastPurchase, free.Age) = (repeats, lastPurchase, age);
            return ref free;
        }

        private void Widen()
        {
            var wider = new Entry[entries.Length * 4];
            foreach (ref readonly var entry in entries.AsSpan())
            {
                if (entry.Weight > 0)
                {
                    Find(wider, entry.Repeats, entry.LastPurchase, entry.Age) = entry;
                }
            }

            entries = wider;
        }

        /// <summary>A weight or gap that is no number shows in its sum; only then is it looked for.</summary>
        private void CheckSums(ReadOnlySpan<PurchaseSummary> customers)
        {
            foreach (ref readonly var entry in entries.AsSpan())
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

        /// <summary>Where a summary stands, or the free place where it would. Numbers of few digits have their bits at the top
        /// alone: multiplied, these reach the top of the product, which chooses the place.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ref Entry Find(Entry[] entries, int repeats, double lastPurchase, double age)
        {
            var bits = ((ulong)BitConverter.DoubleToInt64Bits(age) * 0x9E3779B97F4A7C15)
                + ((ulong)BitConverter.DoubleToInt64Bits(lastPurchase) * 0xC2B2AE3D27D4EB4F) + ((ulong)repeats * 0x165667B19E3779F9);
            var last = entries.Length - 1;
            for (var at = (int)(bits >> 33) >> (31 - BitOperations.PopCount((uint)last)); ; at = (at + 1) & last)
            {
                ref var entry = ref entries[at];
                if ((entry.Age == age && entry.LastPurchase == lastPurchase && entry.Repeats == repeats) || entry.Weight == 0)
                {
                    return ref entry;
                }
            }
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
