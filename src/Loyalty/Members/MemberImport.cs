using System.Security.Cryptography;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Import;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Members;

/// <summary>Brings members with their balances from another program: recognised first, then told to intake in slices. Each row is known
/// by its file's content and its line, so that a file told twice changes nothing, and one that was stopped goes on.</summary>
public sealed class MemberImport
{
    private const string Source = "members";

    private const int SliceSize = 1_000;

    private const int MostRejectedShown = 100;

    private const int MostRejectedKept = 100_000;

    private readonly JournalIntake intake;
    private readonly CustomerFinder customers;
    private readonly MemberImportStore store;
    private readonly ProgrammeStore programmes;
    private readonly BusinessStore businesses;
    private readonly TimeProvider clock;

    internal MemberImport(JournalIntake intake, CustomerFinder customers, MemberImportStore store, ProgrammeStore programmes, BusinessStore businesses, TimeProvider clock)
    {
        this.intake = intake;
        this.customers = customers;
        this.store = store;
        this.programmes = programmes;
        this.businesses = businesses;
        this.clock = clock;
    }

    private Day Today => businesses.Current.Calendar.DayOf(Instant.Now(clock));

    /// <summary>Recognises a file, and counts what it would bring; nothing of it is written. Where a column is missed, the columns are told all the same.</summary>
    /// <param name="source">The file.</param>
    /// <param name="told">What each column holds where somebody said it; null: as its heading says.</param>
    public MemberPreview Recognise(ImportSource source, IReadOnlyList<MemberColumn?>? told = null)
    {
        var opened = Open(source, told);
        if (opened.Refusal is { } refusal)
        {
            return new MemberPreview { Refusal = refusal, Columns = refusal.Code is "members.no_identity" or "members.no_balance" ? Columns(source, told) : [] };
        }

        var (tally, rejected, found) = (new MemberTally(), new List<RejectedMember>(), 0L);
        try
        {
            foreach (var slice in opened.Value.Rows().Chunk(SliceSize))
            {
                found += customers.CountKnown([.. slice.Where(read => read.Row is not null).Select(read => read.Row!.Customer)], Source);
                foreach (var read in slice)
                {
                    tally.Count(read, read.Row is not null);
                    if (read.Rejected is { } row && rejected.Count < MostRejectedShown)
                    {
                        rejected.Add(row);
                    }
                }
            }
        }
        catch (TableCellException torn)
        {
            return new MemberPreview { Refusal = Torn(torn) };
        }

        return new MemberPreview
        {
            Columns = opened.Value.Columns,
            Rows = tally.Rows,
            Found = found,
            New = tally.Taken - found,
            Rejected = tally.Rejected,
            FirstRejected = rejected,
            Units = tally.Totals(null).Units,
        };
    }

    /// <summary>Notes a recognised file as an import that waits to be begun; one of the same content that was stopped goes on instead where that is wanted.</summary>
    public MemberImportRun Add(ImportSource source, MemberPreview preview, string by, bool resumes = false) =>
        store.Add(Uuid.New(clock), source.FileName, Hash(source), preview, by, resumes);

    /// <summary>One import; null when there is none by this id.</summary>
    public MemberImportRun? Find(Guid id) => store.Find(id);

    /// <summary>The rows that an import did not take, a thousand at a time, after a line.</summary>
    public IReadOnlyList<RejectedMember> Rejected(Guid id, long after) => store.Rejected(id, after, SliceSize);

    /// <summary>Imports, from the beginning or from where it was stopped.</summary>
    /// <param name="id">The import.</param>
    /// <param name="source">Its file.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="progress">Told after each slice how many rows are done; null when nobody looks.</param>
    /// <param name="cancellation">Stops it between slices; what is done stays done.</param>
    public async Task<MemberImportRun> RunAsync(Guid id, ImportSource source, string by, Action<long>? progress, CancellationToken cancellation)
    {
        store.Begin(id, by);
        var run = store.Find(id)!;
        var opened = Open(source, [.. run.Preview.Columns.Select(column => column.Column)]);
        if (opened.Refusal is not null)
        {
            store.Advance(id, "failed", run.LinesDone, run.Totals, []);
            return store.Find(id)!;
        }

        var (hash, tally, last) = (Hash(source), new MemberTally(run.Totals), run.LinesDone);
        var rule = OpeningBalance.RuleOf(hash);
        foreach (var slice in opened.Value.Rows().Where(read => Line(read) > run.LinesDone).Chunk(SliceSize))
        {
            cancellation.ThrowIfCancellationRequested();
            var rejected = await TakeAsync(slice, hash, rule, by, tally, cancellation);
            last = Line(slice[^1]);
            store.Advance(id, "running", last, tally.Totals(null), tally.Rejected <= MostRejectedKept ? rejected : []);
            progress?.Invoke(tally.Rows);
        }

        var programme = programmes.InForce!.Programme;
        var ledger = store.InLedger(rule).ToDictionary(unit => unit.Key, unit => programme.Unit(unit.Key)?.ToPoints(unit.Value) ?? 0);
        store.Advance(id, "done", last, tally.Totals(ledger), []);
        return store.Find(id)!;
    }

    /// <summary>Takes a slice: what was refused, and what the ledger has otherwise than the file.</summary>
    private async Task<List<RejectedMember>> TakeAsync(ReadMember[] slice, byte[] hash, string rule, string by, MemberTally tally, CancellationToken cancellation)
    {
        var answers = new Task<IntakeAnswer>?[slice.Length];
        for (var at = 0; at < slice.Length; at++)
        {
            answers[at] = slice[at].Row is { } row ? await intake.SubmitBulkAsync(Fact(row, hash, rule, by), cancellation) : null;
        }

        var rejected = new List<RejectedMember>();
        var taken = new List<(ReadMember Read, Guid Customer, long Version)>();
        for (var at = 0; at < slice.Length; at++)
        {
            var refusal = slice[at].Rejected ?? await Refused(slice[at], answers[at]!, taken);
            tally.Count(slice[at], refusal is null);
            if (refusal is not null)
            {
                rejected.Add(refusal);
            }
        }

        Compare(taken, tally, rejected);
        return rejected;
    }

    private static async Task<RejectedMember?> Refused(ReadMember read, Task<IntakeAnswer> task, List<(ReadMember Read, Guid Customer, long Version)> taken)
    {
        try
        {
            var answer = await task;
            if (answer is { Status: not IntakeStatus.Refused, Customer: { } customer, Version: { } version })
            {
                taken.Add((read, customer.Value, version));
                return null;
            }

            return new RejectedMember(read.Row!.Line, answer.Refusal?.Code ?? "members.not_decided", answer.Refusal?.Place ?? "", "");
        }
        catch (IntakeException)
        {
            return new RejectedMember(read.Row!.Line, "members.not_decided", "", "");
        }
    }

    /// <summary>Holds what was told against what the ledger has, line by line.</summary>
    private void Compare(List<(ReadMember Read, Guid Customer, long Version)> taken, MemberTally tally, List<RejectedMember> rejected)
    {
        var programme = programmes.InForce!.Programme;
        var ledger = store.InLedger([.. taken.Where(row => row.Read.Points > 0).Select(row => (row.Customer, row.Version))]);
        foreach (var (read, customer, version) in taken)
        {
            if (ledger.GetValueOrDefault((customer, version)) != programme.Unit(read.Unit)!.ToParts(read.Points))
            {
                tally.Differing++;
                rejected.Add(new RejectedMember(read.Row!.Line, "members.differs", "", ""));
            }
        }
    }

    private RecordFact Fact(MemberRow row, byte[] hash, string rule, string by)
    {
        var command = new PointsCommand { Unit = row.Unit, Points = row.Points, EarnedOn = row.EarnedOn, LastDay = row.LastDay, Level = row.Level, Import = rule, By = by };
        var fact = new FactInput { Kind = PointsFacts.Imported, Source = Source, OccurredAt = Instant.Now(clock), Customer = row.Customer, Content = command.Write() };
        return new RecordFact(fact, IsOwn: true) { Key = new RequestKey(Source, $"{Convert.ToHexStringLower(hash)}:{row.Line}", hash) };
    }

    private Result<MemberFile> Open(ImportSource source, IReadOnlyList<MemberColumn?>? told) => programmes.InForce is { } programme
        ? MemberFile.Open(source, programme.Programme, Today, told)
        : PointsRefusals.NoProgramme;

    private static IReadOnlyList<MemberColumnFound> Columns(ImportSource source, IReadOnlyList<MemberColumn?>? told)
    {
        var headings = TableFile.Open(source).Value.Headings;
        return [.. headings.Zip(MemberFile.ColumnsOf(headings, told), (heading, column) => new MemberColumnFound(heading, column))];
    }

    private static Refusal Torn(TableCellException torn) =>
        new("members.torn", "A row is torn, too long or no text; mend it.", torn.Line.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static long Line(ReadMember read) => read.Row?.Line ?? read.Rejected!.Line;

    private static byte[] Hash(ImportSource source)
    {
        using var stream = source.Open();
        return SHA256.HashData(stream);
    }
}
