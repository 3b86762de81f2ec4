namespace Regulars.Host.Web;

/// <summary>What goes wrong, told to programs: problem details, whether somebody answered without a body or threw.</summary>
/// <remarks>Programs ask thousands of times a second, so that one step does for them what three do for people.</remarks>
internal static partial class ProgramErrors
{
    /// <summary>Whether a program asks, not a person by a browser.</summary>
    public static bool IsAskedByProgram(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health");

    public static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        Head(response);
        try
        {
            await next(context);
        }
        catch (Exception error) when (!response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            response.Clear();
            Head(response);
            await TellAsync(context, error);
            return;
        }

        if (response is { StatusCode: >= 400 and < 600, HasStarted: false, ContentLength: null, ContentType: null })
        {
            await Problems.WriteAsync(context, response.StatusCode, "http." + response.StatusCode, Detail(response.StatusCode));
        }
    }

    private static void Head(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>What was thrown and not expected is told without its inside.</summary>
    private static Task TellAsync(HttpContext context, Exception error)
    {
        if (error is BadHttpRequestException bad)
        {
            return Problems.WriteAsync(context, bad.StatusCode, "request.malformed", bad.Message);
        }

        LogUnexpected(context.RequestServices.GetRequiredService<ILogger<WebApplication>>(), context.GetEndpoint()?.DisplayName, error);
        return Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "internal", "An error on our side; the log tells more. Repeat the request under the same Idempotency-Key: it is recorded once.");
    }

    private static string Detail(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is no such address or thing.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON, with Content-Type: application/json.",
        _ => "The request was not taken.",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Endpoint} failed.")]
    private static partial void LogUnexpected(ILogger logger, string? endpoint, Exception error);
}
