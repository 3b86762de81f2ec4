using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Regulars.Host.Access;
using Regulars.Host.Pages;
using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Host.Web;

/// <summary>The first visit makes the owner and sets the business up, with the code that was printed at the start.</summary>
internal static class FirstVisit
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/first-visit", Show).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/first-visit", Make).AllowAnonymous().RequireRateLimiting(RateLimits.Attempts).ExcludeFromDescription();
    }

    private static IResult Show(Accounts accounts, string? code) => accounts.Any
        ? TypedResults.LocalRedirect("/sign-in")
        : new RazorComponentResult<FirstVisitPage>(new { Answers = new FirstVisitAnswers { Code = code } });

    private static async Task<IResult> Make(
        HttpContext context, AccessLinks links, Accounts accounts, BusinessStore businesses, Reader reader, [AsParameters] FirstVisitAnswers answers)
    {
        if (accounts.Any)
        {
            return TypedResults.LocalRedirect("/sign-in");
        }

        var faults = answers.Faults(links);
        if (faults.Count > 0)
        {
            return new RazorComponentResult<FirstVisitPage>(new { Answers = answers, Faults = faults }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        }

        if (links.Use(AccessLinks.FirstVisit, answers.Code!.Trim()) is null || accounts.Create(answers.Email!, answers.Name!, Role.Owner, answers.Password!, "first visit") is not { } owner)
        {
            return TypedResults.LocalRedirect("/sign-in");
        }

        if (!businesses.HasFacts())
        {
            businesses.Save(new Business(
                answers.Business!.Trim(),
                Currency.Of(answers.Currency!),
                new BusinessCalendar(answers.TimeZone!),
                new BusinessSettings { Language = reader.Language.Code(), PhonePrefix = PhonePrefixes.Of(answers.TimeZone!) }));
        }

        await SignIn.EnterAsync(context, owner);
        return TypedResults.LocalRedirect("/");
    }
}

/// <summary>What the owner answers on the first visit.</summary>
public sealed class FirstVisitAnswers
{
    [FromForm]
    public string? Code { get; set; }

    [FromForm]
    public string? Name { get; set; }

    [FromForm]
    public string? Email { get; set; }

    [FromForm]
    public string? Password { get; set; }

    [FromForm]
    public string? Business { get; set; }

    [FromForm]
    public string? Currency { get; set; }

    [FromForm]
    public string? TimeZone { get; set; }

    /// <summary>What is wrong, by field: the key of the text that says what would be right.</summary>
    internal IReadOnlyDictionary<string, string> Faults(AccessLinks links)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        AddIf(!links.IsGood(AccessLinks.FirstVisit, Code?.Trim() ?? ""), nameof(Code), "first.code_wrong");
        AddIf(string.IsNullOrWhiteSpace(Name) || Name.Length > 100, nameof(Name), "first.name_wrong");
        AddIf(Email is null || !Email.Contains('@') || Email.Length > 200, nameof(Email), "first.email_wrong");
        AddIf(Password is null || Password.Length < Accounts.ShortestPassword || Password.Length > 200, nameof(Password), "first.password_wrong");
        AddIf(string.IsNullOrWhiteSpace(Business) || Business.Length > 100, nameof(Business), "first.business_wrong");
        AddIf(Kernel.Currency.TryParse(Currency) is null, nameof(Currency), "first.currency_wrong");
        AddIf(!BusinessCalendar.IsTimeZone(TimeZone), nameof(TimeZone), "first.time_zone_wrong");
        return faults;

        void AddIf(bool isWrong, string field, string key)
        {
            if (isWrong)
            {
                faults[field] = key;
            }
        }
    }
}
