using System.Globalization;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Rewards that were taken and are to be handed over, the oldest first.</summary>
internal sealed class OpenRedemptions(Database database, ProgrammeStore programmes)
{
    private const string Open =
        """
        SELECT r.customer_id AS Customer, r.fact_version AS Version, r.number AS Number, r.reward AS Reward, r.unit AS Unit, r.points AS Parts, r.taken_at AS TakenAt, r.last_day AS LastDay, l.name AS Name
        FROM redemption r LEFT JOIN customer_list l ON l.customer_id = r.customer_id
        WHERE r.is_fulfilled = 0 AND r.is_undone = 0 AND (r.taken_at, r.customer_id, r.fact_version, r.number) > (@TakenAt, @Customer, @Version, @Number)
        """;

    private const string Last = " ORDER BY r.taken_at, r.customer_id, r.fact_version, r.number LIMIT @most";

    /// <summary>Those after a place.</summary>
    /// <param name="after">The place; null: from the oldest.</param>
    /// <param name="reward">Only those of this reward; null: all.</param>
    /// <param name="most">How many.</param>
    public IReadOnlyList<OpenRedemption> Read(RedemptionPlace? after, string? reward, int most)
    {
        var from = after ?? new RedemptionPlace(long.MinValue, Guid.Empty, 0, 0);
        var rows = database.Query<OpenRedemption>(
            reward is null ? Open + Last : Open + " AND r.reward = @reward" + Last,
            new { from.TakenAt, from.Customer, from.Version, from.Number, reward, most });
        var units = programmes.Current().Units.ToDictionary(unit => unit.Key);
        rows.ForEach(row => row.Points = units[row.Unit].ToPoints(row.Parts));
        return rows;
    }

    /// <summary>How often each reward was taken and not given back, and how often it is still to be handed over, by its key.</summary>
    public IReadOnlyDictionary<string, (long Taken, long Open)> Counts() => database.Query<(string Reward, long Taken, long Open)>(
        "SELECT reward, count(*), sum(CASE WHEN is_fulfilled = 0 THEN 1 ELSE 0 END) FROM redemption WHERE reward IS NOT NULL AND is_undone = 0 GROUP BY reward")
        .ToDictionary(row => row.Reward, row => (row.Taken, row.Open));

    /// <summary>What is used of each limit that everybody shares.</summary>
    public IReadOnlyDictionary<string, long> Used() =>
        database.Query<(string Key, long Used)>("SELECT limit_key, used FROM shared_limit").ToDictionary(row => row.Key, row => row.Used);
}

/// <summary>A place in the list of rewards to hand over.</summary>
internal sealed record RedemptionPlace(long TakenAt, Guid Customer, long Version, int Number)
{
    /// <summary>The place as it is told; null for a text that names none.</summary>
    public static RedemptionPlace? Read(string text) => text.Split('.') is [var at, var customer, var version, var number]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var takenAt) && Guid.TryParseExact(customer, "N", out var id)
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var fact) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var use)
            ? new RedemptionPlace(takenAt, id, fact, use)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TakenAt}.{Customer:N}.{Version}.{Number}");
}

/// <summary>A reward that is to be handed over.</summary>
public sealed record OpenRedemption
{
    /// <summary>Who took it.</summary>
    public Guid Customer { get; init; }

    /// <summary>Their name; null where none is known.</summary>
    public string? Name { get; init; }

    /// <summary>The fact that took it.</summary>
    public long Version { get; init; }

    /// <summary>Its number within the fact.</summary>
    public int Number { get; init; }

    /// <summary>The reward's key.</summary>
    public string Reward { get; init; } = "";

    /// <summary>The kind of points.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What it cost, in smallest parts.</summary>
    public long Parts { get; init; }

    /// <summary>What it cost, in points.</summary>
    public decimal Points { get; set; }

    /// <summary>When it was taken, in microseconds since 1970.</summary>
    public long TakenAt { get; init; }

    /// <summary>The number of the last day on which it can be used; null: without end.</summary>
    public int? LastDay { get; init; }

    internal RedemptionPlace Place => new(TakenAt, Customer, Version, Number);
}
