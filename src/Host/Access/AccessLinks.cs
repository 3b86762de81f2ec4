using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Host.Access;

/// <summary>Links that work once: the owner's first visit, sign-in from the terminal, invitations to set a password.</summary>
internal sealed class AccessLinks(Database database, TimeProvider clock)
{
    public const string FirstVisit = "first-visit";

    public const string SignIn = "sign-in";

    public const string Invitation = "invitation";

    /// <summary>Makes a link's secret part. Earlier unused ones of the same purpose for the same account stop working.</summary>
    public string Create(string purpose, Guid? account, TimeSpan validFor)
    {
        var token = Token.New();
        database.Write(transaction =>
        {
            transaction.Execute(
                "DELETE FROM access_link WHERE purpose = @purpose AND (user_id = @account OR (user_id IS NULL AND @isAnybody = 1))",
                new { purpose, account, isAnybody = account is null ? 1 : 0 });
            transaction.Execute(
                "INSERT INTO access_link (link_hash, purpose, user_id, expires_at) VALUES (@hash, @purpose, @account, @expires)",
                new { hash = Token.Hash(token), purpose, account, expires = Instant.Now(clock).Plus(validFor).Microseconds });
        });
        return token;
    }

    /// <summary>Whether a link would still work.</summary>
    public bool IsGood(string purpose, string token) => database.QueryFirst<long?>(
        "SELECT 1 FROM access_link WHERE link_hash = @hash AND purpose = @purpose AND expires_at > @now",
        new { hash = Token.Hash(token), purpose, now = Instant.Now(clock).Microseconds }) is not null;

    /// <summary>Uses a link up; the account it is for, or an answer without one. Null when it does not work.</summary>
    public UsedLink? Use(string purpose, string token) => database.Write(transaction =>
    {
        var hash = Token.Hash(token);
        var link = transaction.QueryFirst<UsedLink>(
            "SELECT user_id AS Account FROM access_link WHERE link_hash = @hash AND purpose = @purpose AND expires_at > @now {for_update}",
            new { hash, purpose, now = Instant.Now(clock).Microseconds });
        return transaction.Execute("DELETE FROM access_link WHERE link_hash = @hash", new { hash }) == 1 ? link : null;
    });
}

/// <summary>A link that has been used: for which account, if any.</summary>
internal sealed class UsedLink
{
    public Guid? Account { get; init; }
}
