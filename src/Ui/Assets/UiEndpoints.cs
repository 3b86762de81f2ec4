using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Regulars.Ui;

/// <summary>The endpoints of the design system.</summary>
public static class UiEndpoints
{
    /// <summary>Serves scripts, styles and fonts under their hash, for browsers to keep for ever.</summary>
    public static IEndpointConventionBuilder MapUiAssets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/assets/{hash}/{name}", Serve).AllowAnonymous().ExcludeFromDescription();

    /// <summary>Keeps the language and the colours that a person chose in their browser, and returns to the page.</summary>
    public static IEndpointConventionBuilder MapUiPreferences(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/preferences", Choose).AllowAnonymous().ExcludeFromDescription();

    private static IResult Serve(string hash, string name, HttpContext context)
    {
        if (!UiAssets.Files.TryGetValue(name, out var asset))
        {
            return TypedResults.NotFound();
        }

        // A page rendered before an upgrade still finds its files, but nobody keeps them under the old address.
        var isCurrent = hash == UiAssets.Hash;
        var (content, encoding) = asset.Encoded(context.Request.Headers.AcceptEncoding.ToString());
        var headers = context.Response.Headers;
        headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        headers.XContentTypeOptions = "nosniff";
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        if (name == UiAssets.TillWorker)
        {
            // It stands beside the other files, and keeps the pages of the till alone.
            headers["Service-Worker-Allowed"] = "/till";
        }

        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{UiAssets.Hash}-{encoding ?? "plain"}\"");
        return TypedResults.Bytes(content, asset.Type, entityTag: tag);
    }

    private static RedirectHttpResult Choose(
        HttpContext context, [FromForm] string? language, [FromForm] string? theme, [FromForm(Name = "return")] string? address)
    {
        if (Languages.TryParse(language) is { } chosen)
        {
            Keep(context, LanguageChoice.Cookie, chosen.Code());
        }

        if (ThemeChoice.TryParse(theme) is { } colours)
        {
            Keep(context, ThemeChoice.Cookie, ThemeChoice.Name(colours));
        }

        return TypedResults.LocalRedirect(IsLocal(address) ? address! : "/");
    }

    private static bool IsLocal(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);

    private static void Keep(HttpContext context, string cookie, string value) =>
        context.Response.Cookies.Append(cookie, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
}
