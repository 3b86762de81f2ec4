using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Remembers who was erased, apart from the database: a restored backup is cleared of them again.</summary>
/// <param name="secret">The key of the hashes; without it nobody can try addresses against the list.</param>
/// <param name="file">Where the ids of erased customers are noted; null keeps no note.</param>
public sealed class ErasureRecord(byte[] secret, string? file)
{
    private readonly Lock writing = new();

    /// <summary>The customers who were ever erased here.</summary>
    public IReadOnlyList<CustomerId> Read() => file is null || !File.Exists(file)
        ? []
        : [.. File.ReadLines(file).Select(CustomerId.TryParse).OfType<CustomerId>()];

    internal byte[] Hash(IdentityValue identity) =>
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{(int)identity.Kind}|{identity.Value}"));

    internal void Note(IReadOnlyList<CustomerId> customers)
    {
        if (file is null || customers.Count == 0)
        {
            return;
        }

        lock (writing)
        {
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.ASCII.GetBytes(string.Concat(customers.Select(customer => $"{customer}\n"))));
            stream.Flush();
            FileSync.Sync(stream.SafeFileHandle);
        }
    }
}
