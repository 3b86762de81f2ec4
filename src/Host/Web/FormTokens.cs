using Microsoft.AspNetCore.Antiforgery;

namespace Regulars.Host.Web;

/// <summary>Every request of a browser that changes something carries the token of our own form. API callers have keys instead of cookies.</summary>
internal static class FormTokens
{
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        var changes = !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);
        return changes && !context.Request.Path.StartsWithSegments("/api") ? CheckFormAsync(context, next) : next(context);
    }

    private static async Task CheckFormAsync(HttpContext context, RequestDelegate next)
    {
        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        if (await antiforgery.IsRequestValidAsync(context))
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await ErrorPages.ShowAsync(context, "form_stale");
        }
    }
}
