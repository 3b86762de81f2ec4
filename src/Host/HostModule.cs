using Regulars.Storage;

namespace Regulars.Host;

/// <summary>What the program itself keeps: users, API keys, the record of administrative acts.</summary>
internal static class HostModule
{
    public static MigrationSource Migrations { get; } = new("Host", typeof(HostModule).Assembly);
}
