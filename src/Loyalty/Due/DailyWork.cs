using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Due;

/// <summary>Remembers up to which day something that is done once a day was done, and by which version of the programme.</summary>
internal sealed class DailyWork(Database database)
{
    /// <summary>A server that was off for longer does not catch up with more days than this.</summary>
    private const int MostDays = 30;

    /// <summary>The days that are still to be done, the oldest first; the present day again where the programme is a new one.</summary>
    public IReadOnlyList<Day> Waiting(string work, Day today, int version)
    {
        var done = database.Query<(int Day, int Version)>("SELECT day, programme_version FROM daily_work WHERE work = @work", new { work });
        var first = done is [var last] ? last.Day + (last.Day == today.Number && last.Version != version ? 0 : 1) : today.Number;
        return [.. Enumerable.Range(0, MostDays).Select(back => today.Plus(-back)).Where(day => day.Number >= first).Reverse()];
    }

    /// <summary>Notes that everything of a day was done.</summary>
    public void Done(string work, Day day, int version) => database.Write(transaction => transaction.Execute(
        """
        INSERT INTO daily_work (work, day, programme_version) VALUES (@work, @day, @version)
        ON CONFLICT (work) DO UPDATE SET day = excluded.day, programme_version = excluded.programme_version
        """,
        new { work, day = day.Number, version }));
}
