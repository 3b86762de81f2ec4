namespace Regulars.Host.Access;

/// <summary>A person who signs in.</summary>
internal sealed class Account
{
    public Guid Id { get; init; }

    public string Email { get; init; } = "";

    public string Name { get; init; } = "";

    public string Role { get; init; } = "";

    public string PasswordHash { get; init; } = "";

    public string? Language { get; init; }

    /// <summary>Changes when every session of the account is to end.</summary>
    public string Stamp { get; init; } = "";

    public long CreatedAt { get; init; }

    public long? DisabledAt { get; init; }
}
