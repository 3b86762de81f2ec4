namespace Regulars.Host.Access;

/// <summary>Counts how often a password was tried for one e-mail address, from wherever it came: who guesses has many addresses of the internet.</summary>
/// <remarks>Each node counts for itself. So many e-mail addresses are counted at once; of one more, the least tried makes place, so that
/// whoever tries made-up ones does not make another's count forgotten.</remarks>
internal sealed class PasswordTries(TimeProvider clock)
{
    /// <summary>So often it may be tried within <see cref="Window"/>.</summary>
    public const int Most = 30;

    /// <summary>So many e-mail addresses are counted at once.</summary>
    public const int MostCounted = 10_000;

    /// <summary>After so long from the first try the count begins anew.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();

    private readonly Dictionary<string, (int Tries, long Until)> counts = new(StringComparer.Ordinal);

    /// <summary>How many e-mail addresses are counted now.</summary>
    public int Counted
    {
        get
        {
            lock (gate)
            {
                return counts.Count;
            }
        }
    }

    /// <summary>Counts one more try; false when there were too many.</summary>
    public bool Admit(string email)
    {
        var (key, now) = (KeyOf(email), clock.GetTimestamp());
        lock (gate)
        {
            var (tries, until) = counts.TryGetValue(key, out var known) && known.Until > now ? known : (0, now + (long)(Window.TotalSeconds * clock.TimestampFrequency));
            if (tries == Most)
            {
                return false;
            }

            if (counts.Count == MostCounted && !counts.ContainsKey(key))
            {
                MakePlace(now);
            }

            counts[key] = (tries + 1, until);
            return true;
        }
    }

    /// <summary>Forgets the tries of whoever came in.</summary>
    public void Forget(string email)
    {
        lock (gate)
        {
            counts.Remove(KeyOf(email));
        }
    }

    /// <summary>A key of one length, however long the address is that was sent.</summary>
    private static string KeyOf(string email) => Convert.ToHexString(Token.Hash(Accounts.Fold(email)));

    private void MakePlace(long now) => counts.Remove(counts.MinBy(count => count.Value.Until > now ? count.Value.Tries : 0).Key);
}
