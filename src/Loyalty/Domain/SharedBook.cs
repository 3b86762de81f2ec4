using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>The keys of what is limited for everybody together.</summary>
internal static class SharedLimit
{
    /// <summary>The budget of a rule, in smallest parts of its points.</summary>
    public static string Budget(string rule) => "budget:" + rule;

    /// <summary>The stock of a reward, in pieces.</summary>
    public static string Stock(string reward) => "stock:" + reward;

    /// <summary>The budget of a gift campaign in the calendar month of a day, in smallest parts of its points.</summary>
    public static string Gifts(string campaign, Day day) => $"gifts:{campaign}:{day.ToString()[..7]}";
}

/// <summary>What must be known of limits that everybody shares to decide about a group of requests: what is used of them, and unused codes.</summary>
internal sealed class SharedBook
{
    private readonly Dictionary<string, long> used;

    private readonly Dictionary<string, List<string>> codes;

    private readonly Dictionary<string, long> changes = [];

    private readonly Dictionary<string, long> most = [];

    private readonly List<CodeUse> taken = [];

    private readonly List<CodeUse> givenBack = [];

    /// <param name="used">What is used of each limit; what is not named is unused.</param>
    /// <param name="codes">Unused codes by their pools.</param>
    public SharedBook(IReadOnlyDictionary<string, long>? used = null, IReadOnlyDictionary<string, List<string>>? codes = null)
    {
        this.used = used is null ? [] : new Dictionary<string, long>(used);
        this.codes = codes?.ToDictionary(pool => pool.Key, pool => pool.Value.ToList()) ?? [];
    }

    /// <summary>By how much what was accepted changes each limit.</summary>
    public IReadOnlyDictionary<string, long> Changes => changes;

    /// <summary>How much may be used of a limit, as decisions took it to be.</summary>
    public long Most(string key) => most.GetValueOrDefault(key, long.MaxValue);

    /// <summary>The codes that were taken.</summary>
    public IReadOnlyList<CodeUse> Taken => taken;

    /// <summary>The codes that were given back; only by whom and when they were taken is known.</summary>
    public IReadOnlyList<CodeUse> GivenBack => givenBack;

    /// <summary>What is used of a limit, with what was accepted.</summary>
    public long Used(string key) => used.GetValueOrDefault(key);

    /// <summary>Unused codes of a pool.</summary>
    public IReadOnlyList<string> Codes(string pool) => codes.GetValueOrDefault(pool) ?? [];

    /// <summary>Takes over what was decided, so that the next decision sees it.</summary>
    public void Accept(SharedDraft draft)
    {
        foreach (var (key, change) in draft.Changes)
        {
            used[key] = Used(key) + change;
            changes[key] = changes.GetValueOrDefault(key) + change;
            most[key] = Math.Min(Most(key), draft.Most(key));
        }

        foreach (var code in draft.Taken)
        {
            codes[code.Pool].Remove(code.Code!);
        }

        taken.AddRange(draft.Taken);
        givenBack.AddRange(draft.GivenBack);
    }
}

/// <summary>What one decision changes of shared limits; nothing until the book accepts it.</summary>
internal sealed class SharedDraft(SharedBook book)
{
    private readonly Dictionary<string, long> changes = [];

    private readonly Dictionary<string, long> asked = [];

    private readonly List<CodeUse> taken = [];

    private readonly List<CodeUse> givenBack = [];

    public IReadOnlyDictionary<string, long> Changes => changes;

    public IReadOnlyList<CodeUse> Taken => taken;

    public IReadOnlyList<CodeUse> GivenBack => givenBack;

    /// <summary>How much may be used of a limit, as it was asked for.</summary>
    public long Most(string key) => asked.GetValueOrDefault(key, long.MaxValue);

    /// <summary>What is left of a limit; never below zero, also where the limit was lowered.</summary>
    public long Left(string key, long most)
    {
        asked[key] = Math.Min(most, Most(key));
        return Math.Max(0, most - book.Used(key) - changes.GetValueOrDefault(key));
    }

    /// <summary>Notes that more is used, or less.</summary>
    public void Use(string key, long amount)
    {
        if (amount != 0)
        {
            changes[key] = changes.GetValueOrDefault(key) + amount;
        }
    }

    /// <summary>The next unused code of a pool; null where there is none.</summary>
    public string? NextCode(string pool)
    {
        var already = taken.Count(code => code.Pool == pool);
        var unused = book.Codes(pool);
        return already < unused.Count ? unused[already] : null;
    }

    /// <summary>Takes the next unused code of a pool for a redemption.</summary>
    public void TakeCode(string pool, CustomerId customer, long factVersion, int number) =>
        taken.Add(new CodeUse(pool, NextCode(pool) ?? throw new InvalidOperationException($"No code is left in '{pool}'."), customer, factVersion, number));

    /// <summary>Gives the code of a redemption back.</summary>
    public void GiveBackCode(string pool, CustomerId customer, long factVersion, int number) => givenBack.Add(new CodeUse(pool, null, customer, factVersion, number));
}

/// <summary>A code of a redemption.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Code">The code; null where only the redemption is known.</param>
/// <param name="Customer">Whose redemption.</param>
/// <param name="FactVersion">The fact that redeemed.</param>
/// <param name="Number">The redemption's number within it.</param>
internal sealed record CodeUse(string Pool, string? Code, CustomerId Customer, long FactVersion, int Number);
