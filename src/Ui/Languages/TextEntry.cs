namespace Regulars.Ui;

/// <summary>One text in its four languages: each either one sentence or one for every plural form.</summary>
/// <param name="Key">The dotted key, such as <c>customers.title</c>.</param>
/// <param name="Forms">By language, the sentence by plural form; a sentence that knows no number stands under "other" alone.</param>
public sealed record TextEntry(string Key, IReadOnlyDictionary<Language, IReadOnlyDictionary<string, string>> Forms)
{
    /// <summary>Whether any language has more than one form.</summary>
    public bool DependsOnNumber => Forms.Values.Any(forms => forms.Count > 1);

    internal string? Find(Language language, string form) =>
        Forms.TryGetValue(language, out var forms)
            ? forms.GetValueOrDefault(form) ?? forms.GetValueOrDefault("other")
            : null;
}
