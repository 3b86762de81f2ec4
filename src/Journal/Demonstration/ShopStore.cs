namespace Regulars.Journal.Demonstration;

/// <summary>A place of the shop with its staff.</summary>
internal sealed record ShopStore(string Name, string Letter, string[] Staff)
{
    /// <summary>Who made customers leave, since <see cref="TroubleDays"/> before the end.</summary>
    public const string CurtSeller = "Patryk Zając";

    /// <summary>The shop on the web.</summary>
    public static readonly ShopStore Web = new("web", "W", ["Ірина Коваль"]);

    /// <summary>The shops in the towns.</summary>
    public static readonly ShopStore[] Tills =
    [
        new("Kraków, Rynek", "K", ["Agnieszka Lis", "Тарас Гук", "Kamil Wrona"]),
        new("Warszawa, Hoża", "H", ["Olena Kravets", "Michał Bąk", "Daria Sikora"]),
        new("Lublin, Kozia", "L", [CurtSeller, "Марія Стець", "Ewa Kmieć"]),
    ];

    /// <summary>For so many days before the end the curt seller has worked here.</summary>
    public const int TroubleDays = 300;
}
