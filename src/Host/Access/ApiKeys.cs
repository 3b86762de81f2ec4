using System.Collections.Concurrent;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Host.Access;

/// <summary>Keeps the keys by which other systems come in; only hashes are kept.</summary>
internal sealed class ApiKeys(Database database, AdministrativeActs acts, TimeProvider clock)
{
    /// <summary>What every key begins with, so that a leaked one is recognised.</summary>
    public const string Prefix = "rk_";

    /// <summary>A revoked key may still work so long on another node.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(10);

    private const string Columns =
        "key_id AS Id, name AS Name, source AS Source, scopes AS Scopes, created_at AS CreatedAt, created_by AS CreatedBy, created_by_user AS CreatedByUser, last_used_day AS LastUsedDay, revoked_at AS RevokedAt";

    private readonly ConcurrentDictionary<string, (ApiKey Key, long Until)> remembered = new(StringComparer.Ordinal);

    public IReadOnlyList<ApiKey> All() => database.Query<ApiKey>($"SELECT {Columns} FROM api_key ORDER BY key_id");

    /// <summary>Makes a key and answers it; it is never shown again.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="source">The connected system it speaks for: request keys, order numbers and customer numbers belong to it.</param>
    /// <param name="scopes">The permissions it has.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="account">Their account; null in the terminal.</param>
    public string Create(string name, string source, IReadOnlyList<string> scopes, string by, Guid? account)
    {
        var token = Prefix + Token.New();
        database.Write(transaction =>
        {
            transaction.Execute(
                """
                INSERT INTO api_key (key_id, key_hash, name, source, scopes, created_at, created_by, created_by_user)
                VALUES (@id, @hash, @name, @source, @scopes, @now, @by, @account)
                """,
                new { id = Uuid.New(clock), hash = Token.Hash(token), name, source, scopes = string.Join(' ', scopes), now = Instant.Now(clock).Microseconds, by, account });
            acts.Record(transaction, by, "api_key.created", name);
        });
        return token;
    }

    /// <summary>Makes a key useless; false when there is none by this id or it is useless already.</summary>
    public bool Revoke(Guid id, string by)
    {
        var revoked = database.Write(transaction =>
        {
            var done = transaction.Execute(
                "UPDATE api_key SET revoked_at = @now WHERE key_id = @id AND revoked_at IS NULL", new { id, now = Instant.Now(clock).Microseconds });
            if (done == 1)
            {
                acts.Record(transaction, by, "api_key.revoked", id.ToString());
            }

            return done == 1;
        });
        remembered.Clear();
        return revoked;
    }

    /// <summary>The key that a secret belongs to; null when it is wrong or revoked.</summary>
    /// <remarks>Only what is a key is remembered: whoever has none must neither fill the memory nor push out those who have one.</remarks>
    public ApiKey? Find(string token)
    {
        if (token.Length != Prefix.Length + Token.Length || !token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var now = clock.GetTimestamp();
        if (remembered.TryGetValue(token, out var known) && known.Until > now)
        {
            return known.Key;
        }

        var key = database.QueryFirst<ApiKey>($"SELECT {Columns} FROM api_key WHERE key_hash = @hash AND revoked_at IS NULL", new { hash = Token.Hash(token) });
        if (key is null)
        {
            remembered.TryRemove(token, out _);
            return null;
        }

        if (remembered.Count > 10_000)
        {
            remembered.Clear();
        }

        remembered[token] = (key, now + (long)(RememberedFor.TotalSeconds * clock.TimestampFrequency));
        NoteUse(key);
        return key;
    }

    private void NoteUse(ApiKey key)
    {
        var today = (int)(Instant.Now(clock).Microseconds / 86_400_000_000);
        if (key.LastUsedDay != today)
        {
            database.Write(transaction => transaction.Execute(
                "UPDATE api_key SET last_used_day = @today WHERE key_id = @Id", new { today, key.Id }));
        }
    }
}

/// <summary>A key as its owner sees it.</summary>
internal sealed class ApiKey
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public string Source { get; init; } = "";

    public string Scopes { get; init; } = "";

    public long CreatedAt { get; init; }

    public string CreatedBy { get; init; } = "";

    public Guid? CreatedByUser { get; init; }

    public int? LastUsedDay { get; init; }

    public long? RevokedAt { get; init; }
}
