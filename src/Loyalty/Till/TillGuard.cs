using Regulars.Kernel;

namespace Regulars.Loyalty.Till;

/// <summary>Ends guessing: after so many codes in a minute that nobody has, a caller finds nobody until the minute is over.</summary>
internal sealed class TillGuard(TimeProvider clock)
{
    /// <summary>So many wrong codes a caller may try in a minute.</summary>
    public const int MostWrong = 30;

    private const int MostRemembered = 10_000;

    private readonly Lock door = new();

    private readonly Dictionary<string, int> wrong = new(StringComparer.Ordinal);

    private long minute;

    /// <summary>Whether a caller may try another code.</summary>
    public bool Admits(string caller)
    {
        lock (door)
        {
            Turn();
            return wrong.GetValueOrDefault(caller) < MostWrong;
        }
    }

    /// <summary>Notes a code that nobody has.</summary>
    public void NoteWrong(string caller)
    {
        lock (door)
        {
            Turn();
            wrong[caller] = wrong.GetValueOrDefault(caller) + 1;
        }
    }

    private void Turn()
    {
        var present = Instant.Now(clock).Microseconds / 60_000_000;
        if (present != minute || wrong.Count > MostRemembered)
        {
            minute = present;
            wrong.Clear();
        }
    }
}
