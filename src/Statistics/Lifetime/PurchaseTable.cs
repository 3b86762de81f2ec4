using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

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

    /// <summary>The different summaries in the order in which they came. What followed the first time is looked at first, for what was put
    /// together of several parts comes in the same order again; whole laps of it need no more than to be read. Else an open-addressed table
    /// finds it that is at most a quarter full: nearly all stand at the first place that is looked at, which costs a processor less than
    /// guessing wrong.</summary>
    private sealed class Distinct
    {
        /// <summary>The row that stands at a place; 0, which is nobody's, where none does.</summary>
        private int[] places = new int[8192];
        private Key[] keys = new Key[1 + 2048];
        private Sums[] sums = new Sums[1 + 2048];
        private int count;

        public Distinct(ReadOnlySpan<PurchaseSummary> customers)
        {
            // No summary equals the row that is nobody's.
            keys[0].Age = double.NaN;
            var told = ArrayPool<int>.Shared.Rent(customers.Length + 1);
            var (at, length, follow) = (0, 0, 0);
            told[0] = 0;
            while (at < customers.Length)
            {
                var lap = length - follow;
                var followed = Follow(customers.Slice(at, Math.Min(lap, customers.Length - at)), told.AsSpan(length), told.AsSpan(follow));
                (at, length, follow) = (at + followed, length + followed, follow + followed);
                if (followed < lap || lap == 0)
                {
                    if (at < customers.Length)
                    {
                        Tell(in customers[at++], told, ref length, ref follow);
                    }
                }
                else
                {
                    at += AddLaps(customers[(at - lap)..], told.AsSpan(length - lap, lap));
                }
            }

            ArrayPool<int>.Shared.Return(told);
            CheckSums(customers);
        }

        public double LongestAge { get; private set; }

        public void Add(Distinct other)
        {
            for (var row = 1; row <= other.count; row++)
            {
                ref readonly var key = ref other.keys[row];
                var own = Find(key.Repeats, key.LastPurchase, key.Age);
                if (own == 0)
                {
                    own = Begin(key.Repeats, key.LastPurchase, key.Age);
                }

                sums[own].Weight += other.sums[row].Weight;
                sums[own].LogGaps += other.sums[row].LogGaps;
            }
        }

        public PurchaseSummary[] Sorted()
        {
            var sorted = new PurchaseSummary[count];
            for (var row = 1; row <= count; row++)
            {
                ref readonly var key = ref keys[row];
                sorted[row - 1] = new PurchaseSummary(key.Repeats, key.LastPurchase, key.Age) { Weight = sums[row].Weight, SumOfLogGaps = sums[row].LogGaps / sums[row].Weight };
            }

            Array.Sort(sorted, (left, right) => left.Repeats != right.Repeats ? left.Repeats.CompareTo(right.Repeats)
                : left.Age != right.Age ? left.Age.CompareTo(right.Age) : left.LastPurchase.CompareTo(right.LastPurchase));
            return sorted;
        }

        /// <summary>Adds the first summaries as long as they are those that were told of before; returns how many.</summary>
        private int Follow(ReadOnlySpan<PurchaseSummary> customers, Span<int> told, ReadOnlySpan<int> before)
        {
            var (known, added) = (keys, sums);
            for (var at = 0; at < customers.Length; at++)
            {
                ref readonly var customer = ref customers[at];
                var row = before[at];
                if (!(customer.Weight > 0) || !known[row].Is(customer.Repeats, customer.LastPurchase, customer.Age))
                {
                    return at;
                }

                told[at] = row;
                added[row].Add(customer.Weight, customer.SumOfLogGaps);
            }

            return customers.Length;
        }

        /// <summary>Adds what repeats the first lap to the bit, lap after lap, at the speed at which it can be read; returns how many summaries.</summary>
        private int AddLaps(ReadOnlySpan<PurchaseSummary> customers, ReadOnlySpan<int> lap)
        {
            var first = MemoryMarshal.AsBytes(customers[..lap.Length]);
            var laps = 0;
            while ((laps + 2) * lap.Length <= customers.Length && first.SequenceEqual(MemoryMarshal.AsBytes(customers.Slice((laps + 1) * lap.Length, lap.Length))))
            {
                laps++;
            }

            for (var at = 0; laps > 0 && at < lap.Length; at++)
            {
                sums[lap[at]].Add(customers[at].Weight * laps, customers[at].SumOfLogGaps);
            }

            return laps * lap.Length;
        }

        /// <summary>Looks a summary up and adds it, and says where to follow from.</summary>
        private void Tell(in PurchaseSummary customer, int[] told, ref int length, ref int follow)
        {
            if (!(customer.Weight > 0))
            {
                customer.Check();
                return;
            }

            var row = Find(customer.Repeats, customer.LastPurchase, customer.Age);
            if (row == 0)
            {
                customer.Check();
                row = Begin(customer.Repeats, customer.LastPurchase, customer.Age);
                keys[row].FirstTold = length;
            }

            sums[row].Add(customer.Weight, customer.SumOfLogGaps);
            follow = keys[row].FirstTold == length ? 0 : keys[row].FirstTold + 1;
            told[length++] = row;
        }

        /// <summary>A new row for a summary that was checked; what equals one needs no check. The weight is for the caller to add.</summary>
        private int Begin(int repeats, double lastPurchase, double age)
        {
            LongestAge = Math.Max(LongestAge, age);
            if (++count == keys.Length)
            {
                Array.Resize(ref keys, count * 4);
                Array.Resize(ref sums, count * 4);
            }

            keys[count] = new Key { Repeats = repeats, LastPurchase = lastPurchase, Age = age };
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

            return count;
        }

        private void Place(int row)
        {
            ref readonly var key = ref keys[row];
            var at = Hash(key.Repeats, key.LastPurchase, key.Age);
            while (places[at & (places.Length - 1)] != 0)
            {
                at++;
            }

            places[at & (places.Length - 1)] = row;
        }

        /// <summary>A weight or gap that is no number shows in its sum; only then is it looked for.</summary>
        private void CheckSums(ReadOnlySpan<PurchaseSummary> customers)
        {
            foreach (ref readonly var sum in sums.AsSpan(1, count))
            {
                if (double.IsFinite(sum.Weight) && double.IsFinite(sum.LogGaps))
                {
                    continue;
                }

                foreach (ref readonly var customer in customers)
                {
                    customer.Check();
                }
            }
        }

        /// <summary>The row of a summary; 0 where there is none.</summary>
        private int Find(int repeats, double lastPurchase, double age)
        {
            var (stand, known) = (places, keys);
            for (var at = Hash(repeats, lastPurchase, age); ; at++)
            {
                var row = stand[at & (stand.Length - 1)];
                if (row == 0 || known[row].Is(repeats, lastPurchase, age))
                {
                    return row;
                }
            }
        }

        private static int Hash(int repeats, double lastPurchase, double age) => (int)BitOperations.Crc32C(
            BitOperations.Crc32C((uint)repeats, (ulong)BitConverter.DoubleToInt64Bits(age)), (ulong)BitConverter.DoubleToInt64Bits(lastPurchase));

        private struct Key
        {
            public double Age;
            public double LastPurchase;
            public int Repeats;

            /// <summary>Where it was told of first.</summary>
            public int FirstTold;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public readonly bool Is(int repeats, double lastPurchase, double age) => Age == age && LastPurchase == lastPurchase && Repeats == repeats;
        }

        private struct Sums
        {
            public double Weight;
            public double LogGaps;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Add(double weight, double sumOfLogGaps)
            {
                Weight += weight;
                if (sumOfLogGaps != 0)
                {
                    LogGaps += weight * sumOfLogGaps;
                }
            }
        }
    }
}
