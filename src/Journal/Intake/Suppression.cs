using Regulars.Journal.Domain;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Finds which unknown identities belong to people who asked to be forgotten.</summary>
internal static class Suppression
{
    private static readonly RowShape<byte[]> Hashes = new RowShape<byte[]>().Bytes("value_hash", hash => hash);

    public static HashSet<IdentityValue> Find(WriteTransaction transaction, ErasureRecord erasures, IReadOnlyList<IdentityValue> identities)
    {
        if (identities.Count == 0)
        {
            return [];
        }

        var byHash = new Dictionary<string, IdentityValue>(identities.Count);
        var hashes = new List<byte[]>(identities.Count);
        foreach (var identity in identities)
        {
            var hash = erasures.Hash(identity);
            hashes.Add(hash);
            byHash[Convert.ToHexString(hash)] = identity;
        }

        return [.. transaction
            .Read("SELECT s.value_hash FROM {rows} CROSS JOIN suppression s WHERE s.value_hash = rows.value_hash", Hashes, hashes, row => row.Bytes(0))
            .Select(hash => byHash[Convert.ToHexString(hash)])];
    }

    public static void Add(WriteTransaction transaction, ErasureRecord erasures, IEnumerable<IdentityValue> identities, Kernel.Instant now)
    {
        foreach (var hash in identities.Select(erasures.Hash))
        {
            transaction.Execute(
                "INSERT INTO suppression (value_hash, recorded_at) VALUES (@hash, @at) ON CONFLICT (value_hash) DO NOTHING",
                new { hash, at = now.Microseconds });
        }
    }
}
