namespace Regulars.Journal.Demonstration;

/// <summary>A product of the shop; price and cost in hundredths of the currency.</summary>
internal sealed record Product(string Code, string Name, string Category, long Price, long Cost);
