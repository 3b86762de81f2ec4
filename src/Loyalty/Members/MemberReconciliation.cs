namespace Regulars.Loyalty.Members;

/// <summary>Tells, for whoever checks an import, that the points of the file are those in the ledger, and every row that was not taken.</summary>
public static class MemberReconciliation
{
    /// <summary>The keys of the headings of the first table: points by their kind.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["members.unit", "members.in_file", "members.not_taken", "members.in_ledger", "members.difference"];

    private static readonly string[] RowHeadings = ["members.line", "members.column", "members.cell", "members.reason", "members.cure"];

    /// <summary>The rows of both tables, an empty one between them.</summary>
    /// <param name="run">The import.</param>
    /// <param name="imports">Knows the rows that were not taken.</param>
    /// <param name="text">Says the text of a key in the reader's language.</param>
    public static IEnumerable<IReadOnlyList<object?>> Rows(MemberImportRun run, MemberImport imports, Func<string, string> text)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(imports);
        ArgumentNullException.ThrowIfNull(text);
        return run.Totals.Units.Select(Row).Append([]).Append([.. RowHeadings.Select(text)]).Concat(Rejected(run, imports, text));
    }

    private static IReadOnlyList<object?> Row(MemberUnitTotal unit) => [unit.Unit, unit.InFile, unit.Rejected, unit.InLedger, unit.Difference];

    private static IEnumerable<IReadOnlyList<object?>> Rejected(MemberImportRun run, MemberImport imports, Func<string, string> text)
    {
        var last = 0L;
        while (imports.Rejected(run.Id, last) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                yield return [row.Line, row.Place, row.Cell, text(MemberFaults.Reason(row.Code)), text(MemberFaults.Cure(row.Code))];
            }

            last = rows[^1].Line;
        }
    }
}
