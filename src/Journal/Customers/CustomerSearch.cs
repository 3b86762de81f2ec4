using Regulars.Journal.Domain;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Customers;

/// <summary>Finds customers by the beginnings of words, by telephone and card numbers however they are spaced, and by orders.</summary>
internal sealed class CustomerSearch(Database database, BusinessStore businesses)
{
    /// <summary>A search looks at so many people; another word makes it narrower.</summary>
    public const int MostPeople = 300;

    private const int MostWords = 6;

    private const int FewestDigits = 5;

    /// <summary>Follows every text that begins with a word, in the order of code points.</summary>
    private const string LastCharacter = "\U0010FFFF";

    /// <summary>The people found, and whether there are more.</summary>
    public (IReadOnlyList<Guid> People, bool IsCut) Find(string text)
    {
        if (!Text.CanBeKept(text))
        {
            return ([], false);
        }

        var people = new HashSet<Guid>(ByOrder(text.Trim()));
        foreach (var words in Readings(text))
        {
            people.UnionWith(ByWords(words));
        }

        return ([.. people.Take(MostPeople)], people.Count > MostPeople);
    }

    /// <summary>As words; and where it is a number with spaces, as one number and as a telephone number.</summary>
    private IEnumerable<string[]> Readings(string text)
    {
        var words = SearchTokens.Words(text).Distinct().Take(MostWords).ToArray();
        if (words.Length == 0)
        {
            yield break;
        }

        yield return words;
        var joined = string.Concat(words).Replace("-", "", StringComparison.Ordinal).TrimStart('+');
        if (joined.Length < FewestDigits || !joined.All(char.IsAsciiDigit))
        {
            yield break;
        }

        if (words.Length > 1 || words[0] != joined)
        {
            yield return [joined];
        }

        var phone = IdentityValue.Phone(text.Trim(), businesses.Current.Settings.PhonePrefix);
        if (phone != joined && phone.Length >= FewestDigits)
        {
            yield return [phone];
        }
    }

    private List<Guid> ByWords(string[] words)
    {
        // The longest word has the fewest customers, as a rule; the others are looked up for each of them.
        var ordered = words.OrderByDescending(word => word.Length).ToArray();
        var parameters = new Dapper.DynamicParameters(new { most = MostPeople + 1 });
        var others = new List<string>();
        for (var i = 0; i < ordered.Length; i++)
        {
            parameters.Add($"from{i}", ordered[i]);
            parameters.Add($"to{i}", ordered[i] + LastCharacter);
            if (i > 0)
            {
                others.Add(
                    $"""
                    AND EXISTS (
                        SELECT 1 FROM customer m JOIN customer_search_lookup x ON x.customer_id = m.customer_id
                        WHERE m.group_id = c.group_id AND x.token >= @from{i} AND x.token < @to{i})
                    """);
            }
        }

        return database.Query<Guid>(
            $"""
            SELECT DISTINCT c.group_id FROM customer_search_lookup t JOIN customer c ON c.customer_id = t.customer_id
            WHERE t.token >= @from0 AND t.token < @to0 {string.Join(" ", others)} LIMIT @most
            """,
            parameters);
    }

    private List<Guid> ByOrder(string number) => database.Query<Guid>(
        """
        SELECT DISTINCT c.group_id FROM order_lookup o JOIN customer c ON c.customer_id = o.customer_id
        WHERE o.number IN (@number, @upper, @marked) LIMIT 20
        """,
        new { number, upper = number.ToUpperInvariant(), marked = $"#{number}" });
}
