using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Counting;

/// <summary>Remembers how far something has come that is done bit by bit or once a day.</summary>
internal sealed class CareWork(Database database)
{
    /// <summary>The day and the place that were reached; null before the beginning.</summary>
    public (Day Day, string Place)? Of(string work) =>
        database.Query<(int Day, string Place)>("SELECT day, place FROM care_work WHERE work = @work", new { work }) is [var (day, place)] ? (new Day(day), place) : null;

    /// <summary>Notes what was reached.</summary>
    public static void Note(WriteTransaction transaction, string work, Day day, string place) => transaction.Execute(
        """
        INSERT INTO care_work (work, day, place) VALUES (@work, @day, @place)
        ON CONFLICT (work) DO UPDATE SET day = excluded.day, place = excluded.place
        """,
        new { work, day = day.Number, place });
}
