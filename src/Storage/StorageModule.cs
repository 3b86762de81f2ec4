namespace Regulars.Storage;

/// <summary>What the Storage room brings to a database.</summary>
public static class StorageModule
{
    /// <summary>The tables of Storage itself.</summary>
    public static MigrationSource Migrations { get; } = new("Storage", typeof(StorageModule).Assembly);
}
