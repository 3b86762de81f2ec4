using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Customers;

/// <summary>Reads one person with all their merged records.</summary>
internal sealed class PeopleStore(Database database, CustomerDirectory directory)
{
    private const int MostPurchaseDays = 400;

    private const string Members = "SELECT customer_id FROM customer WHERE group_id = @root";

    /// <summary>The record that stands for a person: itself, or the one it was merged into; null when there is no such record.</summary>
    public Guid? RootOf(Guid customer) =>
        database.QueryFirst<Guid?>("SELECT group_id FROM customer WHERE customer_id = @customer", new { customer });

    /// <summary>The person whom a record stands for; null when there is no such record or it is merged into another.</summary>
    public Person? Find(Guid root)
    {
        var record = database.QueryFirst<RecordRow>(
            """
            SELECT c.created_at AS CreatedAt, c.erased_at AS ErasedAt,
                   (SELECT CAST(sum(m.refused) AS bigint) FROM customer m WHERE m.group_id = c.customer_id) AS Refused,
                   (SELECT CAST(sum(m.cancelled) AS bigint) FROM customer m WHERE m.group_id = c.customer_id) AS Cancelled
            FROM customer c WHERE c.customer_id = @root AND c.group_id = @root
            """,
            new { root });
        return record is null ? null : new Person
        {
            Id = root,
            CreatedAt = new Instant(record.CreatedAt),
            ErasedAt = record.ErasedAt is { } at ? new Instant(at) : null,
            Refused = record.Refused,
            Cancelled = record.Cancelled,
            Totals = directory.LoadRows([root]).FirstOrDefault() ?? new CustomerRow { Id = root },
            Profile = Profile(root),
            Identities = database.Query<PersonIdentity>(
                $"""
                SELECT i.customer_id AS Customer, i.kind AS Kind, i.value AS Value, i.shown AS Shown, d.code AS Source,
                       i.recorded_at AS RecordedAt, i.verified_at AS VerifiedAt
                FROM identity i LEFT JOIN dimension d ON d.dimension_id = i.source_id
                WHERE i.customer_id IN ({Members}) ORDER BY i.kind, i.recorded_at, i.value
                """,
                new { root }),
            Attributes = database.Query<PersonAttribute>(
                $"""
                SELECT customer_id AS Customer, name AS Name, text_value AS Text, number_value AS Number, day_value AS DayNumber
                FROM customer_attribute WHERE customer_id IN ({Members}) ORDER BY name
                """,
                new { root }),
            Consents = database.Query<PersonConsent>(
                $"""
                SELECT c.customer_id AS Customer, c.purpose AS Purpose, c.channel AS Channel, c.granted AS Granted, d.code AS Source,
                       c.wording AS Wording, c.changed_at AS ChangedAt
                FROM consent c LEFT JOIN dimension d ON d.dimension_id = c.source_id
                WHERE c.customer_id IN ({Members}) ORDER BY c.purpose, c.channel, c.changed_at DESC
                """,
                new { root }),
            Merged = Merged(root),
            Proposals = Proposals(root),
            PurchaseDays = PurchaseDays(root),
        };
    }

    private PersonProfile Profile(Guid root) => database.Query<PersonProfile>(
        $"""
        SELECT p.name AS Name, p.language AS Language, p.birthday AS Birthday, p.country AS Country, p.city AS City,
               p.age_group AS AgeGroup, p.income_band AS IncomeBand
        FROM customer_profile p WHERE p.customer_id IN ({Members})
        ORDER BY CASE WHEN p.customer_id = @root THEN 0 ELSE 1 END, p.customer_id
        """,
        new { root }).Aggregate(new PersonProfile(), (profile, next) => profile.Over(next));

    private List<MergedRecord> Merged(Guid root) => database.Query<MergedRecord>(
        """
        SELECT k.customer_id AS Customer, p.name AS Name, k.linked_at AS LinkedAt, k.linked_by AS LinkedBy,
               (SELECT min(i.shown) FROM identity i WHERE i.customer_id = k.customer_id) AS Shown
        FROM customer m JOIN customer_link k ON k.customer_id = m.customer_id LEFT JOIN customer_profile p ON p.customer_id = m.customer_id
        WHERE m.group_id = @root AND m.customer_id <> @root AND k.unlinked_at IS NULL ORDER BY k.linked_at DESC
        """,
        new { root });

    /// <summary>A proposal names two records in either order.</summary>
    private List<MergeProposal> Proposals(Guid root) => database.Query<MergeProposal>(
        $"""
        SELECT o.group_id AS Other, p.identity_kind AS Kind, p.proposed_at AS ProposedAt
        FROM merge_proposal p JOIN customer o ON o.customer_id = p.other_id
        WHERE p.customer_id IN ({Members}) AND p.decided_at IS NULL AND o.group_id <> @root AND o.erased_at IS NULL
        UNION
        SELECT o.group_id, p.identity_kind, p.proposed_at
        FROM merge_proposal p JOIN customer o ON o.customer_id = p.customer_id
        WHERE p.other_id IN ({Members}) AND p.decided_at IS NULL AND o.group_id <> @root AND o.erased_at IS NULL
        """,
        new { root }).DistinctBy(proposal => proposal.Other).ToList();

    private List<Day> PurchaseDays(Guid root)
    {
        var days = database.Query<int>(
            $"""
            SELECT DISTINCT d.day FROM customer_day d WHERE d.customer_id IN ({Members}) AND d.orders > 0
            ORDER BY d.day DESC LIMIT {MostPurchaseDays}
            """,
            new { root }).ConvertAll(day => new Day(day));
        days.Reverse();
        return days;
    }

    private sealed class RecordRow
    {
        public long CreatedAt { get; init; }

        public long? ErasedAt { get; init; }

        public long Refused { get; init; }

        public long Cancelled { get; init; }
    }
}
