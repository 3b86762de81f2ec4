using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Regulars.Storage;

/// <summary>A connection whose commands are prepared once, however often they are made anew.</summary>
/// <param name="commands">The connection underneath and its commands.</param>
/// <param name="readers">Where the connection goes when it is disposed; it stays open when nothing is said.</param>
internal sealed class SqlitePrepared(SqliteCommands commands, SqliteReaders? readers = null) : DbConnection
{
    private SqliteCommands? commands = commands;

    /// <summary>The connection underneath.</summary>
    public SqliteConnection Inner => Held.Connection;

    /// <summary>What is read on it without a command.</summary>
    public SqliteStatements Statements => Held.Statements;

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => Inner.ConnectionString;
        set => throw new NotSupportedException("The connection is open.");
    }

    /// <inheritdoc/>
    public override string Database => Inner.Database;

    /// <inheritdoc/>
    public override string DataSource => Inner.DataSource;

    /// <inheritdoc/>
    public override string ServerVersion => Inner.ServerVersion;

    /// <inheritdoc/>
    public override ConnectionState State => commands is null ? ConnectionState.Closed : ConnectionState.Open;

    private SqliteCommands Held => commands ?? throw new ObjectDisposedException(nameof(SqlitePrepared));

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("There is one database in the file.");

    /// <inheritdoc/>
    public override void Open() => throw new NotSupportedException("The connection is open.");

    /// <inheritdoc/>
    public override void Close()
    {
        if (Interlocked.Exchange(ref commands, null) is { } used)
        {
            readers?.GiveBack(used);
        }
    }

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => Inner.BeginTransaction(deferred: true);

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => new Command(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private sealed class Command(SqlitePrepared connection) : DbCommand
    {
        private readonly SqliteCommands commands = connection.Held;

        private SqliteCommand? inner;

        private SqliteDataReader? rows;

        private bool hasFailed;

        [AllowNull]
        public override string CommandText
        {
            get => inner?.CommandText ?? "";
            set
            {
                if (inner is null)
                {
                    inner = commands.Take(value ?? "");
                }
                else
                {
                    inner.CommandText = value;
                }
            }
        }

        public override int CommandTimeout
        {
            get => Inner.CommandTimeout;
            set => Inner.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => CommandType.Text;
            set => Inner.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException("A command belongs to the connection that made it.");
        }

        protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => Inner.Transaction;
            set => Inner.Transaction = (SqliteTransaction?)value;
        }

        private SqliteCommand Inner => inner ??= commands.Take("");

        public override void Cancel() => Inner.Cancel();

        public override int ExecuteNonQuery() => Run(static command => command.ExecuteNonQuery());

        public override object? ExecuteScalar() => Run(static command => command.ExecuteScalar());

        public override void Prepare() => Inner.Prepare();

        protected override DbParameter CreateDbParameter() => Inner.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => rows = Run(command => command.ExecuteReader(behavior));

        protected override void Dispose(bool disposing)
        {
            if (disposing && inner is { } used)
            {
                inner = null;
                rows?.Dispose();
                if (hasFailed || used.Transaction is not null)
                {
                    used.Dispose();
                }
                else
                {
                    commands.Keep(used);
                }
            }

            base.Dispose(disposing);
        }

        private T Run<T>(Func<SqliteCommand, T> run)
        {
            try
            {
                return run(Inner);
            }
            catch
            {
                hasFailed = true;
                throw;
            }
        }
    }
}
