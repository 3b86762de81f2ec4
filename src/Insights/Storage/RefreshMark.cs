using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Asks for everything to be computed again, also where no fact has changed.</summary>
internal static class RefreshMark
{
    /// <summary>Leaves the mark; the next computation takes it away.</summary>
    public static void Set(WriteTransaction transaction) => transaction.Execute(
        "INSERT INTO refresh_customer (customer_id, since) VALUES (@nobody, 0) ON CONFLICT (customer_id) DO NOTHING", new { nobody = Guid.Empty });
}
