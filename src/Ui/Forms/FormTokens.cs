using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Regulars.Ui;

/// <summary>Every request of a browser that changes something carries the token of our own form. API callers have keys instead of cookies.</summary>
public static class FormTokens
{
    /// <summary>Refuses with 400 what changes something without the token, before any handler.</summary>
    /// <param name="application">The application; who asks is known by now.</param>
    /// <param name="tell">Writes what the refused person reads; nothing when nothing is said.</param>
    public static IApplicationBuilder UseFormTokens(this IApplicationBuilder application, RequestDelegate? tell = null) =>
        application.Use((context, next) => CheckAsync(context, next, tell)).UseAntiforgery();

    private static async Task CheckAsync(HttpContext context, RequestDelegate next, RequestDelegate? tell)
    {
        var method = context.Request.Method;
        var changes = !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);
        if (!changes || context.Request.Path.StartsWithSegments("/api")
            || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (tell is not null)
        {
            await tell(context);
        }
    }
}
