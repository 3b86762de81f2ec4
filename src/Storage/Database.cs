using System.Data.Common;
using Dapper;

namespace Regulars.Storage;

/// <summary>The one door to stored data, on whichever engine.</summary>
/// <remarks>Reading takes a connection of its own and sees a consistent state; writing goes through <see cref="Write{T}"/>,
/// whose transaction is durable when it returns.</remarks>
public abstract class Database : IDisposable
{
    static Database() => IdentifierHandler.Register();

    private protected Database(Engine engine)
    {
        Engine = engine;
        Dialect = new Dialect(engine);
    }

    /// <summary>The engine underneath.</summary>
    public Engine Engine { get; }

    /// <summary>The engine's words.</summary>
    public Dialect Dialect { get; }

    /// <summary>Runs the work in one transaction: committed and durable when it returns, undone when it throws.</summary>
    public T Write<T>(Func<WriteTransaction, T> work)
    {
        var committed = Commit(work);
        committed.Durable.GetAwaiter().GetResult();
        return committed.Answer;
    }

    /// <summary>Runs the work in one transaction, seen by others when it returns, undone when it throws. Nobody may be told of it before it is durable.</summary>
    public abstract Committed<T> Commit<T>(Func<WriteTransaction, T> work);

    /// <summary>An open connection for reading only. Dispose it soon.</summary>
    public abstract DbConnection OpenReader();

    /// <summary>Takes a consistent copy of all data while others go on.</summary>
    public abstract void BackUp(string file);

    /// <summary>Runs the work in one transaction without an answer.</summary>
    public void Write(Action<WriteTransaction> work) => Write(transaction =>
    {
        work(transaction);
        return true;
    });

    /// <summary>Reads rows by one statement with named parameters.</summary>
    public List<T> Query<T>(string sql, object? parameters = null)
    {
        using var connection = OpenReader();
        return connection.Query<T>(Dialect.Translate(sql), parameters).AsList();
    }

    /// <summary>Reads the first row, or the type's default when there is none.</summary>
    public T? QueryFirst<T>(string sql, object? parameters = null)
    {
        using var connection = OpenReader();
        return connection.QueryFirstOrDefault<T>(Dialect.Translate(sql), parameters);
    }

    /// <summary>Reads rows one after another without gathering them; made for answers of millions of rows, and for what every request asks.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="read">Takes each row.</param>
    /// <param name="parameters">Its parameters by name: texts, numbers and identifiers.</param>
    public abstract void Scan(string sql, Action<RowReader> read, IReadOnlyDictionary<string, object>? parameters = null);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void Dispose(bool disposing);
}

/// <summary>What a transaction answered.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Durable">Ends when the transaction and all before it survive a loss of power; fails when that cannot be had.</param>
public readonly record struct Committed<T>(T Answer, Task Durable)
{
    /// <summary>The same transaction with another answer.</summary>
    public Committed<TOther> With<TOther>(TOther answer) => new(answer, Durable);
}
