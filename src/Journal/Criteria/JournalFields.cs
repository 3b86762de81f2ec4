using Regulars.Journal.Contracts;

namespace Regulars.Journal.Criteria;

/// <summary>What conditions can say of customers by the journal alone. Merged records are one person: their sums are added, and
/// a text comes from the record that stands for the person, else from the earliest other that has one.</summary>
internal static class JournalFields
{
    private const string Members = "customer m WHERE m.group_id = l.customer_id";

    private const string RootFirst = "ORDER BY CASE WHEN m.customer_id = m.group_id THEN 0 ELSE 1 END, m.customer_id LIMIT 1";

    public static IReadOnlyList<CriteriaField> All { get; } =
    [
        Sum("orders", CriteriaType.Count, "l.orders", traits => traits.Orders),
        Sum("gross", CriteriaType.Money, "l.gross", traits => traits.Gross),
        Sum("returned", CriteriaType.Money, "l.returned", traits => traits.Returned),
        Sum("net", CriteriaType.Money, "l.gross - l.returned", traits => traits.Gross - traits.Returned),
        Sum("average-order", CriteriaType.Money, "CAST(l.gross AS {real}) / nullif(l.orders, 0)", traits => traits.Orders == 0 ? null : (double)traits.Gross / traits.Orders),
        Sum("refused", CriteriaType.Count, $"(SELECT sum(m.refused) FROM {Members})", traits => traits.Refused),
        Sum("cancelled", CriteriaType.Count, $"(SELECT sum(m.cancelled) FROM {Members})", traits => traits.Cancelled),
        Sum("first-purchase", CriteriaType.Day, "nullif(l.first_purchase_day, 0)", traits => traits.FirstDay),
        Sum("last-purchase", CriteriaType.Day, "nullif(l.last_purchase_day, 0)", traits => traits.LastDay),
        new()
        {
            Name = "name",
            Type = CriteriaType.Text,
            Sql = _ => "nullif(l.sort_name, '')",
            Read = (subject, _) => CriteriaValue.Of(subject.Part<CustomerTraits>()?.Name),
        },
        Profile("country", "folded_country", traits => traits.Country),
        Profile("city", "folded_city", traits => traits.City),
        Profile("age-group", "folded_age_group", traits => traits.AgeGroup),
        Profile("income-band", "folded_income_band", traits => traits.IncomeBand),
        Profile("language", "language", traits => traits.Language) with
        {
            Type = CriteriaType.Choice,
            Choices = ["en", "ru", "uk", "pl"],
            ChoiceText = key => $"criteria.language.{key}",
        },
        new()
        {
            Name = "birthday",
            Type = CriteriaType.Birthday,
            Sql = sql => FromProfile(sql.Dialect.MonthAndDay("p.birthday"), "p.birthday IS NOT NULL"),
            Read = (subject, _) => CriteriaValue.Of(subject.Part<CustomerTraits>()?.Birthday),
        },
        Attribute("attribute.text", CriteriaType.Text, "folded_text", found => CriteriaValue.Of(found.Text), "a.folded_text <> ''"),
        Attribute("attribute.number", CriteriaType.Number, "number_value", found => CriteriaValue.Of(found.Number), "a.number_value IS NOT NULL"),
        Attribute("attribute.day", CriteriaType.Day, "day_value", found => CriteriaValue.Of(found.Day), "a.day_value IS NOT NULL"),
        OrdersIn("store.orders", DimensionRollup.Store),
        OrdersIn("category.orders", DimensionRollup.Category),
        new()
        {
            Name = "consent",
            Type = CriteriaType.Choice,
            TakesArgument = true,
            Choices = ["granted", "withdrawn"],
            ChoiceText = key => $"criteria.consent.{key}",
            Sql = sql =>
                $"""
                (SELECT CASE WHEN k.granted = 1 THEN 'granted' ELSE 'withdrawn' END
                 FROM customer m JOIN consent k ON k.customer_id = m.customer_id
                 WHERE m.group_id = l.customer_id AND k.purpose || '/' || k.channel = {sql.Parameter(sql.Argument!)}
                 ORDER BY k.changed_at DESC, m.customer_id LIMIT 1)
                """,
            Read = (subject, argument) => CriteriaValue.Of(subject.Part<CustomerTraits>()?.Consents.GetValueOrDefault(argument!)),
        },
    ];

    private static CriteriaField Sum(string name, CriteriaType type, string sql, Func<CustomerTraits, double?> read) => new()
    {
        Name = name,
        Type = type,
        Sql = _ => sql,
        Read = (subject, _) => CriteriaValue.Of(subject.Part<CustomerTraits>() is { } traits ? read(traits) : null),
    };

    private static CriteriaField Profile(string name, string column, Func<CustomerTraits, string?> read) => new()
    {
        Name = name,
        Type = CriteriaType.Text,
        Sql = _ => FromProfile($"p.{column}", $"p.{column} <> ''"),
        Read = (subject, _) => CriteriaValue.Of(subject.Part<CustomerTraits>() is { } traits ? read(traits) : null),
    };

    private static string FromProfile(string value, string condition) =>
        $"""
        (SELECT {value} FROM customer m JOIN customer_profile p ON p.customer_id = m.customer_id
         WHERE m.group_id = l.customer_id AND {condition}
         {RootFirst})
        """;

    private static CriteriaField Attribute(string name, CriteriaType type, string column, Func<AttributeTraits, CriteriaValue> read, string condition) => new()
    {
        Name = name,
        Type = type,
        TakesArgument = true,
        Sql = sql =>
            $"""
            (SELECT a.{column} FROM customer m JOIN customer_attribute a ON a.customer_id = m.customer_id
             WHERE m.group_id = l.customer_id AND a.name = {sql.Parameter(sql.Argument!)} AND {condition}
             {RootFirst})
            """,
        Read = (subject, argument) => subject.Part<CustomerTraits>()?.Attributes.GetValueOrDefault(argument!) is { } found ? read(found) : default,
    };

    private static CriteriaField OrdersIn(string name, DimensionRollup rollup) => new()
    {
        Name = name,
        Type = CriteriaType.Count,
        TakesArgument = true,
        Sql = sql =>
            $"""
            (SELECT coalesce(sum(d.orders), 0) FROM customer m JOIN {rollup.Table} d ON d.customer_id = m.customer_id
             WHERE m.group_id = l.customer_id
               AND d.{rollup.Column} = (SELECT n.dimension_id FROM dimension n WHERE n.kind = {sql.Parameter(rollup.Kind)} AND n.code = {sql.Parameter(sql.Argument!)}))
            """,
        Read = (subject, argument) => CriteriaValue.Of(subject.Part<CustomerTraits>()?.OrdersIn(rollup.Kind, argument!)),
    };
}
