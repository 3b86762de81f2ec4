using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Host.Web;

/// <summary>Who is reading the page, in which language, and on which address.</summary>
internal static class VisitReading
{
    public static Reader ReadReader(IServiceProvider services)
    {
        var context = services.GetRequiredService<CurrentRequest>().Context;
        var business = services.GetRequiredService<BusinessStore>().Current;
        var request = context.Request;
        var language = LanguageChoice.Pick(
            context.User.FindFirstValue(SignIn.LanguageClaim), request.Cookies[LanguageChoice.Cookie], request.Headers.AcceptLanguage.ToString());
        return new Reader(
            services.GetRequiredService<TextCatalog>(), language, business.Calendar, business.Currency, ThemeChoice.TryParse(request.Cookies[ThemeChoice.Cookie]) ?? Theme.Device);
    }

    public static Visit ReadVisit(IServiceProvider services)
    {
        var context = services.GetRequiredService<CurrentRequest>().Context;
        var tokens = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        var isSignedIn = context.User.Identity?.IsAuthenticated == true;
        return new Visit
        {
            Path = context.Request.Path,
            Address = context.Request.Path + context.Request.QueryString,
            Person = isSignedIn
                ? new SignedInPerson(
                    context.User.Identity!.Name ?? "",
                    services.GetRequiredService<Reader>().Text($"access.role.{context.User.FindFirstValue(AccessClaims.Role)}"))
                : null,
            May = permission => context.User.HasClaim(AccessClaims.Permission, permission),
            FormToken = tokens.RequestToken is { } token ? new FormToken(tokens.FormFieldName, tokens.HeaderName ?? "", token) : null,
            Messages = FlashMessage.Take(context, services.GetRequiredService<Reader>()),
        };
    }
}
