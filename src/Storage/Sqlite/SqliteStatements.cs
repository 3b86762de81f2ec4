using System.Globalization;
using SQLitePCL;

namespace Regulars.Storage;

/// <summary>Prepared statements of one connection, kept for as long as it lives.</summary>
/// <param name="connection">The connection.</param>
/// <param name="most">How many are kept at once; what is used often is soon back.</param>
internal sealed class SqliteStatements(sqlite3 connection, int most = int.MaxValue) : IDisposable
{
    private readonly Dictionary<(string Sql, int Rows), sqlite3_stmt> prepared = [];

    public sqlite3_stmt Prepare(string sql, int rows, Func<string, int, string> expand)
    {
        if (!prepared.TryGetValue((sql, rows), out var statement))
        {
            if (prepared.Count >= most)
            {
                Forget();
            }

            Check(raw.sqlite3_prepare_v3(connection, expand(sql, rows), raw.SQLITE_PREPARE_PERSISTENT, out statement));
            prepared.Add((sql, rows), statement);
        }

        return statement;
    }

    public void Run(string sql) => Read(sql, static _ => { });

    public void Read(string sql, Action<RowReader> read, IReadOnlyDictionary<string, object>? parameters = null)
    {
        var statement = Prepare(sql, 0, static (text, _) => text);
        Check(raw.sqlite3_clear_bindings(statement));
        foreach (var (name, value) in parameters ?? new Dictionary<string, object>())
        {
            var position = raw.sqlite3_bind_parameter_index(statement, "@" + name);
            Check(value switch
            {
                string text => raw.sqlite3_bind_text(statement, position, text),
                double number => raw.sqlite3_bind_double(statement, position, number),
                Guid id => raw.sqlite3_bind_blob(statement, position, id.ToByteArray(bigEndian: true)),
                _ => raw.sqlite3_bind_int64(statement, position, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            });
        }

        Step(statement, new SqliteRowReader(statement), read);
    }

    public void Step(sqlite3_stmt statement, RowReader reader, Action<RowReader> read)
    {
        try
        {
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                read(reader);
            }

            Check(code);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => Forget();

    private void Forget()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        prepared.Clear();
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new Microsoft.Data.Sqlite.SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(), code);
        }
    }
}
