namespace Regulars.Host.Web;

/// <summary>The request that a scope serves. It is handed on, not kept beside every thread, which each step of each request would pay for.</summary>
internal sealed class CurrentRequest
{
    /// <summary>The request.</summary>
    public HttpContext Context { get; private set; } = null!;

    public static Task KeepAsync(HttpContext context, RequestDelegate next)
    {
        context.RequestServices.GetRequiredService<CurrentRequest>().Context = context;
        return next(context);
    }
}
