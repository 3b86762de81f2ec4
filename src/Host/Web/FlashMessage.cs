using Regulars.Ui;

namespace Regulars.Host.Web;

/// <summary>A message for the next page, after a form was posted: its text's key travels in a cookie.</summary>
internal static class FlashMessage
{
    private const string Cookie = "regulars-message";

    public static void Put(HttpContext context, string key) => context.Response.Cookies.Append(
        Cookie, key, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1), IsEssential = true });

    public static IReadOnlyList<Message> Take(HttpContext context, Reader reader)
    {
        if (context.Request.Cookies[Cookie] is not { } key || !key.StartsWith("message.", StringComparison.Ordinal) || context.Response.HasStarted)
        {
            return [];
        }

        context.Response.Cookies.Delete(Cookie);
        return context.RequestServices.GetRequiredService<TextCatalog>().Has(key) ? [new Message(Tone.Good, reader.Text(key))] : [];
    }
}
