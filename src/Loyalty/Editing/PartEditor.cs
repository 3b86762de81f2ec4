using Microsoft.AspNetCore.Http;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Editing;

/// <summary>A sort of part of a programme that is edited by a form: opened, read back, put in its place.</summary>
internal abstract class PartEditor
{
    /// <summary>Every sort, by the word in its address.</summary>
    public static IReadOnlyDictionary<string, PartEditor> All { get; } = new PartEditor[]
    {
        new RuleEditor(), new LevelsEditor(), new RewardEditor(), new UnitEditor(), new ReferralsEditor(),
        new ChallengeEditor(), new MilestoneEditor(), new BadgeEditor(), new GiftCampaignEditor(),
    }.ToDictionary(editor => editor.Name, StringComparer.Ordinal);

    /// <summary>The word in its address.</summary>
    public abstract string Name { get; }

    /// <summary>The form of the part of a key; null where there is none.</summary>
    public abstract PartForm? Open(Programme programme, string key);

    /// <summary>The form as it was filled in, with what was pressed done.</summary>
    public abstract PartForm Redraw(string key, PartAnswers answers, string? command);

    /// <summary>The programme with the part as it was filled in.</summary>
    /// <returns>The programme, the part's key, and where it stands, as refusals name it.</returns>
    public abstract (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language);

    /// <summary>The programme without the part.</summary>
    public abstract Programme Remove(Programme programme, string key);

    /// <summary>The page of the form.</summary>
    public abstract IResult Page(Programme programme, PartForm form, EditingLanguage language);

    /// <summary>The first key of a sort that nobody has: rule-1, rule-2.</summary>
    protected static string FreeKey(string sort, IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, known.Count + 1).Select(number => $"{sort}-{number}").First(key => !known.Contains(key));
    }

    /// <summary>A list in which the part of a key was replaced, or a new one added.</summary>
    protected static (IReadOnlyList<T> List, int Place) Put<T>(IReadOnlyList<T> list, T part, Func<T, string> keyOf)
    {
        var place = list.TakeWhile(other => keyOf(other) != keyOf(part)).Count();
        return (place == list.Count ? [.. list, part] : [.. list.Select((other, at) => at == place ? part : other)], place);
    }
}
