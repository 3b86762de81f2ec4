using Regulars.Kernel;

namespace Regulars.Storage;

/// <summary>Brings a database to the shape that the program expects, under a lock, once.</summary>
public sealed class Migrator(Database database, IReadOnlyList<MigrationSource> sources, TimeProvider clock)
{
    private const long LockKey = 0x5265_6775_6c61_7273;

    private const string Register = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            module {text} NOT NULL,
            number {int} NOT NULL,
            file {text} NOT NULL,
            checksum {text} NOT NULL,
            applied_at {long} NOT NULL,
            PRIMARY KEY (module, number)
        ) {clustered}
        """;

    /// <summary>Applies what is missing. A database that is newer than the program, or whose applied files differ, is refused.</summary>
    /// <param name="backUpBefore">Called before the first change of a database that holds data.</param>
    /// <returns>How many files were applied.</returns>
    public int Apply(Action? backUpBefore = null)
    {
        if (IsCurrent())
        {
            return 0;
        }

        if (backUpBefore is not null && Applied(database).Count > 0)
        {
            backUpBefore();
        }

        return database.Write(transaction =>
        {
            if (transaction.Engine is Engine.PostgreSql)
            {
                transaction.Execute($"SELECT pg_advisory_xact_lock({LockKey})");
            }

            transaction.Execute(Register.TrimEnd());
            var missing = Missing(transaction.Query<AppliedMigration>(ReadApplied));
            foreach (var migration in missing)
            {
                transaction.Execute(migration.Sql);
                transaction.Execute(
                    "INSERT INTO schema_migration (module, number, file, checksum, applied_at) VALUES (@Module, @Number, @File, @Checksum, @now)",
                    new { migration.Module, migration.Number, migration.File, migration.Checksum, now = Instant.Now(clock).Microseconds });
            }

            return missing.Count;
        });
    }

    private const string ReadApplied = "SELECT module AS Module, number AS Number, file AS File, checksum AS Checksum FROM schema_migration";

    private bool IsCurrent() => Missing(Applied(database)).Count == 0;

    private static List<AppliedMigration> Applied(Database database)
    {
        var exists = database.Engine is Engine.Sqlite
            ? "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'"
            : "SELECT count(*) FROM information_schema.tables WHERE table_name = 'schema_migration' AND table_schema = current_schema()";
        return database.QueryFirst<long>(exists) == 0 ? [] : database.Query<AppliedMigration>(ReadApplied);
    }

    private List<Migration> Missing(List<AppliedMigration> applied)
    {
        var known = sources.SelectMany(source => source.Read(database.Engine)).ToList();
        foreach (var done in applied)
        {
            var file = known.Find(migration => migration.Module == done.Module && migration.Number == done.Number)
                ?? throw new MigrationException($"The database was made by a newer program: it has {done.Module}/{done.File}, which this program does not know. Start the newer program, or restore a backup.");
            if (file.Checksum != done.Checksum)
            {
                throw new MigrationException($"The database has another {done.Module}/{done.File} than this program. Start the program that made it, or restore a backup.");
            }
        }

        return known.FindAll(migration => !applied.Exists(done => done.Module == migration.Module && done.Number == migration.Number));
    }

    private sealed record AppliedMigration(string Module, long Number, string File, string Checksum)
    {
        public AppliedMigration(string module, int number, string file, string checksum)
            : this(module, (long)number, file, checksum)
        {
        }
    }
}

/// <summary>The database cannot be brought to the shape that the program expects; the message says why and what to do.</summary>
public sealed class MigrationException(string message) : Exception(message);
