using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Log;

/// <summary>Keeps the witnesses of the log.</summary>
internal sealed class WitnessBook(Database database)
{
    /// <summary>How many witnesses there may be.</summary>
    public const int Most = 10;

    private const int LongestAddress = 300;

    /// <summary>All, by name.</summary>
    public IReadOnlyList<Witness> All() => database.Query<Witness>(
        "SELECT name AS Name, address AS Address, verifier_key AS Key, log_id AS Log, size AS Size, signed_at AS SignedAt, problem AS Problem FROM log_witness ORDER BY name");

    /// <summary>Adds a witness; refused where its address or key cannot be one, or another has its name.</summary>
    /// <param name="address">The submission prefix of the witness, behind which <c>/add-checkpoint</c> stands.</param>
    /// <param name="key">Its verifier key, of the type cosignature/v1.</param>
    public Result<Witness> Add(string address, string key)
    {
        var trimmed = address.Trim().TrimEnd('/');
        if (trimmed.Length > LongestAddress || !Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return new Kernel.Refusal("witness.address", "The address of a witness begins with https:// and has no question mark.", "address");
        }

        var parsed = VerifierKey.Parse(key.Trim());
        if (!parsed.IsGiven || parsed.Value.Algorithm is not NoteAlgorithm.CosignatureV1)
        {
            return new Kernel.Refusal("witness.key", "The key of a witness is NAME+ID+KEY as its operator publishes it, of the type cosignature/v1.", "key");
        }

        var witness = new Witness { Name = parsed.Value.Name, Address = trimmed, Key = parsed.Value.ToString() };
        return database.Write(Result<Witness> (transaction) =>
        {
            if (transaction.QueryFirst<long>("SELECT count(*) FROM log_witness WHERE name <> @Name", witness) >= Most)
            {
                return new Kernel.Refusal("witness.too_many", $"A log has at most {Most} witnesses.");
            }

            // The same again changes nothing.
            transaction.Execute(
                "INSERT INTO log_witness (name, address, verifier_key, log_id, size) VALUES (@Name, @Address, @Key, 0, 0) ON CONFLICT (name) DO NOTHING", witness);
            var known = transaction.QueryFirst<Witness>("SELECT name AS Name, address AS Address, verifier_key AS Key FROM log_witness WHERE name = @Name", witness)!;
            return known.Address == witness.Address && known.Key == witness.Key
                ? known
                : new Kernel.Refusal("witness.name_taken", "There is a witness of this name with another address or key; remove it first.", "key");
        });
    }

    /// <summary>Removes a witness; what it signed stays. Removing it again changes nothing.</summary>
    public void Remove(string name) => database.Write(transaction => transaction.Execute("DELETE FROM log_witness WHERE name = @name", new { name }));
}

/// <summary>Somebody independent who signs checkpoints after making sure that the log only grew since the one before.</summary>
public sealed record Witness
{
    /// <summary>The name in its key.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its submission prefix.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its verifier key.</summary>
    public string Key { get; init; } = "";

    /// <summary>The number of the log that it signed last; 0 for none.</summary>
    public int Log { get; init; }

    /// <summary>How many leaves the log had.</summary>
    public long Size { get; init; }

    /// <summary>When it signed last, in microseconds; null for never.</summary>
    public long? SignedAt { get; init; }

    /// <summary>Why it did not sign when it was last asked, as a code; null when it did.</summary>
    public string? Problem { get; init; }
}
