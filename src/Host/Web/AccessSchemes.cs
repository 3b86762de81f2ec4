namespace Regulars.Host.Web;

/// <summary>How callers show who they are.</summary>
internal static class AccessSchemes
{
    /// <summary>Whichever fits the request.</summary>
    public const string Any = "any";

    /// <summary>Authorization: Bearer rk_….</summary>
    public const string ApiKey = "api-key";
}
