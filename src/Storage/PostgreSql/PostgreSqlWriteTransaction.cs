using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Regulars.Storage;

/// <summary>Writes wait in one batch and travel together, at the latest with the commit.</summary>
internal sealed class PostgreSqlWriteTransaction(NpgsqlConnection connection, NpgsqlTransaction inner, Dialect dialect)
    : WriteTransaction, IDisposable
{
    /// <summary>Statements over rows as they are sent: they are written by hand, so that there are few.</summary>
    private static readonly ConcurrentDictionary<(string Sql, object Shape), string> Expanded = new();

    private NpgsqlBatch waiting = new(connection, inner);

    public override Engine Engine => Engine.PostgreSql;

    private protected override DbConnection Connection => connection;

    private protected override DbTransaction? Inner => inner;

    private protected override void WriteRows<T>(string sql, RowShape<T> shape, IReadOnlyList<T> rows) => waiting.BatchCommands.Add(Command(sql, shape, rows));

    private protected override List<TOut> ReadRows<T, TOut>(string sql, RowShape<T> shape, IReadOnlyList<T> rows, Func<RowReader, TOut> read)
    {
        Flush();
        var answer = new List<TOut>(rows.Count);
        using var batch = new NpgsqlBatch(connection, inner);
        batch.BatchCommands.Add(Command(sql, shape, rows));
        using var reader = batch.ExecuteReader();
        var row = new PostgreSqlRowReader(reader);
        while (reader.Read())
        {
            answer.Add(read(row));
        }

        return answer;
    }

    public void Dispose() => waiting.Dispose();

    /// <summary>The commit travels with the last writes; when one of them fails it is not reached.</summary>
    public void Commit()
    {
        waiting.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        waiting.ExecuteNonQuery();
    }

    private protected override string Translate(string sql) => dialect.Translate(sql);

    private protected override void Flush()
    {
        if (waiting.BatchCommands.Count > 0)
        {
            waiting.ExecuteNonQuery();
            waiting.Dispose();
            waiting = new NpgsqlBatch(connection, inner);
        }
    }

    private NpgsqlBatchCommand Command<T>(string sql, RowShape<T> shape, IReadOnlyList<T> rows)
    {
        var command = new NpgsqlBatchCommand(Expanded.GetOrAdd((sql, shape), _ => Expand(dialect.Translate(sql), shape)));
        foreach (var column in shape.Columns)
        {
            command.Parameters.Add(column.Array(rows));
        }

        return command;
    }

    private static string Expand<T>(string sql, RowShape<T> shape)
    {
        var arrays = shape.Columns.Select((column, i) =>
            string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{column.PostgreSqlType}[]"));
        var set = $"unnest({string.Join(", ", arrays)}) AS rows({string.Join(", ", shape.Columns.Select(column => column.Name))})";
        return sql.Replace(Dialect.RowsToken, set, StringComparison.Ordinal);
    }
}
