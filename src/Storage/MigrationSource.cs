using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Regulars.Storage;

/// <summary>The numbered SQL files that a module carries in its <c>Migrations</c> folder.</summary>
/// <remarks>A file <c>0003_what.sql</c> is for both engines; <c>0003_what.postgresql.sql</c> for PostgreSQL alone.</remarks>
/// <param name="Module">The module's name, which never changes.</param>
/// <param name="Assembly">The assembly that has the files embedded.</param>
public sealed record MigrationSource(string Module, Assembly Assembly)
{
    internal IReadOnlyList<Migration> Read(Engine engine)
    {
        var prefix = $"Regulars.{Module}.Migrations.";
        var names = Assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
        return [.. names
            .Where(name => engine is Engine.PostgreSql || !name.EndsWith(".postgresql.sql", StringComparison.Ordinal))
            .Select(name => Load(name, name[prefix.Length..]))
            .OrderBy(migration => migration.Number)];
    }

    private Migration Load(string resource, string file)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new Migration(Module, int.Parse(file.AsSpan(0, 4)), file, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }
}

internal sealed record Migration(string Module, int Number, string File, string Sql, string Checksum);
