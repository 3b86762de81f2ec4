using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Reading;

namespace Regulars.Journal.Import.Recognition;

/// <summary>Counts the rows of every order of a file, and whether its rows name one customer.</summary>
/// <remarks>Orders are kept as 64-bit hashes: about 30 bytes each. Two orders of one hash would only be handed out later.</remarks>
internal sealed class OrderTally
{
    [Flags]
    private enum Marks : byte
    {
        None = 0,
        HasDate = 1,
        HasTwoCustomers = 2,
    }

    private readonly bool[] kinds;
    private readonly ulong[]?[] customers;
    private ulong[] keys = new ulong[1 << 12];
    private int[] counts = new int[1 << 12];
    private Marks[] marks = new Marks[1 << 12];
    private ulong lastKey;
    private int lastSlot = -1;

    /// <param name="identities">The kinds of identity that the file has columns for.</param>
    public OrderTally(IEnumerable<IdentityKind> identities)
    {
        kinds = new bool[8];
        customers = new ulong[]?[8];
        foreach (var kind in identities)
        {
            kinds[(int)kind] = true;
            customers[(int)kind] = new ulong[keys.Length];
        }
    }

    public int Orders { get; private set; }

    /// <summary>Whether some order has more rows than one.</summary>
    public bool HasSeveralRows { get; private set; }

    public long OrdersOfTwoCustomers { get; private set; }

    public static ulong KeyOf(ReadOnlySpan<char> number, ReadOnlySpan<char> store) =>
        Math.Max(1, store.IsEmpty ? TextHash.Of(number) : TextHash.Join(TextHash.Of(number), TextHash.Of(store)));

    /// <summary>Counts a row; gives the place at which its customers are told.</summary>
    public int Add(ulong key, bool hasDate)
    {
        var slot = key == lastKey && lastSlot >= 0 ? lastSlot : Find(key);
        if (keys[slot] == 0)
        {
            if ((Orders + 1) * 2L > keys.Length)
            {
                Grow();
                slot = Find(key);
            }

            keys[slot] = key;
            Orders++;
        }

        (lastKey, lastSlot) = (key, slot);
        HasSeveralRows |= counts[slot] > 0;
        counts[slot]++;
        if (hasDate)
        {
            marks[slot] |= Marks.HasDate;
        }

        return slot;
    }

    public void AddCustomer(int slot, IdentityKind kind, ReadOnlySpan<char> identity)
    {
        var hashes = customers[(int)kind]!;
        var hash = Math.Max(1, HashOf(kind, identity));
        if (hashes[slot] == 0)
        {
            hashes[slot] = hash;
        }
        else if (hashes[slot] != hash && (marks[slot] & Marks.HasTwoCustomers) == Marks.None)
        {
            marks[slot] |= Marks.HasTwoCustomers;
            OrdersOfTwoCustomers++;
        }
    }

    public int CountOf(ulong key) => counts[Find(key)];

    public bool HasDate(ulong key) => (marks[Find(key)] & Marks.HasDate) != Marks.None;

    public bool HasTwoCustomers(ulong key) => OrdersOfTwoCustomers > 0 && (marks[Find(key)] & Marks.HasTwoCustomers) != Marks.None;

    /// <summary>The same e-mail in another case, or telephone with other spaces, is the same customer.</summary>
    private static ulong HashOf(IdentityKind kind, ReadOnlySpan<char> identity)
    {
        if (kind is not (IdentityKind.Email or IdentityKind.Phone) || identity.Length > ImportLimits.IdentityCharacters)
        {
            return TextHash.Of(identity);
        }

        Span<char> folded = stackalloc char[identity.Length];
        var length = 0;
        foreach (var letter in identity)
        {
            if (kind == IdentityKind.Email || char.IsAsciiDigit(letter))
            {
                folded[length++] = char.ToLowerInvariant(letter);
            }
        }

        return TextHash.Of(folded[..length]);
    }

    private int Find(ulong key)
    {
        var mask = keys.Length - 1;
        var slot = (int)(key & (ulong)mask);
        while (keys[slot] != 0 && keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        var (oldKeys, oldCounts, oldMarks) = (keys, counts, marks);
        var oldCustomers = customers.ToArray();
        keys = new ulong[oldKeys.Length * 2];
        counts = new int[keys.Length];
        marks = new Marks[keys.Length];
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            customers[kind] = kinds[kind] ? new ulong[keys.Length] : null;
        }

        for (var old = 0; old < oldKeys.Length; old++)
        {
            if (oldKeys[old] == 0)
            {
                continue;
            }

            var slot = Find(oldKeys[old]);
            keys[slot] = oldKeys[old];
            counts[slot] = oldCounts[old];
            marks[slot] = oldMarks[old];
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                if (kinds[kind])
                {
                    customers[kind]![slot] = oldCustomers[kind]![old];
                }
            }
        }

        lastSlot = -1;
    }
}
