namespace Regulars.Host.Web;

/// <summary>Tells a caller what was wrong, as RFC 9457 problem details with a stable code.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, int status, string code, string detail) => TypedResults.Problem(
        detail,
        statusCode: status,
        type: $"urn:regulars:problem:{code}",
        extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(context);
}
