using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Actions;
using Regulars.Insights.Alerts;
using Regulars.Insights.Pages;
using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Features;

/// <summary>Opens the console: how the business stands with its customers, what changed and what wants a look.</summary>
internal static class ShowToday
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/", Show).RequireAuthorization().ExcludeFromDescription();

    /// <summary>Everybody comes in by this address; who may not see measures goes on to the customers.</summary>
    private static IResult Show(
        ClaimsPrincipal user, ReportService reports, Database database, BusinessStore businesses, SignStore signs, ActionList actions, AlertStore alerts, RefreshProgress progress, TimeProvider clock) =>
        !user.HasClaim(AccessClaims.Permission, Permission.ReadReports) ? TypedResults.LocalRedirect("/customers") : new RazorComponentResult<TodayPage>(new
        {
            Last = reports.Last(),
            reports.IsStale,
            progress.Step,
            HasFacts = businesses.HasFacts(),
            Waiting = Waiting.Read(database),
            Morning = Morning.Read(reports.Last()?.Report.AsOf, signs, actions, alerts),
            Now = Instant.Now(clock),
        });
}

/// <summary>What the morning brings: changes of measures, customers who began to slip away, things to do.</summary>
/// <param name="Alerts">Measures that left their band in the last week, unseen.</param>
/// <param name="NewSigns">Signs that showed in the last week.</param>
/// <param name="ActNow">Signs to act on now.</param>
/// <param name="AtStake">What their customers spent in the last year, in minor units.</param>
/// <param name="ToDo">Actions that are open.</param>
public sealed record Morning(IReadOnlyList<AlertRow> Alerts, long NewSigns, long ActNow, long AtStake, long ToDo)
{
    private const int NewDays = 7;

    internal static Morning? Read(Day? asOf, SignStore signs, ActionList actions, AlertStore alerts)
    {
        if (asOf is not { } day)
        {
            return null;
        }

        var counts = signs.Count(day.Plus(-NewDays));
        return new Morning(alerts.Fresh(day), counts.Sum(count => count.New), counts.Sum(count => count.Grave), signs.CountCustomers().AtStake, actions.Count().Values.Sum());
    }
}

/// <summary>What waits for somebody, besides what the measures say.</summary>
/// <param name="Proposals">Pairs of records that may be one person, counted up to a hundred.</param>
/// <param name="ProposalCustomer">One of them.</param>
/// <param name="Rejected">Rows that the newest import did not take.</param>
/// <param name="Import">That import.</param>
public sealed record Waiting(int Proposals, Guid? ProposalCustomer, long Rejected, Guid? Import)
{
    internal static Waiting Read(Database database)
    {
        var proposals = database.Query<Guid>(
            """
            SELECT c.group_id FROM merge_proposal p JOIN customer c ON c.customer_id = p.customer_id JOIN customer o ON o.customer_id = p.other_id
            WHERE p.decided_at IS NULL AND c.group_id <> o.group_id LIMIT 100
            """);
        var import = database.QueryFirst<ImportRow>("SELECT import_id AS Id, state AS State FROM import_run ORDER BY import_id DESC LIMIT 1");
        var rejected = import is null ? 0 : database.QueryFirst<long>(
            "SELECT count(*) FROM (SELECT 1 FROM import_reject WHERE import_id = @Id LIMIT 100000) counted", new { import.Id });
        return new Waiting(proposals.Count, proposals.Count > 0 ? proposals[0] : null, rejected, import?.Id);
    }

    private sealed class ImportRow
    {
        public Guid Id { get; init; }

        public string State { get; init; } = "";
    }
}
