using System.Collections.Concurrent;
using System.Data.Common;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Loads limits that everybody shares for a group of requests, and writes what was decided, so that none is overrun by one.</summary>
/// <remarks>A limit is read without a lock and checked when it is written, last in the transaction, under the lock of its row: other groups
/// wait only for the commit. A group that would overrun is decided again, and from then on the limit is locked before it is read, in
/// the order of keys, after the members' books. Pools of codes are always locked before they are read.</remarks>
internal sealed class SharedLimits
{
    private static readonly RowShape<string> Keys = new RowShape<string>().Text("limit_key", key => key);

    private static readonly RowShape<string> Pools = new RowShape<string>().Text("pool", pool => pool);

    private static readonly RowShape<(string Key, long Change)> Changes = new RowShape<(string Key, long Change)>()
        .Text("limit_key", row => row.Key)
        .Long("change", row => row.Change);

    private static readonly RowShape<CodeUse> Codes = new RowShape<CodeUse>()
        .Text("pool", use => use.Pool)
        .Text("code", use => use.Code)
        .Id("customer_id", use => use.Customer.Value)
        .Long("fact_version", use => use.FactVersion)
        .Int("number", use => use.Number);

    /// <summary>Limits that were nearly overrun on this node.</summary>
    private readonly ConcurrentDictionary<string, bool> contested = new(StringComparer.Ordinal);

    /// <summary>What a group of requests has to know.</summary>
    public SharedGroup Load(WriteTransaction transaction, SharedWants wants)
    {
        var isLocked = wants.Pools.Count > 0 || wants.Limits.Any(contested.ContainsKey);
        var used = Read(transaction, [.. wants.Limits.Order(StringComparer.Ordinal)], isLocked);
        var pools = transaction.Read(
            "SELECT p.pool, p.reissues FROM {rows} CROSS JOIN code_pool p WHERE p.pool = rows.pool {locked_in_order}"
                .Replace("{locked_in_order}", transaction.Engine is Engine.PostgreSql ? "ORDER BY p.pool FOR UPDATE OF p" : "", StringComparison.Ordinal),
            Pools,
            [.. wants.Pools.Keys.Order(StringComparer.Ordinal)],
            row => (Pool: row.Text(0), Reissues: row.Int(1) == 1));
        var codes = pools.Where(pool => wants.Pools[pool.Pool] > 0).ToDictionary(
            pool => pool.Pool,
            pool => transaction.Query<string>(
                "SELECT code FROM pool_code_lookup WHERE pool = @Pool AND state = 0 ORDER BY code LIMIT @most", new { pool.Pool, most = wants.Pools[pool.Pool] }));
        return new SharedGroup(new SharedBook(used, codes), used, pools.Where(pool => pool.Reissues).Select(pool => pool.Pool).ToHashSet());
    }

    /// <summary>Writes what was decided.</summary>
    /// <exception cref="LimitMovedException">Another group used what this one counted on; decided again, it will know.</exception>
    public void Write(WriteTransaction transaction, SharedGroup group)
    {
        var book = group.Book;
        var changes = book.Changes.Where(change => change.Value != 0).Select(change => (change.Key, Change: change.Value)).OrderBy(change => change.Key, StringComparer.Ordinal).ToList();
        if (changes.Count > 0)
        {
            transaction.Write(
                "INSERT INTO shared_limit (limit_key, used) SELECT rows.limit_key, 0 FROM {rows} WHERE true ON CONFLICT (limit_key) DO NOTHING",
                Keys,
                [.. changes.Select(change => change.Key).Where(key => !group.Used.ContainsKey(key))]);
            var now = Read(transaction, [.. changes.Select(change => change.Key)], isLocked: true);
            foreach (var (key, change) in changes)
            {
                if (change > 0 && now[key] != group.Used.GetValueOrDefault(key) && now[key] + change > book.Most(key))
                {
                    changes.ForEach(other => contested[other.Key] = true);
                    throw new LimitMovedException();
                }
            }

            transaction.Write(
                "UPDATE shared_limit SET used = shared_limit.used + rows.change FROM {rows} WHERE shared_limit.limit_key = rows.limit_key", Changes, changes);
        }

        WriteCodes(transaction, group);
    }

    private static Dictionary<string, long> Read(WriteTransaction transaction, IReadOnlyList<string> keys, bool isLocked) => transaction.Read(
        "SELECT l.limit_key, l.used FROM {rows} CROSS JOIN shared_limit l WHERE l.limit_key = rows.limit_key {locked_in_order}"
            .Replace("{locked_in_order}", isLocked && transaction.Engine is Engine.PostgreSql ? "ORDER BY l.limit_key FOR UPDATE OF l" : "", StringComparison.Ordinal),
        Keys,
        keys,
        row => (Key: row.Text(0), Used: row.Long(1))).ToDictionary(row => row.Key, row => row.Used);

    private static void WriteCodes(WriteTransaction transaction, SharedGroup group)
    {
        transaction.Write(
            """
            UPDATE pool_code_lookup SET state = 1, customer_id = rows.customer_id, fact_version = rows.fact_version, number = rows.number
            FROM {rows} WHERE pool_code_lookup.pool = rows.pool AND pool_code_lookup.code = rows.code
            """,
            Codes,
            group.Book.Taken);
        transaction.Write(
            """
            UPDATE pool_code_lookup SET state = 2 FROM {rows}
            WHERE pool_code_lookup.customer_id = rows.customer_id AND pool_code_lookup.fact_version = rows.fact_version AND pool_code_lookup.number = rows.number
            """,
            Codes,
            [.. group.Book.GivenBack.Where(use => !group.Reissuing.Contains(use.Pool))]);
        transaction.Write(
            """
            UPDATE pool_code_lookup SET state = 0, customer_id = NULL, fact_version = NULL, number = NULL FROM {rows}
            WHERE pool_code_lookup.customer_id = rows.customer_id AND pool_code_lookup.fact_version = rows.fact_version AND pool_code_lookup.number = rows.number
            """,
            Codes,
            [.. group.Book.GivenBack.Where(use => group.Reissuing.Contains(use.Pool))]);
        var left = group.Book.Taken.Select(use => (use.Pool, Change: -1L))
            .Concat(group.Book.GivenBack.Where(use => group.Reissuing.Contains(use.Pool)).Select(use => (use.Pool, Change: 1L)))
            .GroupBy(change => change.Pool).Select(pool => (Key: pool.Key, Change: pool.Sum(change => change.Change))).OrderBy(pool => pool.Key, StringComparer.Ordinal).ToList();
        transaction.Write(
            "UPDATE code_pool SET codes_left = code_pool.codes_left + rows.change FROM {rows} WHERE code_pool.pool = rows.limit_key", Changes, left);
    }
}

/// <summary>Which limits and how many codes a group of requests may need.</summary>
/// <param name="Limits">Keys of limits.</param>
/// <param name="Pools">How many codes of each pool; 0 where codes are only given back.</param>
internal sealed record SharedWants(IReadOnlySet<string> Limits, IReadOnlyDictionary<string, int> Pools);

/// <summary>Shared limits of one group of requests.</summary>
/// <param name="Book">What decisions see and change.</param>
/// <param name="Used">What was used when it was read.</param>
/// <param name="Reissuing">The pools whose codes may go to somebody else once they were given back.</param>
internal sealed record SharedGroup(SharedBook Book, IReadOnlyDictionary<string, long> Used, IReadOnlySet<string> Reissuing);

/// <summary>A limit was used by others between reading and writing: the transaction is to be done again.</summary>
internal sealed class LimitMovedException() : DbException("A shared limit moved.")
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
