namespace Regulars.Kernel;

/// <summary>The names under which a signed-in caller's claims are kept.</summary>
public static class AccessClaims
{
    /// <summary>The connected system that an API key speaks for.</summary>
    public const string Source = "source";

    /// <summary>One permission; a caller has one claim for each.</summary>
    public const string Permission = "permission";

    /// <summary>Of an API key the account that made it, or the key itself where no account did.</summary>
    public const string Person = "person";

    /// <summary>The account's role.</summary>
    public const string Role = "role";
}
