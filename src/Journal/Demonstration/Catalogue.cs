namespace Regulars.Journal.Demonstration;

/// <summary>What the shop sells.</summary>
internal static class Catalogue
{
    public const string Beans = "Coffee beans";

    public const string Ground = "Ground coffee";

    public const string Tea = "Tea";

    public const string Herbs = "Herbal tea";

    public const string Drinks = "Drinks";

    public const string Sweets = "Sweets";

    public const string Equipment = "Equipment";

    public const string Cups = "Cups";

    public const string Gifts = "Gift sets";

    public static readonly Product[] All =
    [
        .. Of(Beans, "CB", 0.52,
            ("Ethiopia Yirgacheffe 250 g", 5290), ("Colombia Huila 250 g", 4690), ("Brazil Santos 250 g", 3990), ("Kenya Nyeri AA 250 g", 6490),
            ("Guatemala Antigua 250 g", 4890), ("Ziarno House Blend 250 g", 3690), ("Ziarno House Blend 1 kg", 12900), ("Львівська суміш 250 г", 4190),
            ("Decaf Peru 250 g", 5190), ("Espresso Kazimierz 1 kg", 14900)),
        .. Of(Ground, "CG", 0.50,
            ("Kawa mielona Poranek 250 g", 3290), ("Львівська мелена 250 г", 3590), ("Moka Napoli 250 g", 3890), ("Kawa do tygielka 200 g", 3490),
            ("Cold brew coarse 250 g", 3690)),
        .. Of(Tea, "TB", 0.42,
            ("Assam Golden Tips 100 g", 3290), ("Darjeeling First Flush 100 g", 5890), ("Earl Grey Lwów 100 g", 2790), ("Sencha Makinohara 100 g", 4290),
            ("Jasmine Pearls 50 g", 4690), ("Lapsang Souchong 100 g", 3990), ("Milk Oolong 50 g", 3890), ("Gunpowder 100 g", 2490),
            ("Русский караван 100 г", 3190), ("Pu-erh 2016 100 g", 6990)),
        .. Of(Herbs, "TH", 0.38,
            ("Іван-чай карпатський 100 г", 2690), ("Rooibos Wanilia 100 g", 2590), ("Mięta z Podlasia 50 g", 1890), ("Облепиха с имбирём 100 г", 2890),
            ("Lipa i miód 80 g", 2390), ("Шипшина з м'ятою 100 г", 2290)),
        .. Of(Drinks, "DR", 0.24,
            ("Espresso", 900), ("Americano", 1100), ("Cappuccino", 1450), ("Flat white", 1600), ("Latte", 1550), ("Cold brew", 1700), ("Matcha latte", 1900),
            ("Herbata parzona", 1300), ("Какао", 1500), ("Kawa po lwowsku", 1800)),
        .. Of(Sweets, "SW", 0.46,
            ("Sernik krakowski", 1600), ("Медівник", 1700), ("Szarlotka", 1500), ("Львівський сирник", 1700), ("Croissant", 1100), ("Пряник тульский", 1400),
            ("Dark chocolate 70 %", 2290), ("Makowiec", 1450)),
        .. Of(Equipment, "EQ", 0.62,
            ("Aeropress", 16900), ("V60 dripper", 8900), ("Paper filters 100", 2490), ("Hand grinder", 28900), ("Moka pot 3 cups", 11900), ("Gooseneck kettle", 24900)),
        .. Of(Cups, "CU", 0.48,
            ("Kubek Bolesławiec", 6900), ("Espresso cup", 3900), ("Чашка «Опішня»", 7900), ("Travel mug 350 ml", 9900)),
        .. Of(Gifts, "GI", 0.55,
            ("Taste of four cities", 14900), ("Zestaw świąteczny", 18900), ("Подарунок «Карпати»", 12900)),
    ];

    private static readonly Dictionary<string, Product[]> ByCategory =
        All.GroupBy(product => product.Category).ToDictionary(products => products.Key, products => products.ToArray());

    public static IReadOnlyList<Product> In(string category) => ByCategory[category];

    private static IEnumerable<Product> Of(string category, string code, double costShare, params (string Name, long Price)[] products) =>
        products.Select((product, i) => new Product($"{code}{i + 1:D2}", product.Name, category, product.Price, (long)(product.Price * costShare)));
}
