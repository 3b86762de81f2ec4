namespace Regulars.Journal.Demonstration;

/// <summary>Where a customer lives.</summary>
internal sealed record Home(string Country, string City, bool IsUkrainian)
{
    private static readonly string[] ShopCities = ["Kraków", "Warszawa", "Lublin"];

    private static readonly string[] PolishCities = ["Wrocław", "Gdańsk", "Łódź", "Poznań", "Rzeszów", "Przemyśl", "Zamość", "Białystok", "Świdnik", "Piaseczno"];

    private static readonly string[] UkrainianCities = ["Львів", "Київ", "Івано-Франківськ", "Чернівці", "Луцьк"];

    private static readonly string[] GermanCities = ["Berlin", "Leipzig", "Görlitz"];

    public static Home Of(Chance chance, string language) => chance.Weighted(0.68, 0.20, language is "uk" ? 0.20 : 0, language is "pl" ? 0.01 : 0.06) switch
    {
        0 => new Home("Poland", chance.Pick(ShopCities), false),
        1 => new Home("Poland", chance.Pick(PolishCities), false),
        2 => new Home("Ukraine", chance.Pick(UkrainianCities), true),
        _ => new Home("Germany", chance.Pick(GermanCities), false),
    };
}
