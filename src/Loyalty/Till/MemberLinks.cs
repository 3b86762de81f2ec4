using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Till;

/// <summary>Links by which members open their own pages. Staff makes and revokes them; only hashes are kept.</summary>
internal sealed class MemberLinks(Database database, TimeProvider clock)
{
    private const int TokenSize = 32;

    private const int LongestToken = 64;

    /// <summary>Makes a link and answers its token, which is never shown again; an earlier link stops to work. Null for an unknown customer.</summary>
    public string? Make(CustomerId customer, string by)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenSize));
        var row = new { hash = Hash(token), customer = customer.Value, now = Instant.Now(clock).Microseconds, by };
        return database.Write(transaction =>
        {
            if (transaction.QueryFirst<Guid?>("SELECT customer_id FROM customer WHERE customer_id = @customer AND erased_at IS NULL {for_update}", row) is null)
            {
                return null;
            }

            transaction.Execute(End, row);
            transaction.Execute("INSERT INTO member_link_lookup (token_hash, customer_id, made_at, made_by) VALUES (@hash, @customer, @now, @by)", row);
            return token;
        });
    }

    /// <summary>Makes a member's link useless.</summary>
    public void Revoke(CustomerId customer, string by) => database.Write(transaction =>
        transaction.Execute(End, new { customer = customer.Value, now = Instant.Now(clock).Microseconds, by }));

    /// <summary>Whose page a token opens. Null for a wrong or revoked one.</summary>
    public CustomerId? Find(string token) => token.Length <= LongestToken && database.QueryFirst<Guid?>(
        "SELECT customer_id FROM member_link_lookup WHERE token_hash = @hash AND revoked_at IS NULL", new { hash = Hash(token) }) is { } found
        ? new CustomerId(found)
        : null;

    /// <summary>When and by whom the link that works now was made. Null where there is none.</summary>
    public MemberLink? Present(CustomerId customer) => database.QueryFirst<MemberLink>(
        "SELECT made_at AS MadeAt, made_by AS MadeBy FROM member_link_lookup WHERE customer_id = @customer AND revoked_at IS NULL", new { customer = customer.Value });

    private const string End = "UPDATE member_link_lookup SET revoked_at = @now, revoked_by = @by WHERE customer_id = @customer AND revoked_at IS NULL";

    /// <summary>A token has 256 random bits, so a plain hash is enough.</summary>
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>A link that works.</summary>
internal sealed record MemberLink
{
    public long MadeAt { get; init; }

    public string MadeBy { get; init; } = "";
}
