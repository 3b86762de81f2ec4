using Regulars.Insights.Outlook;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>What conditions can say of customers by their outlook, their signs and the segments that people built.</summary>
internal static class OutlookFields
{
    public static IReadOnlyList<CriteriaField> All { get; } =
    [
        Number("risk", CriteriaType.Number, "CAST(o.risk * 100 AS {real})", row => 100 * row.Risk),
        Number("alive", CriteriaType.Number, "CAST(o.alive * 100 AS {real})", row => 100 * row.Alive),
        Number("expected-purchases", CriteriaType.Number, "o.purchases", row => row.Purchases),
        Number("expected-value", CriteriaType.Money, "o.value_year", row => row.ValueYear),
        Number("year-value", CriteriaType.Money, "o.year_value", row => row.YearValue),
        Number("loyalty-index", CriteriaType.Number, "o.loyalty_index", row => row.LoyaltyIndex),
        new()
        {
            Name = "quadrant",
            Type = CriteriaType.Choice,
            Choices = OutlookSummary.Fields,
            ChoiceText = key => $"matrix.{key}",
            Sql = _ => Column("o.quadrant"),
            Read = (subject, _) => CriteriaValue.Of(subject.Part<OutlookTraits>()?.Quadrant),
        },
        new()
        {
            Name = "signs",
            Type = CriteriaType.Count,
            Sql = _ => "(SELECT count(*) FROM customer_sign g WHERE g.customer_id = l.customer_id AND g.cleared_day IS NULL)",
            Read = (subject, _) => CriteriaValue.Of(subject.Part<OutlookTraits>()?.Signs ?? 0.0),
        },
        new()
        {
            Name = "saved-segment",
            Type = CriteriaType.Choice,
            TakesArgument = true,
            Choices = ["member"],
            ChoiceText = key => $"criteria.saved_segment.{key}",
            Sql = sql =>
                $"""
                (SELECT 'member' FROM segment_member b JOIN segment n ON n.segment_id = b.segment_id
                 WHERE b.customer_id = l.customer_id AND n.name = {sql.Parameter(sql.Argument!)})
                """,
            Read = (subject, argument) => CriteriaValue.Of(subject.Part<OutlookTraits>()?.Segments.Contains(argument!) is true ? "member" : null),
        },
    ];

    private static CriteriaField Number(string name, CriteriaType type, string sql, Func<OutlookTraits, double?> read) => new()
    {
        Name = name,
        Type = type,
        Sql = _ => Column(sql),
        Read = (subject, _) => CriteriaValue.Of(subject.Part<OutlookTraits>() is { IsComputed: true } traits ? read(traits) : null),
    };

    private static string Column(string sql) => $"(SELECT {sql} FROM customer_outlook o WHERE o.customer_id = l.customer_id)";
}

/// <summary>One person's outlook, signs and segments.</summary>
internal sealed class OutlookTraits
{
    public Guid Id { get; init; }

    public bool IsComputed { get; init; }

    public double? Risk { get; init; }

    public double? Alive { get; init; }

    public double? Purchases { get; init; }

    public double? ValueYear { get; init; }

    public double? YearValue { get; init; }

    public double? LoyaltyIndex { get; init; }

    public string? Quadrant { get; init; }

    public double Signs { get; set; }

    public HashSet<string> Segments { get; } = new(StringComparer.Ordinal);
}

/// <summary>Loads the outlooks of persons.</summary>
internal sealed class OutlookLoader : CriteriaLoader
{
    private const int PersonsAtOnce = 100;

    public override void Load(Database database, IReadOnlyList<CriteriaSubject> subjects)
    {
        foreach (var chunk in subjects.Chunk(PersonsAtOnce))
        {
            var list = new ParameterList(chunk.Select(subject => (object)subject.Customer.Value));
            var traits = database.Query<OutlookTraits>(
                $"""
                SELECT customer_id AS Id, 1 = 1 AS IsComputed, risk AS Risk, alive AS Alive, purchases AS Purchases, value_year AS ValueYear,
                       year_value AS YearValue, loyalty_index AS LoyaltyIndex, quadrant AS Quadrant
                FROM customer_outlook WHERE customer_id IN ({list})
                """,
                list.Values).ToDictionary(row => row.Id);
            foreach (var subject in chunk)
            {
                traits.TryAdd(subject.Customer.Value, new OutlookTraits { Id = subject.Customer.Value });
            }

            foreach (var (customer, signs) in database.Query<(Guid Customer, long Signs)>(
                $"SELECT customer_id, count(*) FROM customer_sign WHERE cleared_day IS NULL AND customer_id IN ({list}) GROUP BY customer_id", list.Values))
            {
                traits[customer].Signs = signs;
            }

            foreach (var (customer, name) in database.Query<(Guid Customer, string Name)>(
                $"SELECT b.customer_id, n.name FROM segment_member b JOIN segment n ON n.segment_id = b.segment_id WHERE b.customer_id IN ({list})", list.Values))
            {
                traits[customer].Segments.Add(name);
            }

            foreach (var subject in chunk)
            {
                subject.Add(traits[subject.Customer.Value]);
            }
        }
    }
}
