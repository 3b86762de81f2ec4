using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Features;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Customers bring others: a code each, and a friend who names it. Both sides are rewarded by the friend's first order.</summary>
internal static class ReferFriends
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/customers/{id:guid}/referral-code", Tell).RequireAuthorization(Permission.ReadCustomers).WithTags("Referrals")
            .WithName("getReferralCode").WithSummary("Tells the code by which a customer brings others.");
        endpoints.MapPost("/api/v1/referrals", Accept).RequireAuthorization(Permission.UsePoints).WithTags("Referrals")
            .WithName("acceptReferral").WithSummary("Records that a friend was brought by the customer whose code it is.")
            .Accepts<ReferralBody>("application/json").Produces<AnswerBody>().ProducesProblem(400).ProducesProblem(422).ProducesProblem(503);
    }

    private static Results<Ok<ReferralCodeAnswer>, ProblemHttpResult> Tell(Guid id, Referrers referrers) =>
        referrers.CodeOf(new CustomerId(id)) is { } code ? TypedResults.Ok(new ReferralCodeAnswer(code)) : Problems.UnknownCustomer();

    private static Task Accept(
        HttpContext context, JournalIntake intake, Referrers referrers, CustomerFinder finder, ProgrammeStore programmes, BusinessStore businesses, TimeProvider clock) =>
        IntakeDoor.ReadAndSubmitAsync(context, intake, LoyaltyApiJson.Default.ReferralBody, body =>
        {
            if (body.Customer is null || string.IsNullOrWhiteSpace(body.Code))
            {
                return new Refusal("field.missing", "Give the code and the friend.", body.Customer is null ? "customer" : "code");
            }

            var friend = BodyReading.Read(body.Customer);
            if (friend.Refusal is { } unreadable)
            {
                return unreadable;
            }

            if (referrers.Find(body.Code) is not { } referrer)
            {
                return new Refusal("referral.code_unknown", "Nobody has this code.", "code");
            }

            var source = IntakeDoor.SourceOf(context);
            var against = referrers.Refuse(referrer, finder.Find(friend.Value, source), body.Customer.Email);
            var terms = programmes.Current().InForce(businesses.Current.Calendar.DayOf(Instant.Now(clock)))?.Programme.Referrals;
            string[] marks = [.. new[] { body.Device, body.Address }.OfType<string>().Select(Text.Fold).Where(mark => mark.Length > 0)];
            var isDoubtful = terms is not null && referrers.IsDoubtful(referrer, marks, terms.MostInMonth);
            return new RecordFact(
                new FactInput
                {
                    Kind = PointsFacts.Referred,
                    Source = source,
                    OccurredAt = Instant.Now(clock),
                    Customer = friend.Value with { Profile = Marked(friend.Value.Profile, body) },
                    Content = new PointsCommand { Other = referrer.Value, Against = against, Review = isDoubtful ? true : null }.Write(),
                },
                IsOwn: true);
        });

    /// <summary>Device and address are kept with the friend, so that the next who comes from there is noticed.</summary>
    private static ProfileInput? Marked(ProfileInput? profile, ReferralBody body)
    {
        AttributeInput[] marks = [.. new[] { (Name: "device", Text: body.Device), (Name: "address", Text: body.Address) }
            .Where(mark => !string.IsNullOrWhiteSpace(mark.Text)).Select(mark => new AttributeInput(mark.Name, mark.Text))];
        return marks.Length == 0 ? profile : (profile ?? new ProfileInput()) with { Attributes = [.. profile?.Attributes ?? [], .. marks] };
    }
}

/// <summary>A friend who was brought.</summary>
/// <param name="Code">The code of who brought them.</param>
/// <param name="Customer">The friend.</param>
/// <param name="Device">What tells the friend's device from others, where it is known.</param>
/// <param name="Address">Where the friend lives, where it is known.</param>
public sealed record ReferralBody(string? Code, CustomerBody? Customer, string? Device, string? Address);

/// <summary>The code by which a customer brings others.</summary>
internal sealed record ReferralCodeAnswer(string Code);
