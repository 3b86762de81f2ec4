using System.Globalization;
using Dapper;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Criteria;

/// <summary>Loads what the journal knows of persons.</summary>
internal sealed class TraitsLoader : CriteriaLoader
{
    private const string RootFirst = "CASE WHEN m.customer_id = m.group_id THEN 0 ELSE 1 END, m.customer_id";

    public override void Load(Database database, IReadOnlyList<CriteriaSubject> subjects)
    {
        foreach (var chunk in subjects.Chunk(100))
        {
            LoadChunk(database, chunk);
        }
    }

    private static void LoadChunk(Database database, CriteriaSubject[] subjects)
    {
        var parameters = new DynamicParameters();
        foreach (var (index, subject) in subjects.Index())
        {
            parameters.Add($"p{index}", subject.Customer.Value);
        }

        var ids = string.Join(", ", subjects.Select((_, index) => $"@p{index}"));
        var traits = database.Query<ListRow>(
            $"""
            SELECT customer_id AS Id, sort_name AS Name, orders AS Orders, gross AS Gross, returned AS Returned,
                   first_purchase_day AS FirstDay, last_purchase_day AS LastDay
            FROM customer_list WHERE customer_id IN ({ids})
            """,
            parameters).ToDictionary(row => row.Id, row => new CustomerTraits
            {
                Name = row.Name,
                Orders = row.Orders,
                Gross = row.Gross,
                Returned = row.Returned,
                FirstDay = row.FirstDay == 0 ? null : row.FirstDay,
                LastDay = row.LastDay == 0 ? null : row.LastDay,
            });
        LoadRecords(database, ids, parameters, traits);
        LoadAttributes(database, ids, parameters, traits);
        LoadConsents(database, ids, parameters, traits);
        LoadOrders(database, ids, parameters, traits, DimensionRollup.Store);
        LoadOrders(database, ids, parameters, traits, DimensionRollup.Category);
        foreach (var subject in subjects)
        {
            if (traits.TryGetValue(subject.Customer.Value, out var part))
            {
                subject.Add(part);
            }
        }
    }

    private static void LoadRecords(Database database, string ids, DynamicParameters parameters, Dictionary<Guid, CustomerTraits> traits)
    {
        var rows = database.Query<RecordRow>(
            $"""
            SELECT m.group_id AS Person, m.refused AS Refused, m.cancelled AS Cancelled, p.folded_country AS Country, p.folded_city AS City,
                   p.folded_age_group AS AgeGroup, p.folded_income_band AS IncomeBand, p.language AS Language, p.birthday AS Birthday
            FROM customer m LEFT JOIN customer_profile p ON p.customer_id = m.customer_id
            WHERE m.group_id IN ({ids}) ORDER BY {RootFirst}
            """,
            parameters);
        foreach (var row in rows)
        {
            if (traits.TryGetValue(row.Person, out var part))
            {
                part.Refused += row.Refused;
                part.Cancelled += row.Cancelled;
                part.Country = Said(part.Country, row.Country);
                part.City = Said(part.City, row.City);
                part.AgeGroup = Said(part.AgeGroup, row.AgeGroup);
                part.IncomeBand = Said(part.IncomeBand, row.IncomeBand);
                part.Language = Said(part.Language, row.Language);
                part.Birthday ??= row.Birthday is { } day ? new Day(day).Date.ToString("MM-dd", CultureInfo.InvariantCulture) : null;
            }
        }
    }

    private static void LoadAttributes(Database database, string ids, DynamicParameters parameters, Dictionary<Guid, CustomerTraits> traits)
    {
        var rows = database.Query<AttributeRow>(
            $"""
            SELECT m.group_id AS Person, a.name AS Name, a.folded_text AS Text, a.number_value AS Number, a.day_value AS DayNumber
            FROM customer m JOIN customer_attribute a ON a.customer_id = m.customer_id WHERE m.group_id IN ({ids}) ORDER BY {RootFirst}
            """,
            parameters);
        foreach (var row in rows)
        {
            if (traits.TryGetValue(row.Person, out var part))
            {
                if (!part.Attributes.TryGetValue(row.Name, out var attribute))
                {
                    part.Attributes.Add(row.Name, attribute = new AttributeTraits());
                }

                attribute.Text = Said(attribute.Text, row.Text);
                attribute.Number ??= row.Number;
                attribute.Day ??= row.DayNumber;
            }
        }
    }

    private static void LoadConsents(Database database, string ids, DynamicParameters parameters, Dictionary<Guid, CustomerTraits> traits)
    {
        var rows = database.Query<ConsentRow>(
            $"""
            SELECT m.group_id AS Person, k.purpose || '/' || k.channel AS Name, k.granted AS Granted
            FROM customer m JOIN consent k ON k.customer_id = m.customer_id WHERE m.group_id IN ({ids})
            ORDER BY k.changed_at DESC, m.customer_id
            """,
            parameters);
        foreach (var row in rows)
        {
            if (traits.TryGetValue(row.Person, out var part))
            {
                part.Consents.TryAdd(row.Name, row.Granted == 1 ? "granted" : "withdrawn");
            }
        }
    }

    private static void LoadOrders(
        Database database, string ids, DynamicParameters parameters, Dictionary<Guid, CustomerTraits> traits, DimensionRollup rollup)
    {
        var rows = database.Query<OrdersRow>(
            $"""
            SELECT m.group_id AS Person, n.code AS Code, CAST(sum(d.orders) AS bigint) AS Orders
            FROM customer m JOIN {rollup.Table} d ON d.customer_id = m.customer_id JOIN dimension n ON n.dimension_id = d.{rollup.Column}
            WHERE m.group_id IN ({ids}) GROUP BY m.group_id, n.code
            """,
            parameters);
        foreach (var row in rows)
        {
            if (traits.TryGetValue(row.Person, out var part))
            {
                part.AddOrders(rollup.Kind, row.Code, row.Orders);
            }
        }
    }

    private static string? Said(string? earlier, string? later) => string.IsNullOrEmpty(earlier) ? later : earlier;

    private sealed class ListRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public long Orders { get; init; }

        public long Gross { get; init; }

        public long Returned { get; init; }

        public int FirstDay { get; init; }

        public int LastDay { get; init; }
    }

    private sealed class RecordRow
    {
        public Guid Person { get; init; }

        public long Refused { get; init; }

        public long Cancelled { get; init; }

        public string? Country { get; init; }

        public string? City { get; init; }

        public string? AgeGroup { get; init; }

        public string? IncomeBand { get; init; }

        public string? Language { get; init; }

        public int? Birthday { get; init; }
    }

    private sealed class AttributeRow
    {
        public Guid Person { get; init; }

        public string Name { get; init; } = "";

        public string? Text { get; init; }

        public double? Number { get; init; }

        public int? DayNumber { get; init; }
    }

    private sealed class ConsentRow
    {
        public Guid Person { get; init; }

        public string Name { get; init; } = "";

        public long Granted { get; init; }
    }

    private sealed class OrdersRow
    {
        public Guid Person { get; init; }

        public string Code { get; init; } = "";

        public long Orders { get; init; }
    }
}
