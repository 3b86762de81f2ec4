namespace Regulars.Host.Web;

/// <summary>Where people reach the console, for links that leave it.</summary>
internal static class OwnAddress
{
    /// <summary>
    /// The address at which the sender of a form sees the console. The browser itself tells it, so neither a proxy that
    /// drops the host nor a made-up host decides where a link leads; the form's token proves that the page was ours.
    /// </summary>
    public static string Of(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && (origin.Scheme == Uri.UriSchemeHttps || origin.Scheme == Uri.UriSchemeHttp)
            ? origin.GetLeftPart(UriPartial.Authority)
            : $"{request.Scheme}://{request.Host}";
}
