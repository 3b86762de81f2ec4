namespace Regulars.Statistics.Recommendations;

/// <summary>Who had what: for each user the different items, and for each item the different users. Numbers of times are not kept.</summary>
/// <remarks>Users and items are counted from 0. The order of the items matters: equal scores go to the lower number.</remarks>
public sealed class Interactions
{
    private readonly int[] firsts;

    private readonly int[] pairItems;

    private Interactions(int itemCount, int[] starts, int[] items) => (ItemCount, firsts, pairItems) = (itemCount, starts, items);

    /// <summary>The number of users, also of those who had nothing.</summary>
    public int UserCount => firsts.Length - 1;

    /// <summary>The number of items, also of those that nobody had.</summary>
    public int ItemCount { get; }

    /// <summary>The number of different pairs of a user and an item.</summary>
    public int Count => pairItems.Length;

    /// <summary>Collects pairs; a pair that comes twice counts once.</summary>
    /// <param name="userCount">The number of users.</param>
    /// <param name="itemCount">The number of items.</param>
    /// <param name="pairs">The pairs, in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or not below its count.</exception>
    public static Interactions Of(int userCount, int itemCount, IReadOnlyCollection<(int User, int Item)> pairs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(userCount);
        ArgumentOutOfRangeException.ThrowIfNegative(itemCount);
        var starts = new int[userCount + 1];
        foreach (var (user, item) in pairs)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)user, (uint)userCount, nameof(pairs));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)itemCount, nameof(pairs));
            starts[user + 1]++;
        }

        for (var user = 0; user < userCount; user++)
        {
            starts[user + 1] += starts[user];
        }

        var items = new int[pairs.Count];
        var next = starts.AsSpan(0, userCount).ToArray();
        foreach (var (user, item) in pairs)
        {
            items[next[user]++] = item;
        }

        return WithoutRepeats(itemCount, starts, items);
    }

    /// <summary>The items of a user in rising order.</summary>
    public ReadOnlySpan<int> ItemsOf(int user) => pairItems.AsSpan(firsts[user], firsts[user + 1] - firsts[user]);

    /// <summary>The same pairs seen from the items: its users are the items, and its items the users.</summary>
    public Interactions Transposed()
    {
        var turned = new int[ItemCount + 1];
        foreach (var item in pairItems)
        {
            turned[item + 1]++;
        }

        for (var item = 0; item < ItemCount; item++)
        {
            turned[item + 1] += turned[item];
        }

        var users = new int[pairItems.Length];
        var next = turned.AsSpan(0, ItemCount).ToArray();
        for (var user = 0; user < UserCount; user++)
        {
            foreach (var item in ItemsOf(user))
            {
                users[next[item]++] = user;
            }
        }

        return new Interactions(UserCount, turned, users);
    }

    private static Interactions WithoutRepeats(int itemCount, int[] starts, int[] items)
    {
        var kept = 0;
        var tidy = new int[starts.Length];
        for (var user = 0; user + 1 < starts.Length; user++)
        {
            var mine = items.AsSpan(starts[user], starts[user + 1] - starts[user]);
            mine.Sort();
            for (var at = 0; at < mine.Length; at++)
            {
                if (at == 0 || mine[at] != mine[at - 1])
                {
                    items[kept++] = mine[at];
                }
            }

            tidy[user + 1] = kept;
        }

        return new Interactions(itemCount, tidy, items[..kept]);
    }
}
