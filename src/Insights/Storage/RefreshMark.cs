using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Asks for everything to be computed again, also where no fact has changed.</summary>
internal static class RefreshMark
{
    /// <summary>Leaves the mark; a computation that began after it takes it away.</summary>
    /// <param name="transaction">The transaction in which it is asked for.</param>
    /// <param name="since">The moment: a mark that is left again meanwhile stays.</param>
    public static void Set(WriteTransaction transaction, Instant since) => transaction.Execute(
        "INSERT INTO refresh_customer (customer_id, since) VALUES (@nobody, @at) ON CONFLICT (customer_id) DO UPDATE SET since = excluded.since",
        new { nobody = Guid.Empty, at = since.Microseconds });

    /// <summary>Takes away the mark of a moment.</summary>
    public static void Remove(WriteTransaction transaction, Instant since) => transaction.Execute(
        "DELETE FROM refresh_customer WHERE customer_id = @nobody AND since = @at", new { nobody = Guid.Empty, at = since.Microseconds });
}
