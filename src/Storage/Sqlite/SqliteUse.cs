namespace Regulars.Storage;

/// <summary>What a database in one file is opened for.</summary>
/// <param name="CacheMegabytes">How much of it the writer keeps in memory. Each commit that splits a page walks all of that.</param>
/// <param name="LoggedPages">The log is folded into the file when it has so many pages. Whoever commits meanwhile waits for the disk longer.</param>
public sealed record SqliteUse(int CacheMegabytes, int LoggedPages)
{
    /// <summary>A server: small commits that somebody waits for.</summary>
    public static SqliteUse Serving { get; } = new(6, 16_384);

    /// <summary>A command: large commits that nobody waits for.</summary>
    public static SqliteUse Bulk { get; } = new(16, 32_768);
}
