using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Gifts;

/// <summary>Reads gifts for who looks at them.</summary>
internal sealed class GiftStore(Database database)
{
    /// <summary>What is used of a shared limit.</summary>
    public long Used(string key) => database.QueryFirst<long?>("SELECT used FROM shared_limit WHERE limit_key = @key", new { key }) ?? 0;

    /// <summary>How many of a campaign were given something, and held out.</summary>
    public (long Treated, long HeldOut) Count(string campaign) => database.Query<(long Treated, long HeldOut)>(
        """
        SELECT count(DISTINCT CASE WHEN is_held_out = 0 THEN customer_id END) AS treated, count(DISTINCT CASE WHEN is_held_out = 1 THEN customer_id END) AS held_out
        FROM gift WHERE campaign = @campaign
        """,
        new { campaign })[0];

    /// <summary>What was given, the newest first, before a place.</summary>
    public IReadOnlyList<GiftRow> Given(GiftPlace? before, int most) => database.Query<GiftRow>(
        """
        SELECT g.customer_id AS Customer, g.fact_version AS Version, g.given_at AS GivenAt, g.campaign AS Campaign, g.unit AS Unit, g.points AS Parts, g.reward AS Reward,
               g.note AS Note, g.reason AS Reason, g.given_by AS "By", l.name AS Name
        FROM gift g LEFT JOIN customer c ON c.customer_id = g.customer_id LEFT JOIN customer_list l ON l.customer_id = c.group_id
        WHERE g.is_held_out = 0 AND (g.given_at, g.customer_id, g.fact_version) < (@at, @customer, @version)
        ORDER BY g.given_at DESC, g.customer_id DESC, g.fact_version DESC LIMIT @most
        """,
        new { at = before?.At ?? long.MaxValue, customer = before?.Customer ?? Guid.Empty, version = before?.Version ?? 0, most });

    /// <summary>What each assigned customer spent in the days after the one on which they were assigned, in minor units; only where these days are over.</summary>
    public IReadOnlyList<GiftOutcome> Outcomes(string campaign, int days, Day today) => database.Query<GiftOutcome>(
        """
        SELECT a.held_out AS HeldOut, CAST(coalesce(sum(d.gross - d.returned), 0) AS bigint) AS Spent
        FROM (SELECT c.group_id, min(g.day) AS day, max(g.is_held_out) AS held_out
              FROM gift g JOIN customer c ON c.customer_id = g.customer_id WHERE g.campaign = @campaign GROUP BY c.group_id) a
        LEFT JOIN customer m ON m.group_id = a.group_id
        LEFT JOIN customer_day d ON d.customer_id = m.customer_id AND d.day > a.day AND d.day <= a.day + @days
        WHERE a.day + @days < @today GROUP BY a.group_id, a.held_out
        """,
        new { campaign, days, today = today.Number });

    /// <summary>What a campaign has cost, in smallest parts of its points.</summary>
    public long Cost(string campaign) => database.QueryFirst<long?>("SELECT CAST(sum(cost) AS bigint) FROM gift WHERE campaign = @campaign", new { campaign }) ?? 0;
}

/// <summary>A gift as it is listed.</summary>
public sealed class GiftRow
{
    public Guid Customer { get; init; }

    public long Version { get; init; }

    public long GivenAt { get; init; }

    public string? Campaign { get; init; }

    public string? Unit { get; init; }

    public long Parts { get; init; }

    public string? Reward { get; init; }

    public string? Note { get; init; }

    public string? Reason { get; init; }

    public string? By { get; init; }

    public string? Name { get; init; }

    internal GiftPlace Place => new(GivenAt, Customer, Version);
}

/// <summary>What one customer of a campaign spent.</summary>
internal sealed class GiftOutcome
{
    public long HeldOut { get; init; }

    public long Spent { get; init; }
}

/// <summary>A place in the list of gifts.</summary>
internal sealed record GiftPlace(long At, Guid Customer, long Version)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is none.</summary>
    public static GiftPlace? Read(string? text) =>
        text?.Split('.') is [var at, var customer, var version] && long.TryParse(at, out var given) && Guid.TryParseExact(customer, "N", out var who) && long.TryParse(version, out var fact)
            ? new GiftPlace(given, who, fact)
            : null;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{At}.{Customer:N}.{Version}");
}
