using Regulars.Journal.Import.Recognition;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Assembly;

/// <summary>Finds what the status of a row means by the mapping; words that the mapping does not know by their stems.</summary>
internal sealed class StatusLookup
{
    private readonly IReadOnlyDictionary<string, StatusMeaning> mapped;
    private readonly Dictionary<string, StatusMeaning> found = [];
    private readonly Dictionary<string, StatusMeaning>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Dictionary<string, bool> answers = [];

    public StatusLookup(IReadOnlyDictionary<string, StatusMeaning> mapped)
    {
        this.mapped = mapped;
        lookup = found.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public StatusMeaning? Find(ReadOnlySpan<char> status)
    {
        if (status.IsEmpty)
        {
            return null;
        }

        if (lookup.TryGetValue(status, out var meaning))
        {
            return meaning;
        }

        var folded = Text.Fold(status.ToString());
        meaning = mapped.TryGetValue(folded, out var said) ? said : StatusWords.Find(folded) ?? StatusMeaning.Sold;
        if (found.Count < 10 * ImportLimits.Statuses)
        {
            lookup[status] = meaning;
        }

        return meaning;
    }

    /// <summary>Whether a column that marks returns says yes.</summary>
    public bool IsYes(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        var known = answers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(text, out var answer))
        {
            answer = StatusWords.IsYes(Text.Fold(text.ToString()));
            if (answers.Count < ImportLimits.Statuses)
            {
                known[text] = answer;
            }
        }

        return answer;
    }
}
