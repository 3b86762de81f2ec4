using System.Security.Cryptography;
using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Journal.Importing;

/// <summary>Imports order files: recognises them, then hands their orders to intake as history, in parts that are noted as done.</summary>
public sealed class OrderImport(JournalIntake intake, ImportRuns runs, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>So many orders and rejections are noted as done at once; as many are done again after a crash, to no effect.</summary>
    private const int PartSize = 10_000;

    /// <summary>A part also ends when it has so many order lines, so that memory stays bounded.</summary>
    private const int PartLines = 200_000;

    /// <summary>Rejected rows that are kept for download; beyond it they are only counted.</summary>
    private const int MostRejectsKept = 100_000;

    /// <summary>The source of files that name none.</summary>
    private const string DefaultSource = "import";

    /// <summary>Recognises a file without writing anything.</summary>
    /// <param name="source">The file.</param>
    /// <param name="corrected">A mapping corrected by hand; null: the remembered one, or what is recognised.</param>
    public Result<ImportPlan> Recognise(ImportSource source, ImportMapping? corrected)
    {
        var hash = Task.Run(() => HashAsync(source));
        var recognised = ImportRecogniser.Recognise(source, Context(corrected));
        return recognised.IsAccepted ? recognised.Value with { FileHash = hash } : recognised;
    }

    /// <summary>The columns of a file that was refused because one is missing among them; null when it was refused for anything else.</summary>
    /// <param name="source">The file.</param>
    /// <param name="corrected">A mapping corrected by hand; null: the remembered one, or what is recognised.</param>
    public ImportOutline? Outline(ImportSource source, ImportMapping? corrected) => ImportRecogniser.Outline(source, Context(corrected));

    /// <summary>Imports a recognised file. Stopped half-way and called again with the same file and plan, it goes on where it was.</summary>
    /// <param name="source">The file.</param>
    /// <param name="plan">How it is read.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="progress">Told now and then how far it is; null when nobody looks.</param>
    /// <param name="cancellation">Stops it between parts; what is done stays done.</param>
    public async Task<ImportRun> RunAsync(
        ImportSource source, ImportPlan plan, string by, Action<ImportStatus>? progress, CancellationToken cancellation)
    {
        using var activity = JournalMeter.Activities.StartActivity("import");
        var mapping = plan.Mapping.ToJson();
        var run = runs.Begin(source.FileName, await (plan.FileHash ?? HashAsync(source)), mapping, new ImportTotals { OrdersExpected = plan.Orders }, by);
        using var reading = OrderFileReader.Read(source, plan);
        var parts = new Parts(run, plan.Delimiter, progress, reading, clock);
        Part? before = null;
        var part = new Part();
        foreach (var item in reading.Where(item => item.Ordinal >= run.ItemsDone))
        {
            part.Add(item, item.Order is { } order
                ? await intake.SubmitBulkAsync(new RecordOrder(order) { Origin = Origin.History }, cancellation)
                : null);
            if (part.Items.Count >= PartSize || part.Lines >= PartLines)
            {
                cancellation.ThrowIfCancellationRequested();
                await FinishAsync(parts, before, reading.RowsRead, "running");
                (before, part) = (part, new Part());
            }
        }

        await FinishAsync(parts, before, reading.RowsRead, "running");
        await FinishAsync(parts, part, reading.RowsRead, "done");
        runs.Remember(plan.ShapeHash, plan.Mapping);
        return runs.Find(run.Id)!;
    }

    private ImportContext Context(ImportMapping? corrected) => new(businesses.Current.Calendar, businesses.Current.Currency, DefaultSource)
    {
        Remembered = runs.Mapping,
        Corrected = corrected,
    };

    private async Task FinishAsync(Parts parts, Part? part, long rows, string state)
    {
        if (part is null)
        {
            return;
        }

        var rejects = new List<ImportReject>();
        foreach (var (item, task) in part.Items)
        {
            var rejection = item.Rejection;
            if (task is not null)
            {
                rejection = await parts.CountAsync(item, task);
            }

            if (rejection is not null)
            {
                parts.CountRejected();
                if (parts.Totals.Rejected <= MostRejectsKept)
                {
                    rejects.Add(ImportRuns.Write(item.Ordinal, new StoredReject(rejection, parts.Delimiter)));
                }
            }
        }

        parts.Advance(part, rows);
        await await intake.SubmitBulkAsync(
            new NoteImportProgress(parts.Run.Id, parts.ItemsDone, state, ImportRuns.Write(parts.Totals), rejects), CancellationToken.None);
        parts.Tell();
    }

    private static async Task<byte[]> HashAsync(ImportSource source)
    {
        await using var stream = source.Open();
        return await SHA256.HashDataAsync(stream);
    }

    /// <summary>Some items on their way through intake.</summary>
    private sealed class Part
    {
        public List<(ImportItem Item, Task<IntakeAnswer>? Answer)> Items { get; } = [];

        public int Lines { get; private set; }

        public void Add(ImportItem item, Task<IntakeAnswer>? answer)
        {
            Items.Add((item with { Order = item.Order is { } order ? order with { Lines = [] } : null }, answer));
            Lines += item.Order?.Lines.Count ?? 1;
        }
    }

    /// <summary>The sums over the parts that are done.</summary>
    private sealed class Parts(ImportRun run, char delimiter, Action<ImportStatus>? progress, OrderFileReading reading, TimeProvider clock)
    {
        private readonly long begun = clock.GetTimestamp();

        public ImportRun Run { get; } = run;

        public char Delimiter { get; } = delimiter;

        public long ItemsDone { get; private set; } = run.ItemsDone;

        public ImportTotals Totals { get; private set; } = run.Totals;

        /// <summary>Counts an answer; gives the rejection when the order was refused.</summary>
        public async Task<RejectedRow?> CountAsync(ImportItem item, Task<IntakeAnswer> task)
        {
            IntakeAnswer answer;
            try
            {
                answer = await task;
            }
            catch (IntakeException)
            {
                return Rejection(item, "import.not_decided");
            }

            switch (answer.Status)
            {
                case IntakeStatus.Recorded:
                    Totals = Totals with { Recorded = Totals.Recorded + 1, Anonymous = Totals.Anonymous + (answer.Customer is null ? 1 : 0) };
                    return null;
                case IntakeStatus.Unchanged:
                    Totals = Totals with { Unchanged = Totals.Unchanged + 1, Anonymous = Totals.Anonymous + (answer.Customer is null ? 1 : 0) };
                    return null;
                default:
                    return Rejection(item, answer.Refusal!.Code is "order.other_customer" ? "import.other_customer" : "import.refused", answer.Refusal.Detail);
            }
        }

        public void CountRejected() => Totals = Totals with { Rejected = Totals.Rejected + 1 };

        public void Advance(Part part, long rows)
        {
            ItemsDone += part.Items.Count;
            Totals = Totals with { Rows = rows };
        }

        public void Tell() => progress?.Invoke(new ImportStatus(
            Run.Id, reading.BytesRead, reading.BytesTotal, reading.RowsRead, Totals, clock.GetElapsedTime(begun)));

        private static RejectedRow Rejection(ImportItem item, string code, string detail = "") =>
            new(item.FirstLine, code, null, item.Order!.Number, [item.Order.Number, detail], "");
    }
}
