using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Due;

/// <summary>Finds whose anniversary or birthday it is, and tells intake: once for each customer, milestone and year, whatever is done again.</summary>
/// <remarks>29 February is celebrated on the 28th in other years. Days on which the server was off are caught up; a clock that is not believed celebrates nothing.</remarks>
internal sealed class DueCelebrations(Database database, JournalIntake intake, BusinessStore businesses, ProgrammeStore programmes, PointsClock pointsClock, DailyWork daily, TimeProvider clock)
{
    private const string Work = "celebrations";

    private const int Batch = 256;

    /// <summary>Celebrates what is due; answers how many were celebrated.</summary>
    /// <param name="goOn">Asked before each batch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public async Task<long> RunAsync(Func<bool> goOn, CancellationToken cancellation)
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        if (pointsClock.ExpiryDay is { } believed && believed < today || programmes.InForce?.Programme is not { IsRunning: true } programme)
        {
            return 0;
        }

        var milestones = programme.Milestones.Where(milestone => milestone is { IsRunning: true, Kind: not MilestoneKind.Order }).ToList();
        if (milestones.Count == 0)
        {
            return 0;
        }

        var celebrated = 0L;
        foreach (var day in daily.Waiting(Work, today, programme.Version))
        {
            foreach (var milestone in milestones)
            {
                if (await CelebrateAsync(milestone, day, goOn, cancellation) is not { } count)
                {
                    return celebrated;
                }

                celebrated += count;
            }

            daily.Done(Work, day, programme.Version);
        }

        return celebrated;
    }

    /// <summary>Null where it was stopped.</summary>
    private async Task<long?> CelebrateAsync(Milestone milestone, Day day, Func<bool> goOn, CancellationToken cancellation)
    {
        var (celebrated, after) = (0L, Guid.Empty);
        while (true)
        {
            if (cancellation.IsCancellationRequested || !goOn())
            {
                return null;
            }

            var due = Find(milestone.Kind, day, after);
            if (due.Count == 0)
            {
                return celebrated;
            }

            after = due[^1].Customer;
            var told = new List<Task<IntakeAnswer>>();
            foreach (var row in due)
            {
                var number = milestone.Kind is MilestoneKind.Birthday ? day.Date.Year : day.Date.Year - new Day(row.Day).Date.Year;
                if (number > 0 && milestone.IsAt(number))
                {
                    told.Add(await intake.SubmitBulkAsync(Fact(milestone, new CustomerId(row.Customer), number), cancellation));
                }
            }

            celebrated += (await Task.WhenAll(told)).Count(answer => answer.Refusal is null);
        }
    }

    private List<DueRow> Find(MilestoneKind kind, Day day, Guid after)
    {
        var monthAndDay = day.Date.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var parameters = new { after, monthAndDay, leap = monthAndDay == "02-28" && !DateTime.IsLeapYear(day.Date.Year) ? "02-29" : monthAndDay, most = Batch };
        return kind is MilestoneKind.Birthday
            ? database.Query<DueRow>(
                $"""
                SELECT l.customer_id AS Customer, min(p.birthday) AS Day
                FROM customer_list l JOIN customer m ON m.group_id = l.customer_id JOIN customer_profile p ON p.customer_id = m.customer_id
                WHERE l.customer_id > @after AND p.birthday IS NOT NULL AND {database.Dialect.MonthAndDay("p.birthday")} IN (@monthAndDay, @leap)
                GROUP BY l.customer_id ORDER BY l.customer_id LIMIT @most
                """,
                parameters)
            : database.Query<DueRow>(
                $"""
                SELECT l.customer_id AS Customer, l.first_purchase_day AS Day FROM customer_list l
                WHERE l.customer_id > @after AND l.first_purchase_day > 0 AND {database.Dialect.MonthAndDay("l.first_purchase_day")} IN (@monthAndDay, @leap)
                ORDER BY l.customer_id LIMIT @most
                """,
                parameters);
    }

    private RecordFact Fact(Milestone milestone, CustomerId customer, int number)
    {
        var content = new PointsCommand { Milestone = milestone.Key, Number = number, Reason = milestone.Name.Length == 0 ? null : milestone.Name }.Write();
        return new RecordFact(
            new FactInput
            {
                Kind = LoyaltyFacts.MilestoneReached,
                Source = "regulars",
                OccurredAt = Instant.Now(clock),
                Customer = new CustomerInput { Id = customer, Identities = [] },
                Content = content,
            },
            IsOwn: true)
        {
            Key = new RequestKey("regulars", $"milestone:{milestone.Key}:{customer}:{number}", SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        };
    }

    private sealed class DueRow
    {
        public Guid Customer { get; init; }

        public int Day { get; init; }
    }
}
