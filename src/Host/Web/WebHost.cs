using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Regulars.Care;
using Regulars.Connect;
using Regulars.Host.Access;
using Regulars.Host.Jobs;
using Regulars.Insights;
using Regulars.Journal;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Host.Web;

/// <summary>Composes the server: API, console, jobs.</summary>
internal static class WebHost
{
    /// <summary>An upload for import may be so large.</summary>
    private const long LargestUpload = 4L << 30;

    /// <summary>Told to stop, the server finishes what it has begun for so long.</summary>
    public static readonly TimeSpan MostTimeToStop = TimeSpan.FromSeconds(30);

    /// <summary>Puts the server together.</summary>
    /// <param name="installation">What it serves.</param>
    /// <param name="port">The port of the console.</param>
    /// <param name="least">What is less important than this is not logged.</param>
    public static WebApplication Build(Installation installation, int port, LogLevel least)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "regulars", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 << 20;
            kestrel.Listen(Address(), port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = MostTimeToStop);
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(least);
        builder.Logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // It writes nothing at that level, yet while it may it starts an activity for every request; a collector that wants them gets them all the same.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // It warns at each first start that keys are not encrypted on the disk; the folder is for its owner alone.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // It would say on every page that no-store, which we set ourselves, is kept.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        AddServices(builder, installation);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static IPAddress Address() =>
        Environment.GetEnvironmentVariable("REGULARS_LISTEN") is { } address && IPAddress.TryParse(address, out var parsed) ? parsed : IPAddress.Loopback;

    private static void AddServices(WebApplicationBuilder builder, Installation installation)
    {
        var services = builder.Services;
        installation.AddTo(services, TimeProvider.System);
        services.AddSingleton<AdministrativeActs>().AddSingleton<Accounts>().AddSingleton<PasswordTries>().AddSingleton<AccessLinks>().AddSingleton<ApiKeys>().AddSingleton<Colleagues, SignedInColleagues>();
        services.AddSingleton(new Regulars.Journal.Importing.UploadFolder(installation.Folder.Uploads));
        services.AddUi().AddTexts(typeof(WebHost).Assembly);
        services.AddNavigation(new NavigationItem("settings", "/settings", 90, NavigationSection.Bottom) { Permission = Permission.ChangeSettings });
        services.AddScoped<CurrentRequest>();
        services.AddScoped(VisitReading.ReadReader).AddScoped(VisitReading.ReadVisit);
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions.TryAdd("code", "http." + context.ProblemDetails.Status));
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "regulars-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.HeaderName = "X-Form-Token";
            antiforgery.FormFieldName = "form-token";
        });
        services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = LargestUpload);
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        KeyRing.Add(services, installation);
        AddAccess(services);
        services.AddConnect();
        services.AddRateLimiter(RateLimits.Configure);
        services.AddSingleton<QuietThreads>().AddHostedService<RefreshJob>().AddHostedService<OutboxJob>();
        Telemetry.Add(services);
    }

    private static void AddAccess(IServiceCollection services)
    {
        // Nobody is recognised by default: Recognition does it. The scheme says what is answered to whom nobody recognises.
        services.AddSingleton<ProgramLimits>().AddSingleton<IPolicyEvaluator, KnownPermissions>();
        services.AddAuthentication(schemes => (schemes.DefaultChallengeScheme, schemes.DefaultForbidScheme) = (AccessSchemes.ApiKey, AccessSchemes.ApiKey))
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, ApiKeyHandler>(AccessSchemes.ApiKey, scheme =>
                scheme.ForwardDefaultSelector = context => Recognition.IsByKey(context) ? null : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "regulars";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.LoginPath = "/sign-in";
                cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
                cookie.SlidingExpiration = true;
                cookie.Events.OnValidatePrincipal = SignIn.ValidateAsync;
                cookie.Events.OnRedirectToLogin = SignIn.AskToEnterAsync;
                cookie.Events.OnRedirectToAccessDenied = SignIn.DenyAsync;
            });
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var permission in Permission.All)
        {
            authorization.AddPolicy(permission, policy => policy.RequireAuthenticatedUser().RequireClaim(AccessClaims.Permission, permission));
        }
    }

    private static void Map(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(CurrentRequest.KeepAsync);
        app.UseWhen(ProgramErrors.IsAskedByProgram, programs => programs.Use(ProgramErrors.HandleAsync));
        app.UseWhen(context => !ProgramErrors.IsAskedByProgram(context), people =>
        {
            people.UseExceptionHandler(ErrorPages.Handle);
            people.UseStatusCodePages(ErrorPages.ShowStatusAsync);
            people.Use(SecurityHeaders.AddAsync);
        });
        app.UseRouting();
        app.Use(Recognition.RecogniseAsync);
        app.UseWhen(context => !ProgramErrors.IsAskedByProgram(context), people => people.UseRateLimiter());
        app.UseAuthorization();
        app.UseFormTokens(context => ErrorPages.ShowAsync(context, "form_stale"));
        app.MapUiAssets();
        app.MapUiPreferences();
        app.MapOpenApi("/api/{documentName}.json").AllowAnonymous();
        HealthEndpoints.Map(app);
        SignIn.Map(app);
        FirstVisit.Map(app);
        Settings.Map(app);
        app.MapJournal();
        app.MapJournalApi();
        app.MapInsights();
        app.MapLoyalty();
        app.MapCare();
        app.MapConnect();
    }
}
