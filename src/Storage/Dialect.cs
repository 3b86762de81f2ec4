using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Regulars.Storage;

/// <summary>Turns the one SQL text that is written for both engines into the words of one of them.</summary>
/// <remarks>Tokens stand in braces: types (<c>{id} {long} {int} {text} {document} {real} {decimal} {bytes} {serial}</c>), ends of a
/// CREATE TABLE (<c>{clustered}</c> by its primary key, <c>{heap}</c>), <c>{for_update}</c> after a SELECT that locks, <c>{for_update_skip_locked}</c> where rows that others have locked are left out,
/// <c>{position}(TEXT, PART)</c>, <c>{one_of} (SELECT …)</c> for a key that is one of those selected, and <c>{rows}</c>, the set of rows given as parameters (see <see cref="RowShape{T}"/>).</remarks>
public sealed class Dialect
{
    /// <summary>The token that stands for the given set of rows.</summary>
    public const string RowsToken = "{rows}";

    /// <summary>Conditions are put together from what people ask, without end.</summary>
    private const int MostRemembered = 2_000;

    private const string OneOf = "{one_of} (";

    private static readonly FrozenDictionary<string, string> SqliteWords = new Dictionary<string, string>
    {
        ["{id}"] = "BLOB",
        ["{long}"] = "INTEGER",
        ["{int}"] = "INTEGER",
        ["{text}"] = "TEXT",
        ["{document}"] = "TEXT",
        ["{real}"] = "REAL",
        ["{decimal}"] = "TEXT",
        ["{bytes}"] = "BLOB",
        ["{serial}"] = "INTEGER PRIMARY KEY",
        ["{clustered}"] = "STRICT, WITHOUT ROWID",
        ["{heap}"] = "STRICT",
        ["{for_update}"] = "",
        ["{for_update_skip_locked}"] = "",
        ["{position}"] = "instr",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> PostgreSqlWords = new Dictionary<string, string>
    {
        ["{id}"] = "uuid",
        ["{long}"] = "bigint",
        ["{int}"] = "integer",
        ["{text}"] = "text COLLATE \"C\"",
        ["{document}"] = "text",
        ["{real}"] = "double precision",
        ["{decimal}"] = "numeric",
        ["{bytes}"] = "bytea",
        ["{serial}"] = "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        ["{clustered}"] = "",
        ["{heap}"] = "",
        ["{for_update}"] = "FOR UPDATE",
        ["{for_update_skip_locked}"] = "FOR UPDATE SKIP LOCKED",
        ["{position}"] = "strpos",
    }.ToFrozenDictionary();

    private readonly ConcurrentDictionary<string, string> translated = new(StringComparer.Ordinal);

    private readonly Engine engine;

    private readonly FrozenDictionary<string, string> words;

    internal Dialect(Engine engine)
    {
        this.engine = engine;
        words = engine is Engine.Sqlite ? SqliteWords : PostgreSqlWords;
    }

    /// <summary>The text with every token but <c>{rows}</c> replaced. Texts are remembered, as many as a program writes by hand.</summary>
    public string Translate(string sql)
    {
        if (!sql.Contains('{'))
        {
            return sql;
        }

        return translated.TryGetValue(sql, out var known) ? known
            : translated.Count < MostRemembered ? translated.GetOrAdd(sql, Replace(sql))
            : Replace(sql);
    }

    /// <summary>The month and day of a day's number, as 03-01.</summary>
    public string MonthAndDay(string day) => engine is Engine.Sqlite
        ? $"strftime('%m-%d', {day} * 86400, 'unixepoch')"
        : $"to_char(date '1970-01-01' + {day}, 'MM-DD')";

    private string Replace(string sql)
    {
        foreach (var (token, word) in words)
        {
            sql = sql.Replace(token, word, StringComparison.Ordinal);
        }

        while (sql.IndexOf(OneOf, StringComparison.Ordinal) is >= 0 and var place)
        {
            var open = place + OneOf.Length;
            var close = End(sql, open);
            var (before, selected, after) = (sql[..place], sql[open..close], sql[(close + 1)..]);
            sql = engine is Engine.Sqlite ? $"{before}IN ({selected}){after}" : $"{before}= ANY (ARRAY({selected})){after}";
        }

        return sql;
    }

    /// <summary>The place of the parenthesis that closes the one before a place.</summary>
    private static int End(string sql, int place)
    {
        for (var depth = 1; ; place++)
        {
            depth += sql[place] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return place;
            }
        }
    }
}
