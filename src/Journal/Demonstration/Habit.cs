namespace Regulars.Journal.Demonstration;

/// <summary>How a customer shops: how often, how evenly, where, what, and what would make them leave.</summary>
internal sealed record Habit
{
    public required double MeanPauseDays { get; init; }

    public required double Regularity { get; init; }

    /// <summary>The share of their purchases that are made on the web.</summary>
    public required double WebShare { get; init; }

    public required ShopStore HomeStore { get; init; }

    public required bool IsOnlyCurious { get; init; }

    /// <summary>Whether they leave when coffee becomes dearer.</summary>
    public required bool CountsPennies { get; init; }

    /// <summary>After so many days from the first visit they drift away, if nothing else happens before.</summary>
    public required double StaysDays { get; init; }

    public required IReadOnlyList<Product> Favourites { get; init; }

    public static Habit Of(Chance chance, bool livesHere)
    {
        var sort = chance.Weighted(0.30, 0.42, 0.28);
        var (median, spread, regularity, stays) = sort switch
        {
            0 => (11.0, 0.45, chance.Between(2.2, 5), 1300.0),
            1 => (27.0, 0.45, chance.Between(1.6, 3.2), 1000.0),
            _ => (62.0, 0.40, chance.Between(1.3, 2.2), 900.0),
        };
        var way = chance.Weighted(livesHere ? 0.52 : 0.06, livesHere ? 0.16 : 0.80, livesHere ? 0.32 : 0.14);
        return new Habit
        {
            MeanPauseDays = median * Math.Exp(spread * chance.Normal()) * (way == 1 ? 1.7 : 1),
            Regularity = regularity,
            WebShare = way switch { 0 => 0, 1 => 1, _ => chance.Between(0.15, 0.7) },
            HomeStore = ShopStore.Tills[chance.Weighted(0.45, 0.33, 0.22)],
            IsOnlyCurious = sort == 2 ? chance.Happens(0.5) : chance.Happens(0.04),
            CountsPennies = chance.Happens(0.25),
            StaysDays = chance.Wait(stays),
            Favourites = Like(chance),
        };
    }

    /// <summary>A favourite or two of what is bought again and again.</summary>
    private static List<Product> Like(Chance chance)
    {
        var likesTea = chance.Happens(0.42);
        var packs = likesTea ? Catalogue.Tea : chance.Happens(0.7) ? Catalogue.Beans : Catalogue.Ground;
        return
        [
            chance.Pick(Catalogue.In(packs)),
            chance.Pick(Catalogue.In(likesTea && chance.Happens(0.5) ? Catalogue.Herbs : packs)),
            chance.Pick(Catalogue.In(Catalogue.Drinks)),
            chance.Pick(Catalogue.In(Catalogue.Sweets)),
        ];
    }
}
