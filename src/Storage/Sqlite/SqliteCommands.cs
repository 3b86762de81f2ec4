using Microsoft.Data.Sqlite;

namespace Regulars.Storage;

/// <summary>A connection and the commands that were used on it, by their text: prepared they cost a fraction.</summary>
internal sealed class SqliteCommands(SqliteConnection connection) : IDisposable
{
    private const int MostCommands = 128;

    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    private SqliteStatements? statements;

    public SqliteConnection Connection { get; } = connection;

    /// <summary>What is read on the connection without a command.</summary>
    public SqliteStatements Statements => statements ??= new SqliteStatements(Connection.Handle!, MostCommands);

    /// <summary>A command with this text, prepared already where it was used before.</summary>
    public SqliteCommand Take(string text)
    {
        if (commands.Remove(text, out var command))
        {
            return command;
        }

        command = Connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    /// <summary>Keeps a command for its next use.</summary>
    public void Keep(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.CommandTimeout = Connection.DefaultTimeout;
        if (commands.Count >= MostCommands)
        {
            // What is used often is soon back; what was used once would stay for ever.
            Forget();
        }

        if (!commands.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    public void Dispose()
    {
        Forget();
        statements?.Dispose();
        Connection.Dispose();
    }

    private void Forget()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        commands.Clear();
    }
}
