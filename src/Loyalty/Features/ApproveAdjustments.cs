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
using Regulars.Journal.Criteria;
using Regulars.Journal.Customers;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Lets somebody ask for many points, or for points of many customers, and a second person approve or reject it.</summary>
internal static class ApproveAdjustments
{
    private const int LargestBody = 8 << 20;

    private const int MostShown = 100;

    /// <summary>The most customers of one request.</summary>
    private const int MostMembers = 100_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/loyalty/approvals").RequireAuthorization(Permission.AdjustPoints).WithTags("Approvals");
        api.MapPost("", Ask).WithName("askForPoints").WithSummary("Asks for points of one or many customers, which a second person has to approve.")
            .Accepts<ApprovalBody>("application/json").Produces<ApprovalAnswer>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("", List).WithName("listApprovals").WithSummary("Lists what waits for a second person, the oldest first, or what was decided, the newest first.").Produces<ApprovalsAnswer>();
        api.MapPost("/{id:guid}/approve", Approve).WithName("approvePoints").WithSummary("Approves and applies; nobody approves what they asked for. Approving twice applies once.")
            .Produces<ApprovalAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/{id:guid}/reject", Reject).WithName("rejectPoints").WithSummary("Rejects, and says why.")
            .Accepts<RejectBody>("application/json").Produces<ApprovalAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        var pages = endpoints.MapGroup("/loyalty/approvals").RequireAuthorization(Permission.AdjustPoints).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/{id:guid}/approve", ApproveHere);
        pages.MapPost("/{id:guid}/reject", RejectHere);
    }

    private static Task<IResult> Ask(
        HttpContext context, ApprovalStore approvals, ProgrammeStore programmes, CriteriaMembers criteria, CustomerFinder finder) =>
        KeyedRequest.ReadAsync(context, LoyaltyApiJson.Default.ApprovalBody, LargestBody, "approval", (body, key) =>
        {
            if (key is null)
            {
                return Refused(KeyedAnswers.KeyMissing);
            }

            if (programmes.InForce?.Programme is not { } programme)
            {
                return Refused(PointsRefusals.NoProgramme);
            }

            if (Check(programme, body.Unit, body.Points, body.Reason, out var unit) is { } wrong)
            {
                return Refused(wrong);
            }

            var found = Customers(body, criteria, finder);
            if (found.Refusal is { } refusal)
            {
                return Refused(refusal);
            }

            var parts = unit!.ToParts(body.Points!.Value);
            return Answer(approvals.Add(new ApprovalRequest(unit.Key, [.. found.Value.Select(customer => (customer, parts))], body.Reason!.Trim(), IntakeDoor.CallerOf(context), key)), programmes);
        });

    /// <summary>Asks for what one form wanted and one person must not decide; pressing twice asks once.</summary>
    public static Result<Approval> AskFor(ApprovalStore approvals, PointUnit unit, CustomerId customer, decimal points, string reason, Caller by, string key) => approvals.Add(new ApprovalRequest(
        unit.Key,
        [(customer, unit.ToParts(points))],
        reason,
        by,
        new RequestKey("console", $"approval:{key}", SHA256.HashData(Encoding.UTF8.GetBytes($"{customer} {unit.Key} {points} {reason}")))));

    private static Refusal? Check(Programme programme, string? named, decimal? points, string? reason, out PointUnit? unit)
    {
        unit = programme.Unit(named);
        return unit is null ? PointsRefusals.UnknownUnit(named)
            : points is null or 0 || !unit.Fits(points.Value) || Math.Abs(points.Value) > OpeningBalance.Most
                ? new Refusal("points.amount", $"A number of points other than zero with at most {unit.Scale} decimals.", "points")
            : string.IsNullOrWhiteSpace(reason) || reason.Length > 500 || !Kernel.Text.CanBeKept(reason) ? new Refusal("points.reason", "Say why, for whoever asks later, in at most 500 characters.", "reason")
            : null;
    }

    private static Result<IReadOnlyList<CustomerId>> Customers(ApprovalBody body, CriteriaMembers criteria, CustomerFinder finder)
    {
        if ((body.Customers is null) == (body.When is null))
        {
            return new Refusal("approval.members", "Name customers by id, or say by a condition who is meant, not both.", "customers");
        }

        if (body.Customers is { } named)
        {
            return Refuse(named, finder) is { } refusal ? refusal : named.Select(id => new CustomerId(id)).ToArray();
        }

        var found = criteria.Find(body.When!.Value, MostMembers + 1);
        return found.Refusal is null && (found.Value.Count is 0 or > MostMembers)
            ? new Refusal("approval.members", $"The condition holds of {(found.Value.Count == 0 ? "nobody" : "too many")}; 1 to {MostMembers} customers at once.", "when")
            : found;
    }

    private static Refusal? Refuse(IReadOnlyList<Guid> named, CustomerFinder finder) =>
        named.Count is 0 or > MostMembers ? new Refusal("approval.members", $"1 to {MostMembers} customers at once.", "customers")
        : named.Distinct().Count() != named.Count ? new Refusal("approval.twice", "Each customer is named once.", "customers")
        : named.Where(id => finder.Find(new CustomerInput { Id = new CustomerId(id), Identities = [] }, "") is null).Select(id => (Guid?)id).FirstOrDefault() is { } unknown
            ? new Refusal("customer.unknown", $"There is no customer {unknown}.", "customers")
        : null;

    private static IResult List(ApprovalStore approvals, ProgrammeStore programmes, bool? decided) => TypedResults.Json(
        new ApprovalsAnswer([.. (decided == true ? approvals.Decided(MostShown) : approvals.Waiting(MostShown)).Select(approval => ApprovalAnswer.Of(approval, programmes.InForce))]),
        LoyaltyApiJson.Default.ApprovalsAnswer);

    private static async Task<IResult> Approve(HttpContext context, Guid id, AdjustmentApprovals approvals, ProgrammeStore programmes) =>
        Answer(await approvals.ApproveAsync(id, IntakeDoor.CallerOf(context), context.RequestAborted), programmes);

    private static Task<IResult> Reject(HttpContext context, Guid id, AdjustmentApprovals approvals, ProgrammeStore programmes) =>
        KeyedRequest.ReadAsync(context, LoyaltyApiJson.Default.RejectBody, LargestBody, $"reject {id}", (body, _) => Answer(approvals.Reject(id, IntakeDoor.CallerOf(context), body.Reason), programmes));

    private static IResult Answer(Result<Approval> approval, ProgrammeStore programmes) => approval.Refusal is { } refusal
        ? Refused(refusal)
        : TypedResults.Json(ApprovalAnswer.Of(approval.Value, programmes.InForce), LoyaltyApiJson.Default.ApprovalAnswer);

    private static ProblemHttpResult Refused(Refusal refusal) => Problems.Of(refusal, refusal.Code switch
    {
        "approval.unknown" => StatusCodes.Status404NotFound,
        "approval.decided" or "approval.own" or "request.key_reused" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    });

    private static RazorComponentResult Show(HttpContext context, string? done, ApprovalStore approvals, ProgrammeStore programmes, MemberReader members)
    {
        var (waiting, decided) = (approvals.Waiting(MostShown), approvals.Decided(MostShown));
        return new RazorComponentResult<ApprovalsPage>(new
        {
            Waiting = waiting,
            Decided = decided,
            Names = (IReadOnlyDictionary<Guid, string?>)waiting.Concat(decided).Select(approval => approval.Customer).OfType<Guid>().Distinct()
                .ToDictionary(customer => customer, customer => members.Person(new CustomerId(customer))?.Name),
            Units = (IReadOnlyDictionary<string, PointUnit>)programmes.Current().Units.ToDictionary(unit => unit.Key),
            Me = IntakeDoor.CallerOf(context),
            Done = done,
        });
    }

    private static async Task<RedirectHttpResult> ApproveHere(HttpContext context, Guid id, AdjustmentApprovals approvals)
    {
        var answer = await approvals.ApproveAsync(id, IntakeDoor.CallerOf(context), context.RequestAborted);
        return TypedResults.LocalRedirect($"/loyalty/approvals?done={Done(answer.Refusal, "approved")}");
    }

    private static RedirectHttpResult RejectHere(HttpContext context, Guid id, [FromForm] string? reason, AdjustmentApprovals approvals) =>
        TypedResults.LocalRedirect($"/loyalty/approvals?done={Done(approvals.Reject(id, IntakeDoor.CallerOf(context), reason).Refusal, "rejected")}");

    private static string Done(Refusal? refusal, string done) => refusal?.Code switch
    {
        null => done,
        "approval.own" => "own",
        "approval.reason" => "reason",
        _ => "decided",
    };
}

/// <summary>Points of one or many customers that a second person has to approve.</summary>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many each; below zero to take.</param>
/// <param name="Reason">Why, for whoever decides and asks later.</param>
/// <param name="Customers">The customers by id; missing where a condition says who.</param>
/// <param name="When">A condition about customers, as segments have; who is meant is found when it is asked.</param>
public sealed record ApprovalBody(string? Unit, decimal? Points, string? Reason, IReadOnlyList<Guid>? Customers, JsonElement? When);

/// <summary>Why a request is rejected.</summary>
/// <param name="Reason">In words.</param>
public sealed record RejectBody(string? Reason);

/// <summary>Requests for points.</summary>
internal sealed record ApprovalsAnswer(IReadOnlyList<ApprovalAnswer> Items);

/// <summary>A request for points.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="State">waiting, approved (being applied), applied or rejected.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">How many in all.</param>
/// <param name="Members">Of how many customers.</param>
/// <param name="Refused">For how many of them it could not be applied.</param>
/// <param name="Customer">The customer, where it is one.</param>
/// <param name="Reason">Why.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="DecidedBy">Who decided; missing before.</param>
/// <param name="Decision">Why it was rejected.</param>
internal sealed record ApprovalAnswer(
    Guid Id, string State, string Unit, decimal Points, long Members, long Refused, Guid? Customer, string Reason, string AskedBy, string? DecidedBy, string? Decision)
{
    public static ApprovalAnswer Of(Approval approval, CompiledProgramme? programme) => new(
        approval.Id, approval.State, approval.Unit, programme?.Programme.Unit(approval.Unit)?.ToPoints(approval.Parts) ?? approval.Parts,
        approval.Members, approval.Refused, approval.Customer, approval.Reason, approval.AskedBy, approval.DecidedBy, approval.Decision);
}
