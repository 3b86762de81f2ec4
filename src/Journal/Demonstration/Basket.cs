using Regulars.Journal.Contracts;

namespace Regulars.Journal.Demonstration;

/// <summary>What is bought together: at the till a drink and a cake and now and then a bag, on the web bags and things.</summary>
internal static class Basket
{
    /// <summary>By how much coffee became dearer.</summary>
    private const decimal DearerBy = 1.08m;

    private const double FavouriteShare = 0.65;

    public static List<OrderLineInput> AtTill(Chance chance, IReadOnlyList<Product> favourites, bool isDearer)
    {
        var lines = new List<OrderLineInput>(3);
        if (chance.Happens(0.8))
        {
            Add(lines, Choose(chance, favourites, Catalogue.Drinks), chance.Happens(0.25) ? 2 : 1, isDearer);
        }

        if (chance.Happens(0.45))
        {
            Add(lines, Choose(chance, favourites, Catalogue.Sweets), chance.Happens(0.2) ? 2 : 1, isDearer);
        }

        if (lines.Count == 0 || chance.Happens(0.3))
        {
            Add(lines, Choose(chance, favourites, Pack(chance)), 1, isDearer);
        }

        return lines;
    }

    public static List<OrderLineInput> OnWeb(Chance chance, IReadOnlyList<Product> favourites, bool isDearer, bool isBeforeChristmas)
    {
        var lines = new List<OrderLineInput>(5);
        var packs = 1 + chance.Weighted(0.4, 0.35, 0.18, 0.07);
        for (var i = 0; i < packs; i++)
        {
            Add(lines, Choose(chance, favourites, Pack(chance)), 1 + chance.Weighted(0.72, 0.2, 0.08), isDearer);
        }

        if (chance.Happens(0.12))
        {
            Add(lines, chance.Pick(Catalogue.In(chance.Happens(0.6) ? Catalogue.Equipment : Catalogue.Cups)), 1, isDearer);
        }

        if (chance.Happens(isBeforeChristmas ? 0.3 : 0.03))
        {
            Add(lines, chance.Pick(Catalogue.In(Catalogue.Gifts)), 1, isDearer);
        }

        return lines;
    }

    private static string Pack(Chance chance) =>
        chance.Weighted(0.4, 0.14, 0.28, 0.18) switch { 0 => Catalogue.Beans, 1 => Catalogue.Ground, 2 => Catalogue.Tea, _ => Catalogue.Herbs };

    private static Product Choose(Chance chance, IReadOnlyList<Product> favourites, string category)
    {
        if (favourites.Count > 0 && chance.Happens(FavouriteShare))
        {
            var isPack = category is not (Catalogue.Drinks or Catalogue.Sweets);
            return isPack ? favourites[chance.Below(2)] : favourites[category is Catalogue.Drinks ? 2 : 3];
        }

        return chance.Pick(Catalogue.In(category));
    }

    private static void Add(List<OrderLineInput> lines, Product product, int quantity, bool isDearer)
    {
        if (lines.Exists(line => line.Product == product.Code))
        {
            return;
        }

        var price = isDearer && product.Category is Catalogue.Beans or Catalogue.Ground or Catalogue.Drinks
            ? decimal.Round(product.Price * DearerBy / 50, 0, MidpointRounding.ToEven) * 50 - 10
            : product.Price;
        lines.Add(new OrderLineInput(
            product.Code, product.Name, product.Category, quantity, price / 100, (long)price * quantity, IsReturn: false, product.Cost * quantity));
    }
}
