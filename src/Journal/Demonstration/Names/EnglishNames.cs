namespace Regulars.Journal.Demonstration.Names;

internal static class EnglishNames
{
    public static readonly NameList List = new(
        "en",
        [
            "James", "Oliver", "Jack", "Liam", "Noah", "Seán", "Daniel", "Thomas", "Henry", "Samuel", "Ethan", "Callum", "Zoltán", "René", "Luca", "Björn",
        ],
        [
            "Emily", "Charlotte", "Olivia", "Grace", "Amelia", "Siobhán", "Zoë", "Chloé", "Hannah", "Sophie", "Lucy", "Freya", "Anne-Marie", "Renée", "Ella", "Maeve",
        ],
        [
            "O'Neil", "O'Brien", "Smith", "Taylor", "Brown", "Wilson", "Evans", "Walker", "MacDonald", "Hughes", "Lewis", "Clarke", "Smith-Jones", "D'Arcy",
            "Müller", "Nguyễn", "García", "Sørensen", "Bennett", "Fitzgerald",
        ]);
}
