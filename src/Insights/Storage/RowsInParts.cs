using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Writes many rows in transactions short enough for who waits meanwhile.</summary>
internal static class RowsInParts
{
    private const int RowsPerTransaction = 5_000;

    /// <summary>Writes the rows, part by part.</summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">A statement over <c>{rows}</c>.</param>
    /// <param name="shape">The columns of a row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    public static void WriteInParts<T>(
        this Database database, string sql, RowShape<T> shape, IEnumerable<T> rows, Action<WriteTransaction> check, CancellationToken cancellation = default)
    {
        foreach (var part in rows.Chunk(RowsPerTransaction))
        {
            cancellation.ThrowIfCancellationRequested();
            database.Write(transaction =>
            {
                check(transaction);
                transaction.Write(sql, shape, part);
            });
        }
    }
}
