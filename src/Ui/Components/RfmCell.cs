namespace Regulars.Ui;

/// <summary>The customers with one score of recency and one of frequency and value.</summary>
/// <param name="Recency">1 to 5, 5 the most recent.</param>
/// <param name="Value">Frequency and value together, 1 to 5, 5 the most.</param>
/// <param name="Name">The name of their segment, in the reader's language.</param>
/// <param name="Customers">How many they are.</param>
/// <param name="Href">The list of them.</param>
/// <param name="Tone">How well it stands with them.</param>
public sealed record RfmCell(int Recency, int Value, string Name, int Customers, string Href, Tone Tone = Tone.Plain);
