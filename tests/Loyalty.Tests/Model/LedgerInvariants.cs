using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Model;

/// <summary>What is always true of the ledger, asked in plain SQL.</summary>
internal static class LedgerInvariants
{
    private static readonly string[] Accounts = ["issued", "pending", "active", "held", "spent", "expired", "revoked", "transferred", "debt"];

    /// <summary>The invariants that do not hold.</summary>
    public static IReadOnlyList<string> Broken(Database database) =>
    [
        .. Broken(database, "a customer's accounts sum to 0", "SELECT count(*) FROM points_account WHERE issued + pending + active + held + spent + expired + revoked + transferred + debt <> 0"),
        .. Broken(database, "a lot's parts sum to what was granted", "SELECT count(*) FROM lot WHERE pending + active + held + spent + expired + revoked + transferred <> granted"),
        .. Broken(database, "the active account is what the lots have", "SELECT count(*) FROM points_account a WHERE a.active <> (SELECT coalesce(sum(l.active), 0) FROM lot l WHERE l.customer_id = a.customer_id AND l.unit = a.unit)"),
        .. Broken(database, "nothing is below 0", "SELECT count(*) FROM lot WHERE pending < 0 OR active < 0 OR held < 0 OR spent < 0 OR expired < 0 OR revoked < 0 OR transferred < 0"),
        .. Accounts.SelectMany((account, place) => Broken(
            database,
            $"replaying the postings gives {account}",
            $"SELECT count(*) FROM points_account a WHERE a.{account} <> (SELECT coalesce(sum(CASE WHEN p.to_account = {place} THEN p.points ELSE 0 END) - sum(CASE WHEN p.from_account = {place} THEN p.points ELSE 0 END), 0) FROM posting p WHERE p.customer_id = a.customer_id AND p.unit = a.unit)")),
    ];

    private static IEnumerable<string> Broken(Database database, string invariant, string countFaults) =>
        database.QueryFirst<long>(countFaults) is var faults and > 0 ? [$"{invariant}: {faults} do not"] : [];
}
