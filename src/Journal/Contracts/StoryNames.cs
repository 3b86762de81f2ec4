namespace Regulars.Journal.Contracts;

/// <summary>Gives the names of things that a module's own facts name by their keys, so that a customer's story can say them.</summary>
public abstract class StoryNames
{
    /// <summary>The name of what a field of a fact's content names; null where the module knows none.</summary>
    /// <param name="field">The field.</param>
    /// <param name="key">Its value.</param>
    public abstract string? Find(string field, string key);
}
