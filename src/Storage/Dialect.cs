using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Regulars.Storage;

/// <summary>Turns the one SQL text that is written for both engines into the words of one of them.</summary>
/// <remarks>Tokens stand in braces: types (<c>{id} {long} {int} {text} {document} {real} {decimal} {bytes} {serial}</c>), ends of a
/// CREATE TABLE (<c>{clustered}</c> by its primary key, <c>{heap}</c>), <c>{for_update}</c> after a SELECT that locks, and
/// <c>{rows}</c>, the set of rows given as parameters (see <see cref="RowShape{T}"/>).</remarks>
public sealed class Dialect
{
    /// <summary>The token that stands for the given set of rows.</summary>
    public const string RowsToken = "{rows}";

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
    }.ToFrozenDictionary();

    private readonly ConcurrentDictionary<string, string> translated = new(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> words;

    internal Dialect(Engine engine) => words = engine is Engine.Sqlite ? SqliteWords : PostgreSqlWords;

    /// <summary>The text with every token but <c>{rows}</c> replaced.</summary>
    public string Translate(string sql) =>
        sql.Contains('{') ? translated.GetOrAdd(sql, static (text, words) => Replace(text, words), words) : sql;

    private static string Replace(string sql, FrozenDictionary<string, string> words)
    {
        foreach (var (token, word) in words)
        {
            sql = sql.Replace(token, word, StringComparison.Ordinal);
        }

        return sql;
    }
}
