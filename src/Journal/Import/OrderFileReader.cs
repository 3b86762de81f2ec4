using System.Collections;
using Regulars.Journal.Import.Assembly;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;

namespace Regulars.Journal.Import;

/// <summary>Reads a recognised file forward into whole orders.</summary>
public static class OrderFileReader
{
    /// <summary>Begins to read; the same file and plan always give the same sequence.</summary>
    public static OrderFileReading Read(ImportSource source, ImportPlan plan) => Read(source, plan, long.MaxValue);

    internal static OrderFileReading Read(ImportSource source, ImportPlan plan, long rowLimit)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plan);
        return new OrderFileReading(source, plan, rowLimit);
    }
}

/// <summary>A file being read: a forward sequence that is enumerated once, with its position for progress.</summary>
public sealed class OrderFileReading : IEnumerable<ImportItem>, IDisposable
{
    private readonly OpenedText text;
    private readonly ImportPlan plan;
    private readonly long rowLimit;

    internal OrderFileReading(ImportSource source, ImportPlan plan, long rowLimit)
    {
        this.plan = plan;
        this.rowLimit = rowLimit;
        BytesTotal = source.Length;
        text = new OpenedText(source, plan.Container, plan.Encoding, plan.Delimiter);
    }

    /// <summary>Bytes of the file read so far.</summary>
    public long BytesRead => text.BytesRead;

    /// <summary>Bytes of the whole file.</summary>
    public long BytesTotal { get; }

    /// <summary>Rows of data read so far, good or bad.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Reads on; items are handed out as soon as they are whole.</summary>
    public IEnumerator<ImportItem> GetEnumerator()
    {
        var assembler = new OrderAssembler(plan);
        for (var skipped = 0; skipped < plan.RowsBeforeData; skipped++)
        {
            text.Rows.Read();
        }

        while (RowsRead < rowLimit && text.Rows.Read())
        {
            if (RowColumns.IsBlank(text.Rows))
            {
                continue;
            }

            RowsRead++;
            assembler.Take(text.Rows);
            while (assembler.Ready.TryDequeue(out var item))
            {
                yield return item;
            }
        }

        if (RowsRead < rowLimit)
        {
            assembler.Finish();
        }

        while (assembler.Ready.TryDequeue(out var item))
        {
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Closes the file.</summary>
    public void Dispose() => text.Dispose();
}
