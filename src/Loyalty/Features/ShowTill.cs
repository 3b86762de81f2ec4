using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Till;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>The till of a shop that has no connected one: find the member, type the basket, confirm, and undo.</summary>
internal static class ShowTill
{
    private const string PlaceCookie = "regulars-till";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var till = endpoints.MapGroup("/till").RequireAuthorization(Permission.UsePoints).ExcludeFromDescription();
        till.MapGet("", Ask);
        till.MapPost("", Find);
        till.MapGet("/{id:guid}", ShowMember);
        till.MapPost("/{id:guid}", WorkOut);
        till.MapGet("/{id:guid}/orders/{order:guid}", ShowOrder);
        var book = endpoints.MapGroup("/till").RequireAuthorization(Permission.UsePoints, Permission.WriteFacts).ExcludeFromDescription();
        book.MapPost("/members", Join);
        book.MapPost("/{id:guid}/confirm", Confirm);
        book.MapPost("/{id:guid}/orders/{order:guid}/undo", Undo);
    }

    private static RazorComponentResult Ask() => new RazorComponentResult<TillPage>();

    private static IResult Find(HttpContext context, [FromForm] string? code, TillFinder finder, TillGuard guard)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return Ask();
        }

        var caller = IntakeDoor.ActorOf(context);
        if (!guard.Admits(caller))
        {
            return new RazorComponentResult<TillPage>(new { Problem = "busy" });
        }

        var found = finder.Find(code, source: null);
        if (found.Count == 0)
        {
            guard.NoteWrong(caller);
        }

        return found.Count == 1
            ? TypedResults.LocalRedirect($"/till/{found[0].Id}")
            : new RazorComponentResult<TillPage>(new
            {
                Code = code.Trim(),
                IsUnknown = found.Count == 0,
                People = (IReadOnlyList<TillPerson>)[.. found.Select(person => new TillPerson(person.Id, person.Name, finder.Hint(person.Id)))],
            });
    }

    /// <summary>Makes a member of somebody new. Who is known by the phone already is found, and stays as they are.</summary>
    private static async Task<IResult> Join([FromForm] string? name, [FromForm] string? phone, CustomerFinder finder, JournalIntake intake)
    {
        var typed = (phone ?? "").Trim();
        if (typed.Count(char.IsAsciiDigit) is < 5 or > 15 || typed.Any(char.IsLetter))
        {
            return new RazorComponentResult<TillPage>(new { Code = typed, Name = name, IsUnknown = true, Problem = "phone" });
        }

        var customer = new CustomerInput { Identities = [new IdentityInput(IdentityKind.Phone, typed)] };
        if (finder.Find(customer, TillBasket.ConsoleSource) is { } known)
        {
            return TypedResults.LocalRedirect($"/till/{known}");
        }

        var profile = string.IsNullOrWhiteSpace(name) ? null : new ProfileInput { Name = name.Trim() };
        var answer = await intake.SubmitAsync(new SaveCustomer(TillBasket.ConsoleSource, customer with { Profile = profile }));
        return answer?.Customer is { } made
            ? TypedResults.LocalRedirect($"/till/{made}")
            : new RazorComponentResult<TillPage>(new { Code = typed, Name = name, IsUnknown = true, Problem = answer is null ? "waits" : "phone" });
    }

    /// <summary>Opens a basket. Its key stands in the address, so that the page opened again, or gone back to, is the same basket.</summary>
    private static IResult ShowMember(HttpContext context, Guid id, string? basket, MemberReader members, TillOrders orders, TimeProvider clock)
    {
        if (members.Person(new CustomerId(id)) is not { } person)
        {
            return TypedResults.LocalRedirect("/till");
        }

        if (person.Id.Value != id || !Guid.TryParse(basket, out var key))
        {
            return TypedResults.LocalRedirect($"/till/{person.Id}?basket={Uuid.New(clock)}");
        }

        if (Booked(orders, key) is { } booked)
        {
            return TypedResults.LocalRedirect($"/till/{person.Id}/orders/{booked}?again=yes");
        }

        var (channel, store) = Place(context);
        return Page(person, new TillEntry { Key = key, Channel = channel ?? "till", Store = store ?? "" });
    }

    /// <summary>Works out what is typed so far; records nothing.</summary>
    private static IResult WorkOut(Guid id, [FromForm] IFormCollection form, MemberReader members) => members.Person(new CustomerId(id)) is { } person
        ? Page(person, TillEntry.Read(form))
        : TypedResults.LocalRedirect("/till");

    private static async Task<IResult> Confirm(
        HttpContext context, Guid id, [FromForm] IFormCollection form, MemberReader members, BusinessStore businesses, TillOrders orders, JournalIntake intake, TimeProvider clock, [FromServices] Reader reader)
    {
        if (members.Person(new CustomerId(id)) is not { } person)
        {
            return TypedResults.LocalRedirect("/till");
        }

        var entry = TillEntry.Read(form);
        if (entry.Key == Guid.Empty)
        {
            return Page(person, entry with { Key = Uuid.New(clock) });
        }

        // What was booked is shown, whatever the page says now: the points it used are no longer there to be worked out again.
        if (Booked(orders, entry.Key) is { } booked)
        {
            return TypedResults.LocalRedirect($"/till/{person.Id}/orders/{booked}?again=yes");
        }

        if (members.Find(person.Id) is not { } member)
        {
            return Page(person, entry);
        }

        var basket = TillBasket.Of(entry, member, businesses.Current, IntakeDoor.ActorOf(context), Instant.Now(clock));
        if (basket.Order is not { } order)
        {
            return Page(person, entry, isAsked: true);
        }

        var answer = await intake.SubmitAsync(new RecordOrder(order)
        {
            // Pressing twice is one order.
            Key = new RequestKey(TillBasket.ConsoleSource, $"till:{entry.Key}", entry.Hash(person.Id)),
        });
        if (answer is { Refusal: null, Order: { } made })
        {
            KeepPlace(context, entry);
            return TypedResults.LocalRedirect($"/till/{person.Id}/orders/{made}");
        }

        return Page(person, entry, TillWords.Refusal(reader, answer?.Refusal));
    }

    private static IResult ShowOrder(Guid id, Guid order, string? again, TillOrders orders, MemberReader members) =>
        members.Person(new CustomerId(id)) is { } person && orders.Find(person.Id, new OrderId(order)) is not null
            ? new RazorComponentResult<TillOrderPage>(new { Customer = person.Id, person.Name, Order = new OrderId(order), IsAgain = again is "yes" })
            : TypedResults.LocalRedirect("/till");

    private static async Task<IResult> Undo(Guid id, Guid order, TillOrders orders, JournalIntake intake, [FromServices] Reader reader, MemberReader members)
    {
        if (members.Person(new CustomerId(id)) is not { } person || orders.Find(person.Id, new OrderId(order)) is not { Order.Source: TillBasket.ConsoleSource } told)
        {
            return TypedResults.LocalRedirect("/till");
        }

        var undone = orders.Undo(told);
        var answer = undone.Refusal is { } late ? new IntakeAnswer(IntakeStatus.Refused, null, null, null, late) : await intake.SubmitAsync(new RecordOrder(undone.Value)
        {
            Key = new RequestKey(TillBasket.ConsoleSource, $"till-undo:{order}", SHA256.HashData(Encoding.UTF8.GetBytes(order.ToString()))),
        });
        return answer is { Refusal: null }
            ? TypedResults.LocalRedirect($"/till/{person.Id}/orders/{order}")
            : new RazorComponentResult<TillOrderPage>(new { Customer = person.Id, person.Name, Order = new OrderId(order), Problem = TillWords.Refusal(reader, answer?.Refusal) });
    }

    /// <summary>The order that a basket became; null before.</summary>
    private static OrderId? Booked(TillOrders orders, Guid key) =>
        orders.FindByNumber(TillBasket.ConsoleSource, TillOrders.NumberOf(TillBasket.ConsoleSource, key.ToString()));

    private static RazorComponentResult Page(MemberName person, TillEntry entry, string? problem = null, bool isAsked = false) =>
        new RazorComponentResult<TillMemberPage>(new { Customer = person.Id, person.Name, Entry = entry, Problem = problem, IsAsked = isAsked });

    /// <summary>The channel and the store that this device sold by last.</summary>
    private static (string? Channel, string? Store) Place(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[PlaceCookie] is { Length: < 1000 } kept && JsonSerializer.Deserialize<string[]>(kept) is [var channel, var store]
                && Text.CanBeKept(channel + store) ? (channel, store) : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static void KeepPlace(HttpContext context, TillEntry entry) => context.Response.Cookies.Append(
        PlaceCookie,
        JsonSerializer.Serialize((string[])[entry.Channel, entry.Store]),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
}

/// <summary>Somebody whom a code may mean.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">The name; null where none is known.</param>
/// <param name="Hint">What tells namesakes apart.</param>
public sealed record TillPerson(CustomerId Id, string? Name, string? Hint);
