using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Intake;
using Regulars.Journal.Pages;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Journal.Features;

/// <summary>Changes what is kept of a person beside their identities.</summary>
internal static class ChangeProfile
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/customers/{id:guid}/profile").RequireAuthorization(Permission.WriteCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("", Save);
    }

    private static IResult Show(Guid id, string? done, PeopleStore people) => people.Find(id) is { ErasedAt: null } person
        ? new RazorComponentResult<ProfilePage>(new { Person = person, Done = done })
        : TypedResults.LocalRedirect($"/customers/{id}");

    private static async Task<RedirectHttpResult> Save(Guid id, [FromForm] IFormCollection form, PeopleStore people, JournalIntake intake)
    {
        if (people.Find(id) is not { ErasedAt: null } person)
        {
            return TypedResults.LocalRedirect($"/customers/{id}");
        }

        var answer = await intake.SubmitAsync(new SaveCustomer("console", new CustomerInput
        {
            Id = new CustomerId(id),
            Identities = [],
            Profile = Read(form, person),
        }));
        return answer is { Status: not IntakeStatus.Refused }
            ? TypedResults.LocalRedirect($"/customers/{id}?done=saved")
            : TypedResults.LocalRedirect($"/customers/{id}/profile?done={Outcome.Of(answer)}");
    }

    internal static ProfileInput Read(IFormCollection form, Person person) => new()
    {
        Name = Said(form["name"]),
        Language = Languages.TryParse(form["language"])?.Code() ?? "",
        Birthday = Day.TryParse(form["birthday"]),
        WithoutBirthday = form.ContainsKey("birthday") && form["birthday"].ToString().Length == 0,
        City = Said(form["city"]),
        Country = Said(form["country"]),
        Attributes = [.. Attributes(form, person)],
    };

    private static IEnumerable<AttributeInput> Attributes(IFormCollection form, Person person)
    {
        foreach (var (index, attribute) in person.Attributes.DistinctBy(attribute => attribute.Name).Index())
        {
            if (form.TryGetValue($"attribute-{index}", out var value))
            {
                yield return Attribute(attribute.Name, value.ToString().Trim(), attribute);
            }
        }

        if (Said(form["new-name"]) is { Length: > 0 } name && Said(form["new-value"]) is { Length: > 0 } said)
        {
            yield return Attribute(name, said, null);
        }
    }

    /// <summary>An attribute keeps the sort of value that it had; an empty one is removed.</summary>
    private static AttributeInput Attribute(string name, string value, PersonAttribute? before) =>
        value.Length == 0 ? new AttributeInput(name)
        : before?.Number is not null && double.TryParse(value.Replace(',', '.'), CultureInfo.InvariantCulture, out var number) ? new AttributeInput(name, Number: number)
        : before?.DayNumber is not null && Day.TryParse(value) is { } day ? new AttributeInput(name, Date: day)
        : new AttributeInput(name, value);

    private static string? Said(string? text) => text?.Trim();
}
