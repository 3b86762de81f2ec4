using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Pools of codes that are given for points: filled from outside or with codes made here.</summary>
internal sealed class CodePools(Database database, TimeProvider clock)
{
    /// <summary>Random letters of a code made here: so many that nobody hits one by trying.</summary>
    private const int Letters = 13;

    private static readonly RowShape<(string Pool, string Code)> Codes = new RowShape<(string Pool, string Code)>()
        .Text("pool", row => row.Pool)
        .Text("code", row => row.Code);

    /// <summary>Every pool.</summary>
    public IReadOnlyList<CodePool> All() => database.Query<CodePool>(
        "SELECT pool AS Pool, codes AS Codes, codes_left AS CodesLeft, reissues AS Reissues FROM code_pool ORDER BY pool");

    /// <summary>Adds codes that come from elsewhere; those that are known change nothing.</summary>
    public Result<CodesAdded> Add(string pool, IReadOnlyList<string> codes, bool? reissue, RequestKey? key) => database.Write(transaction =>
        KeyedRequests.Once(transaction, key, Instant.Now(clock), () => (Result<CodesAdded>)Add(transaction, pool, codes, reissue)));

    /// <summary>Makes codes; a repeat makes no more and tells the same ones.</summary>
    public Result<CodesAdded> Make(string pool, int count, string prefix, bool? reissue, RequestKey key) => database.Write(transaction =>
        KeyedRequests.Once(transaction, key, Instant.Now(clock), () =>
        {
            var made = new List<string>(count);
            while (made.Count < count)
            {
                var fresh = Enumerable.Range(0, count - made.Count).Select(_ => prefix + MadeCode.Random(Letters)).Distinct().ToList();
                made.AddRange(fresh.Except(Add(transaction, pool, fresh, reissue).Known));
            }

            return (Result<CodesAdded>)new CodesAdded(pool, made.Count, [], made);
        }));

    private static CodesAdded Add(WriteTransaction transaction, string pool, IReadOnlyList<string> codes, bool? reissue)
    {
        transaction.Execute("INSERT INTO code_pool (pool, reissues, codes, codes_left) VALUES (@pool, 0, 0, 0) ON CONFLICT (pool) DO NOTHING", new { pool });
        transaction.Execute("SELECT pool FROM code_pool WHERE pool = @pool {for_update}", new { pool });
        var rows = codes.Distinct(StringComparer.Ordinal).Select(code => (pool, code)).ToList();
        var known = transaction.Read(
            "SELECT c.code FROM {rows} CROSS JOIN pool_code_lookup c WHERE c.pool = rows.pool AND c.code = rows.code", Codes, rows, row => row.Text(0)).ToHashSet(StringComparer.Ordinal);
        var added = rows.Where(row => !known.Contains(row.code)).ToList();
        transaction.Write("INSERT INTO pool_code_lookup (pool, code, state) SELECT rows.pool, rows.code, 0 FROM {rows}", Codes, added);
        transaction.Execute(
            "UPDATE code_pool SET codes = codes + @added, codes_left = codes_left + @added, reissues = coalesce(@reissue, reissues) WHERE pool = @pool",
            new { pool, added = (long)added.Count, reissue = reissue is { } said ? (said ? 1 : 0) : (int?)null });
        var twice = codes.GroupBy(code => code, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key);
        return new CodesAdded(pool, added.Count, [.. known.Union(twice).Order(StringComparer.Ordinal)], null);
    }
}

/// <summary>A pool of codes.</summary>
public sealed record CodePool
{
    /// <summary>Its key.</summary>
    public string Pool { get; init; } = "";

    /// <summary>How many codes it ever had.</summary>
    public long Codes { get; init; }

    /// <summary>How many are unused.</summary>
    public long CodesLeft { get; init; }

    /// <summary>1 where a code that was given back may go to somebody else.</summary>
    public int Reissues { get; init; }
}

/// <summary>What became of codes that were to be added.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Added">How many are new.</param>
/// <param name="Known">Those that the pool had before, or that were named twice.</param>
/// <param name="Codes">The codes that were made here; missing where they came from elsewhere.</param>
internal sealed record CodesAdded(string Pool, int Added, IReadOnlyList<string> Known, IReadOnlyList<string>? Codes);
