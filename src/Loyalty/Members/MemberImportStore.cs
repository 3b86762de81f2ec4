using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Members;

/// <summary>Keeps imports of members, and the rows that they did not take.</summary>
internal sealed class MemberImportStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "import_id AS Id, file_name AS FileName, state AS State, lines_done AS LinesDone, preview AS Preview, totals AS Totals, started_at AS StartedAt, started_by AS StartedBy";

    private static readonly RowShape<(Guid Import, RejectedMember Row)> Shape = new RowShape<(Guid Import, RejectedMember Row)>()
        .Id("import_id", row => row.Import)
        .Long("line", row => row.Row.Line)
        .Text("code", row => row.Row.Code)
        .Text("place", row => row.Row.Place)
        .Text("cell", row => row.Row.Cell);

    private static readonly RowShape<(Guid Customer, long Version)> Facts = new RowShape<(Guid Customer, long Version)>()
        .Id("customer_id", row => row.Customer)
        .Long("fact_version", row => row.Version);

    /// <summary>The newest imports, newest first.</summary>
    public IReadOnlyList<MemberImportRun> Recent(int most) =>
        database.Query<Row>($"SELECT {Columns} FROM member_import ORDER BY import_id DESC LIMIT @most", new { most }).ConvertAll(Read);

    /// <summary>Imports that were begun and did not reach their end.</summary>
    public IReadOnlyList<MemberImportRun> Running() =>
        database.Query<Row>($"SELECT {Columns} FROM member_import WHERE state = 'running' ORDER BY import_id").ConvertAll(Read);

    /// <summary>One import; null when there is none by this id.</summary>
    public MemberImportRun? Find(Guid id) =>
        database.QueryFirst<Row>($"SELECT {Columns} FROM member_import WHERE import_id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>Notes a file that was recognised; one of the same content that was stopped half-way goes on instead.</summary>
    public MemberImportRun Add(Guid id, string fileName, byte[] hash, MemberPreview preview, string by, bool resumes) => database.Write(transaction =>
    {
        if (resumes && transaction.QueryFirst<Row>(
            $"SELECT {Columns} FROM member_import WHERE file_hash = @hash AND state = 'running' ORDER BY import_id DESC", new { hash }) is { } stopped)
        {
            return Read(stopped);
        }

        var now = Instant.Now(clock);
        transaction.Execute(
            """
            INSERT INTO member_import (import_id, file_name, file_hash, state, lines_done, preview, totals, started_at, changed_at, started_by)
            VALUES (@id, @fileName, @hash, 'preview', 0, @preview, @totals, @now, @now, @by)
            """,
            new { id, fileName, hash, preview = Write(preview), totals = Write(new MemberImportTotals()), now = now.Microseconds, by });
        return new MemberImportRun(id, fileName, "preview", 0, preview, new MemberImportTotals(), now, by);
    });

    /// <summary>Keeps what is recognised of a file whose columns somebody corrected, while nobody has begun it.</summary>
    public void Correct(Guid id, MemberPreview preview) => database.Write(transaction => transaction.Execute(
        "UPDATE member_import SET preview = @preview, changed_at = @now WHERE import_id = @id AND state = 'preview'", new { id, preview = Write(preview), now = Instant.Now(clock).Microseconds }));

    /// <summary>Forgets a file that nobody imported.</summary>
    public void Discard(Guid id) => database.Write(transaction => transaction.Execute("DELETE FROM member_import WHERE import_id = @id AND state = 'preview'", new { id }));

    /// <summary>Begins an import, by whom. False where it is not waiting for that.</summary>
    public bool Begin(Guid id, string by) => database.Write(transaction => transaction.Execute(
        "UPDATE member_import SET state = 'running', started_by = @by, changed_at = @now WHERE import_id = @id AND state = 'preview'",
        new { id, by, now = Instant.Now(clock).Microseconds })) > 0;

    /// <summary>Notes how far an import has come, and the rows that were not taken.</summary>
    public void Advance(Guid id, string state, long linesDone, MemberImportTotals totals, IReadOnlyList<RejectedMember> rejected) => database.Write(transaction =>
    {
        transaction.Write(
            """
            INSERT INTO member_import_reject (import_id, line, code, place, cell) SELECT rows.import_id, rows.line, rows.code, rows.place, rows.cell FROM {rows} WHERE true
            ON CONFLICT (import_id, line) DO NOTHING
            """,
            Shape,
            [.. rejected.Select(row => (id, row))]);
        transaction.Execute(
            "UPDATE member_import SET state = @state, lines_done = @linesDone, totals = @totals, changed_at = @now WHERE import_id = @id",
            new { id, state, linesDone, totals = Write(totals), now = Instant.Now(clock).Microseconds });
    });

    /// <summary>The rows that an import did not take, in the order of the file.</summary>
    public IReadOnlyList<RejectedMember> Rejected(Guid id, long after, int most) => database.Query<RejectedRow>(
        "SELECT line AS Line, code AS Code, place AS Place, cell AS Cell FROM member_import_reject WHERE import_id = @id AND line > @after ORDER BY line LIMIT @most",
        new { id, after, most }).ConvertAll(row => new RejectedMember(row.Line, row.Code, row.Place, row.Cell));

    /// <summary>What the ledger has by a file, in smallest parts, by the kind of points.</summary>
    public IReadOnlyDictionary<string, long> InLedger(string rule) => database.Query<UnitRow>(
        "SELECT unit AS Unit, CAST(sum(points) AS {long}) AS Points FROM posting WHERE reason = 15 AND rule = @rule GROUP BY unit", new { rule })
        .ToDictionary(row => row.Unit, row => row.Points);

    /// <summary>What the ledger has by facts of a file, in smallest parts.</summary>
    public IReadOnlyDictionary<(Guid Customer, long Version), long> InLedger(IReadOnlyList<(Guid Customer, long Version)> facts) => database.Write(transaction => transaction.Read(
        """
        SELECT p.customer_id, p.fact_version, CAST(sum(p.points) AS {long}) FROM {rows} CROSS JOIN posting p
        WHERE p.customer_id = rows.customer_id AND p.fact_version = rows.fact_version AND p.reason = 15 GROUP BY p.customer_id, p.fact_version
        """,
        Facts,
        facts,
        row => (Key: (row.Id(0), row.Long(1)), Points: row.Long(2)))).ToDictionary(row => row.Key, row => row.Points);

    private static string Write(MemberPreview preview) => JsonSerializer.Serialize(preview, MemberImportJson.Default.MemberPreview);

    private static string Write(MemberImportTotals totals) => JsonSerializer.Serialize(totals, MemberImportJson.Default.MemberImportTotals);

    private static MemberImportRun Read(Row row) => new(
        row.Id,
        row.FileName,
        row.State,
        row.LinesDone,
        JsonSerializer.Deserialize(row.Preview, MemberImportJson.Default.MemberPreview)!,
        JsonSerializer.Deserialize(row.Totals, MemberImportJson.Default.MemberImportTotals)!,
        new Instant(row.StartedAt),
        row.StartedBy);

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string FileName { get; init; } = "";

        public string State { get; init; } = "";

        public long LinesDone { get; init; }

        public string Preview { get; init; } = "";

        public string Totals { get; init; } = "";

        public long StartedAt { get; init; }

        public string StartedBy { get; init; } = "";
    }

    private sealed class RejectedRow
    {
        public long Line { get; init; }

        public string Code { get; init; } = "";

        public string Place { get; init; } = "";

        public string Cell { get; init; } = "";
    }

    private sealed class UnitRow
    {
        public string Unit { get; init; } = "";

        public long Points { get; init; }
    }
}

/// <summary>How what is kept of an import is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MemberPreview))]
[JsonSerializable(typeof(MemberImportTotals))]
internal sealed partial class MemberImportJson : JsonSerializerContext;
