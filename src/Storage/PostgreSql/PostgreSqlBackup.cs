using System.IO.Compression;
using Dapper;
using Npgsql;

namespace Regulars.Storage;

/// <summary>A backup of one schema: a zip with one binary COPY file per table, taken from one consistent state.</summary>
internal static class PostgreSqlBackup
{
    /// <summary>The table of the schema itself.</summary>
    private const string Register = "schema_migration";

    private const string Tables =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = @schema AND table_type = 'BASE TABLE' ORDER BY table_name";

    public static void Dump(NpgsqlDataSource source, string schema, string file)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var table in connection.Query<string>(Tables, new { schema }, transaction).AsList())
        {
            using var entry = archive.CreateEntry(table, CompressionLevel.Fastest).Open();
            using var rows = connection.BeginRawBinaryCopy($"COPY {Name(schema)}.{Name(table)} TO STDOUT (FORMAT BINARY)");
            rows.CopyTo(entry);
        }
    }

    /// <summary>Fills the tables of an empty, migrated schema; everything or nothing.</summary>
    public static void Load(NpgsqlDataSource source, string schema, string file)
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using var archive = ZipFile.OpenRead(file);
        foreach (var table in connection.Query<string>(Tables, new { schema }, transaction).Where(table => table != Register).ToList())
        {
            connection.Execute($"TRUNCATE {Name(schema)}.{Name(table)}", transaction: transaction);
        }

        // The schema is the program's, whatever program made the backup; only rows are taken from it.
        foreach (var entry in archive.Entries.Where(entry => entry.Name != Register))
        {
            using (var rows = connection.BeginRawBinaryCopy($"COPY {Name(schema)}.{Name(entry.Name)} FROM STDIN (FORMAT BINARY)"))
            using (var stored = entry.Open())
            {
                stored.CopyTo(rows);
            }

            AdvanceSerials(connection, transaction, schema, entry.Name);
        }

        transaction.Commit();
    }

    private static void AdvanceSerials(NpgsqlConnection connection, NpgsqlTransaction transaction, string schema, string table)
    {
        var serials = connection.Query<string>(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = @schema AND table_name = @table AND is_identity = 'YES'",
            new { schema, table },
            transaction).AsList();
        foreach (var column in serials)
        {
            connection.Execute(
                $"SELECT setval(pg_get_serial_sequence(@name, @column), coalesce(max({Name(column)}), 0) + 1, false) FROM {Name(schema)}.{Name(table)}",
                new { name = $"{Name(schema)}.{Name(table)}", column },
                transaction);
        }
    }

    private static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
