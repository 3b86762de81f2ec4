using Regulars.Journal.Contracts;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Notes how far an import has come, in the same transaction as what it brought.</summary>
internal static class ImportProgress
{
    private static readonly RowShape<(Guid Import, ImportReject Reject)> Rejects = new RowShape<(Guid Import, ImportReject Reject)>()
        .Id("import_id", row => row.Import)
        .Long("ordinal", row => row.Reject.Ordinal)
        .Long("line", row => row.Reject.Line)
        .Text("body", row => row.Reject.Body);

    public static IntakeAnswer Note(WriteTransaction transaction, IntakeContext context, NoteImportProgress progress)
    {
        transaction.Execute(
            "UPDATE import_run SET items_done = @ItemsDone, state = @State, totals = @Totals, changed_at = @at WHERE import_id = @Import",
            new { progress.ItemsDone, progress.State, progress.Totals, progress.Import, at = context.Now.Microseconds });
        transaction.Write(
            """
            INSERT INTO import_reject (import_id, ordinal, line, body) SELECT rows.import_id, rows.ordinal, rows.line, rows.body FROM {rows} WHERE true
            ON CONFLICT (import_id, ordinal) DO NOTHING
            """,
            Rejects,
            [.. progress.Rejects.Select(reject => (progress.Import, reject))]);
        return new IntakeAnswer(IntakeStatus.Recorded, null, null, null, null);
    }
}
