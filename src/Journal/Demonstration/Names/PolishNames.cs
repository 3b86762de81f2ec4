namespace Regulars.Journal.Demonstration.Names;

internal static class PolishNames
{
    public static readonly NameList List = new(
        "pl",
        [
            "Jan", "Piotr", "Łukasz", "Michał", "Krzysztof", "Tomasz", "Paweł", "Marcin", "Grzegorz", "Bartłomiej", "Jakub", "Kacper", "Wojciech",
            "Stanisław", "Józef", "Mateusz", "Rafał", "Zbigniew", "Andrzej", "Szymon", "Filip", "Sławomir", "Błażej", "Igor",
        ],
        [
            "Anna", "Katarzyna", "Małgorzata", "Agnieszka", "Zofia", "Julia", "Żaneta", "Joanna", "Magdalena", "Ewa", "Barbara", "Aleksandra", "Natalia",
            "Elżbieta", "Krystyna", "Monika", "Beata", "Grażyna", "Hanna", "Oliwia", "Kinga", "Dorota", "Łucja", "Wiesława",
        ],
        [
            "Nowak", "Wójcik", "Kowalczyk", "Woźniak", "Mazur", "Krawczyk", "Kaczmarek", "Zając", "Król", "Wieczorek", "Pawlak", "Wróbel", "Dudek",
            "Stępień", "Sikora", "Bąk", "Szewczyk", "Łoś", "Żak", "Gęsiak", ("Kowalski", "Kowalska"), ("Wiśniewski", "Wiśniewska"),
            ("Dąbrowski", "Dąbrowska"), ("Lewandowski", "Lewandowska"), ("Zieliński", "Zielińska"), ("Szymański", "Szymańska"), ("Kozłowski", "Kozłowska"),
            ("Jankowski", "Jankowska"), ("Wojciechowski", "Wojciechowska"), ("Kwiatkowski", "Kwiatkowska"), ("Górski", "Górska"), ("Śliwiński", "Śliwińska"),
        ]);
}
