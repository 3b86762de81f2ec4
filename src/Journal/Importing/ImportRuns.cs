using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Importing;

/// <summary>Keeps the imports that were made, the rows they did not take, and the mappings that were corrected.</summary>
public sealed class ImportRuns(Database database, TimeProvider clock)
{
    private const string Columns =
        "import_id AS Id, file_name AS FileName, state AS State, items_done AS ItemsDone, totals AS Totals, started_at AS StartedAt, changed_at AS ChangedAt, started_by AS StartedBy";

    /// <summary>The newest imports, newest first.</summary>
    public IReadOnlyList<ImportRun> Recent(int most) =>
        database.Query<Row>($"SELECT {Columns} FROM import_run ORDER BY import_id DESC LIMIT @most", new { most }).ConvertAll(Read);

    /// <summary>One import; null when there is none by this id.</summary>
    public ImportRun? Find(Guid id) =>
        database.QueryFirst<Row>($"SELECT {Columns} FROM import_run WHERE import_id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>The rows that an import did not take, in the order of the file.</summary>
    /// <param name="id">The import.</param>
    /// <param name="after">Only those after this ordinal; −1 for the first.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<(long Ordinal, StoredReject Reject)> Rejects(Guid id, long after, int most) => database
        .Query<(long Ordinal, string Body)>(
            "SELECT ordinal, body FROM import_reject WHERE import_id = @id AND ordinal > @after ORDER BY ordinal LIMIT @most",
            new { id, after, most })
        .ConvertAll(row => (row.Ordinal, JsonSerializer.Deserialize(row.Body, JournalJson.Default.StoredReject)!));

    /// <summary>Writes the rows that an import did not take, with reasons and cures, as a CSV file for its owner.</summary>
    public void WriteRejects(Guid id, TextWriter writer, ImportTexts texts)
    {
        var plan = database.QueryFirst<string>("SELECT plan FROM import_run WHERE import_id = @id", new { id });
        var headings = (plan is null ? null : ImportMapping.FromJson(plan))?.Columns.Select(column => column.Heading) ?? [];
        var file = new RejectFile(writer, [.. headings], texts);
        long last = -1;
        while (Rejects(id, last, 1000) is { Count: > 0 } rows)
        {
            foreach (var (ordinal, reject) in rows)
            {
                file.Add(reject.Row, reject.Delimiter);
                last = ordinal;
            }
        }
    }

    /// <summary>The mapping that was last used for files of a shape; null when there is none.</summary>
    public ImportMapping? Mapping(string shapeHash) =>
        database.QueryFirst<string>("SELECT mapping FROM import_mapping WHERE shape_hash = @shapeHash", new { shapeHash }) is { } json
            ? ImportMapping.FromJson(json)
            : null;

    /// <summary>Remembers a mapping for the next file of its shape.</summary>
    public void Remember(string shapeHash, ImportMapping mapping) => database.Write(transaction => transaction.Execute(
        """
        INSERT INTO import_mapping (shape_hash, mapping, saved_at) VALUES (@shapeHash, @mapping, @now)
        ON CONFLICT (shape_hash) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at
        """,
        new { shapeHash, mapping = mapping.ToJson(), now = Instant.Now(clock).Microseconds }));

    /// <summary>Begins an import, or goes on with one of the same file and mapping that was stopped half-way.</summary>
    internal ImportRun Begin(string fileName, byte[] fileHash, string mapping, ImportTotals totals, string by) => database.Write(transaction =>
    {
        var stopped = transaction.QueryFirst<Row>(
            $"SELECT {Columns} FROM import_run WHERE file_hash = @fileHash AND plan = @mapping AND state = 'running' ORDER BY import_id DESC",
            new { fileHash, mapping });
        if (stopped is not null)
        {
            return Read(stopped);
        }

        var now = Instant.Now(clock).Microseconds;
        var run = new ImportRun(Uuid.New(clock), fileName, "running", 0, totals, now, now, by);
        transaction.Execute(
            """
            INSERT INTO import_run (import_id, file_name, file_hash, plan, state, items_done, totals, started_at, changed_at, started_by)
            VALUES (@Id, @FileName, @fileHash, @mapping, @State, 0, @totals, @now, @now, @by)
            """,
            new { run.Id, run.FileName, fileHash, mapping, run.State, totals = Write(totals), now, by });
        return run;
    });

    internal static string Write(ImportTotals totals) => JsonSerializer.Serialize(totals, JournalJson.Default.ImportTotals);

    internal static ImportReject Write(long ordinal, StoredReject reject) =>
        new(ordinal, reject.Row.Line, JsonSerializer.Serialize(reject, JournalJson.Default.StoredReject));

    private static ImportRun Read(Row row) => new(
        row.Id, row.FileName, row.State, row.ItemsDone, JsonSerializer.Deserialize(row.Totals, JournalJson.Default.ImportTotals)!, row.StartedAt, row.ChangedAt, row.StartedBy);

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string FileName { get; init; } = "";

        public string State { get; init; } = "";

        public long ItemsDone { get; init; }

        public string Totals { get; init; } = "";

        public long StartedAt { get; init; }

        public long ChangedAt { get; init; }

        public string StartedBy { get; init; } = "";
    }
}

/// <summary>A row that was not taken, and what stood between its cells.</summary>
public sealed record StoredReject(RejectedRow Row, char Delimiter);
