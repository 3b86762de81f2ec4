using Microsoft.AspNetCore.Identity;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Host.Access;

/// <summary>Keeps the people who sign in. Passwords are kept as salted PBKDF2 hashes.</summary>
internal sealed class Accounts(Database database, AdministrativeActs acts, TimeProvider clock)
{
    public const int ShortestPassword = 10;

    private const string Columns =
        "user_id AS Id, email AS Email, name AS Name, role AS Role, password_hash AS PasswordHash, language AS Language, stamp AS Stamp, created_at AS CreatedAt, disabled_at AS DisabledAt";

    private static readonly PasswordHasher<Account> Hasher = new();

    /// <summary>Compared with when there is no such account, so that the answer takes as long.</summary>
    private static readonly string NobodysHash = Hasher.HashPassword(new Account(), Token.New());

    public bool Any => database.QueryFirst<long?>("SELECT 1 FROM user_account LIMIT 1") is not null;

    public IReadOnlyList<Account> All() => database.Query<Account>($"SELECT {Columns} FROM user_account ORDER BY name, email");

    public Account? Find(Guid id) => database.QueryFirst<Account>($"SELECT {Columns} FROM user_account WHERE user_id = @id", new { id });

    /// <summary>Makes an account; null when the address has one already.</summary>
    public Account? Create(string email, string name, string role, string? password, string by) => database.Write(transaction =>
    {
        var account = new Account
        {
            Id = Uuid.New(clock),
            Email = Fold(email),
            Name = name.Trim(),
            Role = role,
            PasswordHash = password is null ? "" : Hasher.HashPassword(new Account(), password),
            Stamp = Token.New(),
            CreatedAt = Instant.Now(clock).Microseconds,
        };
        var made = transaction.Execute(
            """
            INSERT INTO user_account (user_id, email, name, role, password_hash, stamp, created_at)
            VALUES (@Id, @Email, @Name, @Role, @PasswordHash, @Stamp, @CreatedAt) ON CONFLICT (email) DO NOTHING
            """,
            account);
        acts.Record(transaction, by, "user.created", account.Email);
        return made == 1 ? account : null;
    });

    /// <summary>The account whose password it is; null when address or password are wrong, or the account is disabled.</summary>
    public Account? Verify(string email, string password)
    {
        var account = database.QueryFirst<Account>($"SELECT {Columns} FROM user_account WHERE email = @email", new { email = Fold(email) });
        var hash = account is { PasswordHash.Length: > 0 } ? account.PasswordHash : NobodysHash;
        var matches = Hasher.VerifyHashedPassword(new Account(), hash, password) is not PasswordVerificationResult.Failed;
        return matches && account is { DisabledAt: null, PasswordHash.Length: > 0 } ? account : null;
    }

    /// <summary>Sets a new password and ends all sessions.</summary>
    public void SetPassword(Guid id, string password, string by) => Change(
        id, "password_hash = @value, stamp = @stamp", Hasher.HashPassword(new Account(), password), "user.password_set", by);

    /// <summary>Gives another role and ends all sessions. The last owner stays one: false.</summary>
    public bool SetRole(Guid id, string role, string by)
    {
        if (role != Role.Owner && IsLastOwner(id))
        {
            return false;
        }

        Change(id, "role = @value, stamp = @stamp", role, "user.role_set", by);
        return true;
    }

    /// <summary>Shuts an account out, or lets it in again. The last owner cannot be shut out: false.</summary>
    public bool SetDisabled(Guid id, bool isDisabled, string by)
    {
        if (isDisabled && IsLastOwner(id))
        {
            return false;
        }

        Change(
            id,
            "disabled_at = @value, stamp = @stamp",
            isDisabled ? Instant.Now(clock).Microseconds : null,
            isDisabled ? "user.disabled" : "user.enabled",
            by);
        return true;
    }

    public void SetLanguage(Guid id, string language) =>
        database.Write(transaction => transaction.Execute("UPDATE user_account SET language = @language WHERE user_id = @id", new { id, language }));

    /// <summary>An e-mail address as it is kept: case and spaces around it make no other one.</summary>
    public static string Fold(string email) => email.Trim().ToLowerInvariant();

    private bool IsLastOwner(Guid id) => database.QueryFirst<long?>(
        "SELECT 1 FROM user_account WHERE role = 'owner' AND disabled_at IS NULL AND user_id <> @id LIMIT 1", new { id }) is null;

    private void Change(Guid id, string set, object? value, string act, string by) => database.Write(transaction =>
    {
        transaction.Execute($"UPDATE user_account SET {set} WHERE user_id = @id", new { id, value, stamp = Token.New() });
        acts.Record(transaction, by, act, id.ToString());
    });
}
