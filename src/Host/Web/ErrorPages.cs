using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Host.Pages;

namespace Regulars.Host.Web;

/// <summary>Errors as pages for people and as problem details for programs.</summary>
internal static class ErrorPages
{
    /// <summary>What was thrown and not expected: told without its inside.</summary>
    public static void Handle(IApplicationBuilder application) => application.Run(context =>
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var isOurs = error is not BadHttpRequestException;
        context.Response.StatusCode = error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        return IsProgram(context)
            ? Problems.WriteAsync(context, context.Response.StatusCode, isOurs ? "internal" : "request.malformed", isOurs
                ? "An error on our side; nothing was recorded. The log tells more."
                : error!.Message)
            : ShowAsync(context, "error.internal");
    });

    /// <summary>Answers without a body: not found, not allowed.</summary>
    public static Task ShowStatusAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        return IsProgram(context)
            ? Problems.WriteAsync(context, context.Response.StatusCode, "http." + context.Response.StatusCode, Detail(context.Response.StatusCode))
            : ShowAsync(context, context.Response.StatusCode is StatusCodes.Status404NotFound ? "error.not_found" : "error.denied");
    }

    public static Task ShowAsync(HttpContext context, string key) => new RazorComponentResult<ErrorPage>(new { Key = key })
    {
        StatusCode = context.Response.StatusCode,
    }.ExecuteAsync(context);

    private static string Detail(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is no such address or thing.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status415UnsupportedMediaType => "Send JSON, with Content-Type: application/json.",
        _ => "The request was not taken.",
    };

    private static bool IsProgram(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health");
}
