namespace Regulars.Storage;

/// <summary>The database engines that Regulars runs on.</summary>
public enum Engine
{
    /// <summary>SQLite, one file in the data folder.</summary>
    Sqlite,

    /// <summary>PostgreSQL, any number of nodes.</summary>
    PostgreSql,
}
