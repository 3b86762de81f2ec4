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
    private const int PartLength = 131_072;

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

    /// <summary>The different summaries in the order in which they came, found by an open-addressed table that is at most a quarter full:
    /// nearly all stand at the first place that is looked at, which costs a processor less than guessing wrong.</summary>
    private sealed class Distinct
    {
        /// <summary>The row that stands at a place; 0, which holds nobody, where none does.</summary>
        private int[] places = new int[8192];
        private Entry[] entries = new Entry[1 + 2048];
        private int count;

        public Distinct(ReadOnlySpan<PurchaseSummary> customers)
        {
            var (table, rows) = (places, entries);
            foreach (ref readonly var customer in customers)
            {
                // Read once: what is written in between might be the same memory for all that the compiler knows.
                var (repeats, last, age, weight, gaps) = (customer.Repeats, customer.LastPurchase, customer.Age, customer.Weight, customer.SumOfLogGaps);
                if (!(weight > 0))
                {
                    customer.Check();
                    continue;
                }

                ref var entry = ref Find(table, rows, repeats, last, age);
                if (entry.Weight == 0)
                {
                    customer.Check();
                    entry = ref Begin(repeats, last, age);
                    (table, rows) = (places, entries);
                }

                entry.Weight += weight;
                if (gaps != 0)
                {
                    entry.SumOfLogGaps += weight * gaps;
                }
            }

            CheckSums(customers);
        }

        public double LongestAge { get; private set; }

        private Span<Entry> Rows => entries.AsSpan(1, count);

        public void Add(Distinct other)
        {
            foreach (ref readonly var added in other.Rows)
            {
                ref var entry = ref Find(places, entries, added.Repeats, added.LastPurchase, added.Age);
                if (entry.Weight == 0)
                {
                    entry = ref Begin(added.Repeats, added.LastPurchase, added.Age);
                }

                entry.Weight += added.Weight;
                entry.SumOfLogGaps += added.SumOfLogGaps;
            }
        }

        public PurchaseSummary[] Sorted()
        {
            var sorted = new PurchaseSummary[count];
            for (var row = 0; row < count; row++)
            {
                sorted[row] = Rows[row].Summary;
            }

            Array.Sort(sorted, (left, right) => left.Repeats != right.Repeats ? left.Repeats.CompareTo(right.Repeats)
                : left.Age != right.Age ? left.Age.CompareTo(right.Age) : left.LastPurchase.CompareTo(right.LastPurchase));
            return sorted;
        }

        /// <summary>A new row for a summary that was checked; what equals one needs no check. The weight is for the caller to add.</summary>
        private ref Entry Begin(int repeats, double lastPurchase, double age)
        {
            LongestAge = Math.Max(LongestAge, age);
            if (++count == entries.Length)
            {
                Array.Resize(ref entries, count * 4);
            }

            entries[count] = new Entry { Repeats = repeats, LastPurchase = lastPurchase, Age = age };
            if (count * 4 <= places.Length)
            {
                Place(count);
            }
            else
            {
                places = new int[places.Length * 4];
                for (var row = 1; row <= count; row++)
                {
                    Place(row);
                }
            }

            return ref entries[count];
        }

        private void Place(int row)
        {
            ref readonly var entry = ref entries[row];
            var at = Hash(entry.Repeats, entry.LastPurchase, entry.Age);
            while (places[at & (places.Length - 1)] != 0)
            {
                at++;
            }

            places[at & (places.Length - 1)] = row;
        }

        /// <summary>A weight or gap that is no number shows in its sum; only then is it looked for.</summary>
        private void CheckSums(ReadOnlySpan<PurchaseSummary> customers)
        {
            foreach (ref readonly var entry in Rows)
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

        /// <summary>The row of a summary; that of nobody, which weighs nothing, where there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ref Entry Find(int[] places, Entry[] entries, int repeats, double lastPurchase, double age)
        {
            for (var at = Hash(repeats, lastPurchase, age); ; at++)
            {
                ref var entry = ref entries[places[at & (places.Length - 1)]];
                if ((entry.Age == age && entry.LastPurchase == lastPurchase && entry.Repeats == repeats) || entry.Weight == 0)
                {
                    return ref entry;
                }
            }
        }

        private static int Hash(int repeats, double lastPurchase, double age) => (int)BitOperations.Crc32C(
            BitOperations.Crc32C((uint)repeats, (ulong)BitConverter.DoubleToInt64Bits(age)), (ulong)BitConverter.DoubleToInt64Bits(lastPurchase));

        private struct Entry
        {
            public double Age;
            public double LastPurchase;
            public double Weight;
            public int Repeats;
            public double SumOfLogGaps;

            public readonly PurchaseSummary Summary => new(Repeats, LastPurchase, Age) { Weight = Weight, SumOfLogGaps = SumOfLogGaps / Weight };
        }
    }
}
