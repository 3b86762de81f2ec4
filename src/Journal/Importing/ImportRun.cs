namespace Regulars.Journal.Importing;

/// <summary>One import: what file, how far, with what outcome.</summary>
/// <param name="Id">Identifies the run.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="ItemsDone">Orders and rejections that are durable.</param>
/// <param name="Totals">What they came to.</param>
/// <param name="StartedAt">When it began, in microseconds since 1970 UTC.</param>
/// <param name="ChangedAt">When it last went on.</param>
/// <param name="StartedBy">Who began it.</param>
public sealed record ImportRun(
    Guid Id, string FileName, string State, long ItemsDone, ImportTotals Totals, long StartedAt, long ChangedAt, string StartedBy);

/// <summary>What an import came to.</summary>
public sealed record ImportTotals
{
    /// <summary>Orders the file was recognised to hold.</summary>
    public long OrdersExpected { get; init; }

    /// <summary>Rows read.</summary>
    public long Rows { get; init; }

    /// <summary>Orders that were new or changed.</summary>
    public long Recorded { get; init; }

    /// <summary>Orders that were known already.</summary>
    public long Unchanged { get; init; }

    /// <summary>Of these, sales without a customer.</summary>
    public long Anonymous { get; init; }

    /// <summary>Rows and orders that were not taken.</summary>
    public long Rejected { get; init; }
}

/// <summary>How far a running import is.</summary>
/// <param name="Run">Which.</param>
/// <param name="BytesRead">Bytes of the file read.</param>
/// <param name="BytesTotal">Bytes of the whole file.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Totals">What is durable so far.</param>
/// <param name="Elapsed">Since it began or went on.</param>
public sealed record ImportStatus(Guid Run, long BytesRead, long BytesTotal, long Rows, ImportTotals Totals, TimeSpan Elapsed)
{
    /// <summary>How much is read, from 0 to 1.</summary>
    public double Share => BytesTotal == 0 ? 1 : Math.Min(1, (double)BytesRead / BytesTotal);

    /// <summary>Rows per second.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Rows / Elapsed.TotalSeconds : 0;

    /// <summary>How long it will probably still take; null while too little is read to say.</summary>
    public TimeSpan? Left => Share > 0.02 ? Elapsed * ((1 - Share) / Share) : null;
}
