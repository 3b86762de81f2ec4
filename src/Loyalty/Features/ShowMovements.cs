using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Shows how a customer's points moved, and lets staff give or take some with a reason.</summary>
internal static class ShowMovements
{
    private const int RowsPerPage = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/customers/{id:guid}/points").RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/orders/{order:guid}", Explain);
        pages.MapGet("/{posting:long}/receipt", ServeLog.Receipt);
        var adjust = endpoints.MapGroup("/customers/{id:guid}/points/adjust").RequireAuthorization(Permission.AdjustPoints).ExcludeFromDescription();
        adjust.MapGet("", Ask);
        adjust.MapPost("", Adjust);
    }

    private static IResult Show(Guid id, long? before, string? done, MemberReader members)
    {
        if (members.Person(new CustomerId(id)) is not { } person)
        {
            return TypedResults.LocalRedirect($"/customers/{id}");
        }

        var rows = members.Postings(person.Id, before ?? long.MaxValue, RowsPerPage + 1);
        return new RazorComponentResult<PointsPage>(new
        {
            Customer = person.Id.Value,
            person.Name,
            Rows = (IReadOnlyList<PostingRow>)[.. rows.Take(RowsPerPage)],
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Posting : (long?)null,
            Done = done,
        });
    }

    /// <summary>Why an order gave what it gave; where no programme judged it, the order itself.</summary>
    private static IResult Explain(Guid id, Guid order, MemberReader members, OrderReasons reasons) =>
        members.Person(new CustomerId(id)) is { } person && reasons.Find(person.Id, new OrderId(order)) is not null
            ? new RazorComponentResult<OrderReasonsPage>(new { Customer = person.Id.Value, person.Name, Order = order })
            : TypedResults.LocalRedirect($"/customers/{id}/orders/{order}");

    private static IResult Ask(Guid id, MemberReader members, TimeProvider clock) =>
        AskAgain(id, members, null, null, null, null, Uuid.New(clock).ToString());

    private static async Task<IResult> Adjust(
        HttpContext context, Guid id, [FromForm] string? unit, [FromForm] string? points, [FromForm] string? reason, [FromForm] string? key,
        MemberReader members, JournalIntake intake, ApprovalStore approvals, TimeProvider clock, [FromServices] Reader reader)
    {
        if (!decimal.TryParse(points?.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || string.IsNullOrWhiteSpace(reason) || !Guid.TryParse(key, out _))
        {
            return AskAgain(id, members, unit, points, reason, reader.Text("adjust.wrong"), Uuid.New(clock).ToString());
        }

        var command = new PointsCommand { Unit = string.IsNullOrEmpty(unit) ? null : unit, Points = number, Reason = reason.Trim(), By = IntakeDoor.ActorOf(context) }.Write();
        var answer = await intake.SubmitAsync(new RecordFact(
            new FactInput
            {
                Kind = PointsFacts.Adjusted,
                Source = "console",
                OccurredAt = Instant.Now(clock),
                Customer = new CustomerInput { Id = new CustomerId(id), Identities = [] },
                Content = command,
            },
            IsOwn: true)
        {
            // Pressing twice is one adjustment.
            Key = new RequestKey("console", $"adjust:{key}", SHA256.HashData(Encoding.UTF8.GetBytes(id + command))),
        });
        if (answer?.Refusal?.Code == "points.needs_approval" && members.Find(new CustomerId(id))?.Programme.Programme.Unit(string.IsNullOrEmpty(unit) ? null : unit) is { } kind)
        {
            ApproveAdjustments.AskFor(approvals, kind, new CustomerId(id), number, reason.Trim(), IntakeDoor.CallerOf(context), key);
            return TypedResults.LocalRedirect($"/customers/{id}/points?done=asked");
        }

        return answer is { Refusal: null }
            ? TypedResults.LocalRedirect($"/customers/{id}/points?done=adjusted")
            : AskAgain(id, members, unit, points, reason, Say(reader, answer?.Refusal), Uuid.New(clock).ToString());
    }

    private static string Say(Reader reader, Refusal? refusal) => refusal?.Code switch
    {
        null => reader.Text("done.busy"),
        "points.not_enough" => reader.Text("adjust.not_enough"),
        "points.amount" => reader.Text("adjust.wrong"),
        "programme.none" => reader.Text("adjust.no_programme"),
        _ => refusal.Detail,
    };

    private static IResult AskAgain(
        Guid id, MemberReader members, string? unit, string? points, string? reason, string? problem, string key) =>
        members.Person(new CustomerId(id)) is { } person && members.Find(person.Id) is { } member
            ? new RazorComponentResult<AdjustPage>(new
            {
                Customer = id,
                person.Name,
                Key = key,
                member.Programme.Programme.Units,
                Unit = unit,
                Points = points,
                Reason = reason,
                Problem = problem,
            })
            : TypedResults.LocalRedirect($"/customers/{id}");
}
