namespace Regulars.Journal.Import.Recognition;

/// <summary>What a heading may mean when it does not say which of two roles it is; content and shape decide.</summary>
internal enum Ambiguity
{
    None,
    Customer,
    Amount,
    Discount,
    Number,
}

/// <summary>What a heading means.</summary>
/// <param name="Role">The role, when it is certain.</param>
/// <param name="Ambiguity">What must be decided, when it is not.</param>
/// <param name="Rank">Among the words of its meaning, from zero, the surest first.</param>
internal readonly record struct HeadingMeaning(ColumnRole Role, Ambiguity Ambiguity, int Rank);

/// <summary>The words that shops write above columns. A question mark begins a meaning that content must decide.</summary>
internal static partial class HeadingWords
{
    private static readonly Dictionary<string, HeadingMeaning> Meanings = Load();

    public static IEnumerable<string> All => Meanings.Keys;

    public static bool TryFind(string folded, out HeadingMeaning meaning) => Meanings.TryGetValue(folded, out meaning);

    private static Dictionary<string, HeadingMeaning> Load()
    {
        var meanings = new Dictionary<string, HeadingMeaning>(1500);
        foreach (var language in (ReadOnlySpan<string>)[English, Russian, Ukrainian, Polish])
        {
            foreach (var line in language.Split('\n'))
            {
                var colon = line.IndexOf(':');
                var name = line[..colon];
                var (role, ambiguity) = name[0] == '?'
                    ? (ColumnRole.Ignore, Enum.Parse<Ambiguity>(name[1..]))
                    : (Enum.Parse<ColumnRole>(name), Ambiguity.None);
                var rank = 0;
                foreach (var word in line[(colon + 1)..].Split('|'))
                {
                    meanings.TryAdd(word.Trim(), new HeadingMeaning(role, ambiguity, rank++));
                }
            }
        }

        return meanings;
    }
}
