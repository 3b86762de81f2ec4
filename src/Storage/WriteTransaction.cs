using System.Data.Common;
using Dapper;

namespace Regulars.Storage;

/// <summary>One transaction that writes. It is used by one thread, and ends by the <see cref="Database.Write{T}"/> that opened it.</summary>
public abstract class WriteTransaction
{
    /// <summary>The engine underneath.</summary>
    public abstract Engine Engine { get; }

    /// <summary>Writes a set of rows; <paramref name="sql"/> names it by <c>{rows}</c>. Nothing is sent for an empty set.</summary>
    public void Write<T>(string sql, RowShape<T> shape, IReadOnlyList<T> rows)
    {
        if (rows.Count > 0)
        {
            WriteRows(sql, shape, rows);
        }
    }

    /// <summary>Reads what belongs to a set of rows; <paramref name="sql"/> names it by <c>{rows}</c>. Nothing is asked for an empty set.</summary>
    public List<TOut> Read<T, TOut>(string sql, RowShape<T> shape, IReadOnlyList<T> rows, Func<RowReader, TOut> read) =>
        rows.Count > 0 ? ReadRows(sql, shape, rows, read) : [];

    /// <summary>Executes one statement with named parameters; answers how many rows it changed.</summary>
    public int Execute(string sql, object? parameters = null)
    {
        Flush();
        return Connection.Execute(Translate(sql), parameters, Inner);
    }

    /// <summary>Reads rows by one statement with named parameters.</summary>
    public List<T> Query<T>(string sql, object? parameters = null)
    {
        Flush();
        return Connection.Query<T>(Translate(sql), parameters, Inner).AsList();
    }

    /// <summary>Reads the first row, or the type's default when there is none.</summary>
    public T? QueryFirst<T>(string sql, object? parameters = null)
    {
        Flush();
        return Connection.QueryFirstOrDefault<T>(Translate(sql), parameters, Inner);
    }

    private protected abstract void WriteRows<T>(string sql, RowShape<T> shape, IReadOnlyList<T> rows);

    private protected abstract List<TOut> ReadRows<T, TOut>(string sql, RowShape<T> shape, IReadOnlyList<T> rows, Func<RowReader, TOut> read);

    private protected abstract DbConnection Connection { get; }

    private protected abstract DbTransaction? Inner { get; }

    private protected abstract string Translate(string sql);

    private protected abstract void Flush();
}
