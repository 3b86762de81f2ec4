namespace Regulars.Loyalty.Tests.Model;

/// <summary>A dated amount.</summary>
internal sealed record ModelLot
{
    public int Number { get; init; }

    public long Granted { get; init; }

    public DateOnly Earned { get; init; }

    public DateOnly? From { get; set; }

    public DateOnly? Last { get; init; }

    public string? Order { get; init; }

    public int Rule { get; init; }

    public long Pending { get; set; }

    public long Active { get; set; }

    public long Held { get; set; }

    public long Expired { get; private set; }

    /// <summary>Notes points as expired; answers what is left of them to use: nothing.</summary>
    public long Expire(long points)
    {
        Expired += points;
        return 0;
    }

    /// <summary>Loses up to so many points, wherever they are but held or used; answers how many.</summary>
    public long Lose(long points)
    {
        var pending = Math.Min(Pending, points);
        var active = Math.Min(Active, points - pending);
        var expired = Math.Min(Expired, points - pending - active);
        (Pending, Active, Expired) = (Pending - pending, Active - active, Expired - expired);
        return pending + active + expired;
    }
}

/// <summary>A part of a lot.</summary>
internal readonly record struct ModelPart(int Lot, long Points);

/// <summary>Points used on an order: how many were told, and where they came from.</summary>
internal sealed record ModelUse(long Told, List<ModelPart> Parts);

/// <summary>What an order gave and used.</summary>
internal sealed record ModelOrder(string Number, DateOnly Day, ModelTerms Terms)
{
    public ToldOrder? Told { get; set; }

    public long[] Kept { get; private init; } = new long[2];

    public Dictionary<string, ModelUse> Uses { get; private init; } = [];

    /// <summary>The uses in the order in which they are told: money, then the mug.</summary>
    public IReadOnlyList<KeyValuePair<string, ModelUse>> InOrder => [.. Uses.OrderBy(use => use.Key, StringComparer.Ordinal)];

    /// <summary>Copies share nothing.</summary>
    private ModelOrder(ModelOrder other)
    {
        (Number, Day, Terms, Told) = (other.Number, other.Day, other.Terms, other.Told);
        Kept = [.. other.Kept];
        Uses = new(other.Uses);
    }
}

/// <summary>An order as it is told.</summary>
/// <param name="Number">Its number.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="State">sold, pending, refused, cancelled or refunded.</param>
/// <param name="Prices">The prices of its lines, in minor units.</param>
/// <param name="Back">The lines that came back.</param>
/// <param name="Refunded">What came back without lines.</param>
/// <param name="Discount">The discount on the whole.</param>
/// <param name="Uses">Points told to be used; null: as before.</param>
internal sealed record ToldOrder(
    string Number, DateTimeOffset PlacedAt, string State, IReadOnlyList<int> Prices, IReadOnlyList<int> Back, int Refunded, int Discount, IReadOnlyList<(string Key, long Points)>? Uses)
{
    /// <summary>Points that pay.</summary>
    public const string Money = "money";

    /// <summary>Points for the mug, which is the first line.</summary>
    public const string Mug = "mug";

    public DateOnly Day => DateOnly.FromDateTime(PlacedAt.UtcDateTime);

    public bool IsAlive => State is "sold" or "pending";

    public long Sold => Math.Max(0, Prices.Sum() - Discount);

    public long Returned => IsAlive ? Math.Min(Sold, Back.Sum(line => Prices[line]) + Refunded) : Sold;

    /// <summary>What stays used: points that paid come back in proportion to the money, the customer never paying more with them than is left; a mug with its line.</summary>
    public long Left(string key, long told) => !IsAlive || (Sold > 0 && Returned >= Sold) ? 0
        : key == Money ? told * (Sold - Returned) / Sold
        : Back.Contains(0) ? 0 : told;

    /// <summary>Two tellings of the same content are equal.</summary>
    public string Content => $"{State} {string.Join(',', Prices)} back {string.Join(',', Back)} refunded {Refunded} off {Discount} uses {(Uses is null ? "as before" : string.Join(',', Uses.Select(use => $"{use.Key}:{use.Points}")))}";
}
