using System.Security.Cryptography;
using System.Text;
using Dapper;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Gifts;

/// <summary>Finds once a day whom gift campaigns are for, and gives or holds out. When the month's budget is spent nobody more is assigned, so that it cuts both arms at the same customer.</summary>
internal sealed class DueGifts(
    Database database, JournalIntake intake, BusinessStore businesses, ProgrammeStore programmes, GiftStore gifts, GiftKeys keys, PointsClock pointsClock, DailyWork daily, TimeProvider clock)
{
    private const string Work = "gifts";

    private const int Batch = 64;

    /// <summary>Gives what is to be given today; answers how many customers were given something or held out.</summary>
    /// <param name="goOn">Asked before each batch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public async Task<long> RunAsync(Func<bool> goOn, CancellationToken cancellation)
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        if (pointsClock.ExpiryDay is { } believed && believed < today || programmes.InForce is not { Programme.IsRunning: true } present
            || present.Programme.GiftCampaigns.Count == 0 || daily.Waiting(Work, today, present.Programme.Version).Count == 0)
        {
            return 0;
        }

        var assigned = 0L;
        foreach (var campaign in present.Programme.GiftCampaigns.Where(campaign => campaign.IsOn(today)))
        {
            if (await RunAsync(present, campaign, today, goOn, cancellation) is not { } count)
            {
                return assigned;
            }

            assigned += count;
        }

        daily.Done(Work, today, present.Programme.Version);
        return assigned;
    }

    /// <summary>Null where it was stopped before its end.</summary>
    private async Task<long?> RunAsync(CompiledProgramme present, GiftCampaign campaign, Day today, Func<bool> goOn, CancellationToken cancellation)
    {
        var (assigned, after) = (0L, Guid.Empty);
        while (true)
        {
            if (cancellation.IsCancellationRequested || !goOn())
            {
                return null;
            }

            // No more at once than the budget still pays for: the last gift of a month does not leave others of its batch behind.
            var left = present.Programme.Unit(campaign.Unit)!.ToParts(campaign.Budget) - gifts.Used(SharedLimit.Gifts(campaign.Key, today));
            var most = (int)Math.Min(Batch, left / Math.Max(1, campaign.Cost(present.Programme)));
            var customers = most <= 0 ? [] : Find(present, campaign, today, after, most);
            if (customers.Count == 0)
            {
                return assigned;
            }

            after = customers[^1];
            var told = new List<Task<IntakeAnswer>>();
            foreach (var customer in customers)
            {
                told.Add(await intake.SubmitBulkAsync(Fact(campaign, new CustomerId(customer), present.Programme.Version, today), cancellation));
            }

            assigned += (await Task.WhenAll(told)).Count(answer => answer.Refusal is null);
        }
    }

    private List<Guid> Find(CompiledProgramme present, GiftCampaign campaign, Day today, Guid after, int most)
    {
        var sql = new CriteriaSql(database.Dialect);
        var where = present.When(campaign, today)?.ToSql(sql) ?? "true";
        var parameters = new DynamicParameters(sql.Parameters);
        parameters.AddDynamicParams(new { after, most, campaign = campaign.Key, month = today.StartOfMonth.Number, times = campaign.MostPerCustomer });
        return database.Query<Guid>(
            $"""
            SELECT l.customer_id FROM customer_list l WHERE l.customer_id > @after AND {where}
              AND NOT EXISTS (SELECT 1 FROM gift g WHERE g.campaign = @campaign AND g.customer_id = l.customer_id AND (g.is_held_out = 1 OR g.day >= @month))
              AND (SELECT count(*) FROM gift g WHERE g.campaign = @campaign AND g.customer_id = l.customer_id) < @times
            ORDER BY l.customer_id LIMIT @most
            """,
            parameters);
    }

    private RecordFact Fact(GiftCampaign campaign, CustomerId customer, int version, Day today)
    {
        var isHeldOut = keys.IsHeldOut(campaign, customer);
        var content = new PointsCommand { Campaign = campaign.Key, ProgrammeVersion = version, Reason = campaign.Name.Length == 0 ? null : campaign.Name }.Write();
        return new RecordFact(
            new FactInput
            {
                Kind = isHeldOut ? LoyaltyFacts.GiftHeldOut : LoyaltyFacts.GiftGiven,
                Source = "regulars",
                OccurredAt = Instant.Now(clock),
                Customer = new CustomerInput { Id = customer, Identities = [] },
                Content = content,
            },
            IsOwn: true)
        {
            // A refusal, for a budget that was spent meanwhile, holds for the day; who is held out is so once.
            Key = new RequestKey("regulars", $"{campaign.LimitKey}:{customer}:{(isHeldOut ? "held-out" : $"{today}:{version}")}", SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        };
    }
}
