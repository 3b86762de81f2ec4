namespace Regulars.Host.Web;

/// <summary>How callers show who they are.</summary>
internal static class AccessSchemes
{
    /// <summary>Authorization: Bearer rk_…. Whoever comes by a browser without it is passed on to the cookie.</summary>
    public const string ApiKey = "api-key";
}
