using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Regulars.Care;
using Regulars.Insights;
using Regulars.Journal;
using Regulars.Journal.Intake;
using Regulars.Loyalty;
using Regulars.Storage;

namespace Regulars.Host;

/// <summary>One installation opened for work: its data folder, its database brought up to date, its services.</summary>
internal sealed class Installation : IDisposable
{
    /// <summary>Every module that has tables, in the order in which they are made.</summary>
    private static readonly MigrationSource[] Migrations =
        [StorageModule.Migrations, JournalModule.Migrations, InsightsModule.Migrations, LoyaltyModule.Migrations, CareModule.Migrations, HostModule.Migrations];

    private Installation(DataFolder folder, Database database)
    {
        Folder = folder;
        Database = database;
    }

    public DataFolder Folder { get; }

    public Database Database { get; }

    /// <summary>The secret that nodes share, from REGULARS_SECRET; null where one node has its own.</summary>
    public byte[]? SharedSecret { get; } = Environment.GetEnvironmentVariable("REGULARS_SECRET") is { Length: > 0 } secret
        ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "regulars key ring"u8.ToArray())
        : null;

    /// <summary>Opens an installation, making it when there is none.</summary>
    /// <exception cref="DataFolderException">Another program holds the data folder.</exception>
    /// <exception cref="MigrationException">The database does not fit the program.</exception>
    public static Installation Open(InstallationOptions options, TimeProvider clock)
    {
        var folder = DataFolder.Open(options.DataFolder, isShared: options.ConnectionString is not null);
        try
        {
            Database database = options.ConnectionString is { } connection ? OpenPostgreSql(connection) : new SqliteDatabase(folder.DatabaseFile, options.IsTemporary, options.Use);
            new Migrator(database, Migrations, clock).Apply(
                database.Engine is Engine.Sqlite ? () => database.BackUp(folder.NewBackup(clock, ".db")) : null);
            return new Installation(folder, database);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Adds the services that every command and the server need.</summary>
    public IServiceCollection AddTo(IServiceCollection services, TimeProvider clock) => services
        .AddSingleton(clock)
        .AddSingleton(Folder)
        .AddSingleton(Database)
        .AddSingleton(new ErasureRecord(SuppressionKey, Path.Combine(Folder.Secrets, "erased")))
        .AddSingleton(new Loyalty.Log.LogKeys(Folder.Secrets, SharedSecret))
        .AddSingleton(new Loyalty.Till.MemberKeys(MemberSecret))
        .AddSingleton(new Loyalty.Cards.GiftCardKeys(GiftCardKey))
        .AddSingleton(new Loyalty.Gifts.GiftKeys(AssignmentKey))
        .AddJournal()
        .AddInsights()
        .AddLoyalty()
        .AddCare();

    /// <summary>All nodes must make the same hashes.</summary>
    private byte[] SuppressionKey => SharedSecret is { } shared
        ? HKDF.Expand(HashAlgorithmName.SHA256, shared, 32, "suppression"u8.ToArray())
        : Folder.Secret("suppression.key");

    /// <summary>All nodes must make the same codes for members.</summary>
    private byte[] MemberSecret => SharedSecret is { } shared
        ? HKDF.Expand(HashAlgorithmName.SHA256, shared, 32, "member codes"u8.ToArray())
        : Folder.Secret("members.key");
    /// <summary>All nodes must find a card by its code.</summary>
    private byte[] GiftCardKey => SharedSecret is { } shared
        ? HKDF.Expand(HashAlgorithmName.SHA256, shared, 32, "gift cards"u8.ToArray())
        : Folder.Secret("gift-cards.key");

    /// <summary>All nodes must assign a customer to the same arm.</summary>
    private byte[] AssignmentKey => SharedSecret is { } shared
        ? HKDF.Expand(HashAlgorithmName.SHA256, shared, 32, "assignment"u8.ToArray())
        : Folder.Secret("assignment.key");

    public void Dispose()
    {
        Database.Dispose();
        Folder.Dispose();
    }

    /// <summary>The schema that the connection string names is made when it is missing.</summary>
    private static PostgreSqlDatabase OpenPostgreSql(string connection)
    {
        var database = new PostgreSqlDatabase(connection);
        if (database.Schema != "public")
        {
            using var source = NpgsqlDataSource.Create(connection);
            using var command = source.CreateCommand($"CREATE SCHEMA IF NOT EXISTS \"{database.Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            command.ExecuteNonQuery();
        }

        return database;
    }
}

/// <summary>Where an installation is.</summary>
/// <param name="DataFolder">The folder of its secrets and files, and of its database unless that is on PostgreSQL.</param>
/// <param name="ConnectionString">The PostgreSQL database; null for SQLite in the data folder.</param>
/// <param name="IsTemporary">Whether it is removed after use.</param>
internal sealed record InstallationOptions(string DataFolder, string? ConnectionString, bool IsTemporary = false)
{
    /// <summary>What a database in a file is opened for.</summary>
    public SqliteUse Use { get; init; } = SqliteUse.Bulk;
}
