using Regulars.Journal.Criteria;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>The versions of the programme and the draft. Versions never change, so that they are read once.</summary>
internal sealed class ProgrammeStore(Database database, BusinessStore businesses, CriteriaLanguage language, TimeProvider clock)
{
    private readonly Lock reading = new();

    private ProgrammeHistory history = new([]);

    /// <summary>Every version, as of now.</summary>
    public ProgrammeHistory Current() => Upto(database.QueryFirst<int?>(NewestVersion) ?? 0);

    /// <summary>Every version up to one that somebody has seen, and perhaps newer ones.</summary>
    public ProgrammeHistory Upto(int newest) => Upto(newest, after => database.Query<VersionRow>(Versions, new { after }));

    /// <summary>Every version, as a transaction sees them.</summary>
    public ProgrammeHistory Current(WriteTransaction transaction) =>
        Upto(transaction.QueryFirst<int?>(NewestVersion) ?? 0, after => transaction.Query<VersionRow>(Versions, new { after }));

    /// <summary>Everything that is wrong with a programme that somebody wants to put in force.</summary>
    public IReadOnlyList<Refusal> Check(Programme programme) =>
        ProgrammeCheck.Find(programme, Current(), language, businesses.Current.Currency, Today);

    /// <summary>The version in force; null before the first.</summary>
    public CompiledProgramme? InForce => Current().InForce(Today);

    private Day Today => businesses.Current.Calendar.DayOf(Instant.Now(clock));

    /// <summary>The draft; null where nobody works on one.</summary>
    public Programme? Draft() => database.QueryFirst<string>("SELECT document FROM programme_draft WHERE draft_id = 1") is { } document
        ? ProgrammeJson.Read(document)
        : null;

    /// <summary>Keeps the draft.</summary>
    public void SaveDraft(Programme draft, string by) => database.Write(transaction => transaction.Execute(
        """
        INSERT INTO programme_draft (draft_id, document, saved_at, saved_by) VALUES (1, @document, @at, @by)
        ON CONFLICT (draft_id) DO UPDATE SET document = excluded.document, saved_at = excluded.saved_at, saved_by = excluded.saved_by
        """,
        new { document = ProgrammeJson.Write(draft with { Version = 0 }), at = Instant.Now(clock).Microseconds, by }));

    /// <summary>Forgets the draft.</summary>
    public void DropDraft() => database.Write(transaction => transaction.Execute("DELETE FROM programme_draft"));

    /// <summary>Puts a programme in force from today on: a new version. Answers its number.</summary>
    public int Publish(Programme programme, string by) => database.Write(transaction =>
    {
        var version = (transaction.QueryFirst<int?>(NewestVersion) ?? 0) + 1;
        var now = Instant.Now(clock);
        var published = programme with { Version = version, From = businesses.Current.Calendar.DayOf(now) };
        transaction.Execute(
            "INSERT INTO programme (version, from_day, document, published_at, published_by) VALUES (@version, @day, @document, @at, @by)",
            new { version, day = published.From.Number, document = ProgrammeJson.Write(published), at = now.Microseconds, by });
        transaction.Execute("DELETE FROM programme_draft");
        return version;
    });

    private ProgrammeHistory Upto(int newest, Func<int, List<VersionRow>> read)
    {
        if (newest == history.Newest)
        {
            return history;
        }

        lock (reading)
        {
            if (newest != history.Newest)
            {
                var currency = businesses.Current.Currency;
                var known = Enumerable.Range(1, history.Newest).Select(history.Of);
                history = new ProgrammeHistory([.. known, .. read(history.Newest).Select(row =>
                    new CompiledProgramme(ProgrammeJson.Read(row.Document), language, currency))]);
            }

            return history;
        }
    }

    private const string NewestVersion = "SELECT max(version) FROM programme";

    private const string Versions = "SELECT document AS Document FROM programme WHERE version > @after ORDER BY version";

    private sealed class VersionRow
    {
        public string Document { get; init; } = "";
    }
}
