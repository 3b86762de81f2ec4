using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Host.Pages;

namespace Regulars.Host.Web;

/// <summary>What goes wrong, shown to people.</summary>
internal static class ErrorPages
{
    /// <summary>What was thrown and not expected: told without its inside.</summary>
    public static void Handle(IApplicationBuilder application) => application.Run(context =>
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        context.Response.StatusCode = error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        return ShowAsync(context, "internal");
    });

    /// <summary>Answers without a body: not found, not allowed.</summary>
    public static Task ShowStatusAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        return ShowAsync(context, context.Response.StatusCode is StatusCodes.Status404NotFound ? "not_found" : "denied");
    }

    public static Task ShowAsync(HttpContext context, string key) => new RazorComponentResult<ErrorPage>(new { Key = key })
    {
        StatusCode = context.Response.StatusCode,
    }.ExecuteAsync(context);
}
