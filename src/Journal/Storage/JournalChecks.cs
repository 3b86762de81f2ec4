namespace Regulars.Journal.Storage;

/// <summary>What the journal keeps twice must agree; each check counts the rows that do not.</summary>
/// <param name="Name">A stable name.</param>
/// <param name="CountFaults">One statement that answers how many rows are wrong.</param>
public sealed record JournalCheck(string Name, string CountFaults);

/// <summary>Every check of the journal.</summary>
public static class JournalChecks
{
    /// <summary>The checks, in the order in which they should be read.</summary>
    public static IReadOnlyList<JournalCheck> All { get; } =
    [
        new("books", """
            SELECT count(*) FROM customer c WHERE c.orders <> (SELECT count(*) FROM purchase_order o WHERE o.customer_id = c.customer_id AND o.state IN (0, 4) AND o.gross > 0)
               OR c.gross <> (SELECT coalesce(sum(o.gross), 0) FROM purchase_order o WHERE o.customer_id = c.customer_id AND o.state IN (0, 4) AND o.gross > 0)
               OR c.returned <> (SELECT coalesce(sum(o.returned), 0) FROM purchase_order o WHERE o.customer_id = c.customer_id AND o.state IN (0, 4))
            """),
        new("rollups", """
            SELECT count(*) FROM customer c WHERE c.orders <> (SELECT coalesce(sum(d.orders), 0) FROM customer_day d WHERE d.customer_id = c.customer_id)
               OR c.gross <> (SELECT coalesce(sum(d.gross), 0) FROM customer_day d WHERE d.customer_id = c.customer_id)
               OR c.returned <> (SELECT coalesce(sum(d.returned), 0) FROM customer_day d WHERE d.customer_id = c.customer_id)
            """),
        new("versions", """
            SELECT count(*) FROM (SELECT f.customer_id FROM fact f GROUP BY f.customer_id HAVING max(f.version) <> count(*)) gaps
            """),
        new("orders", """
            SELECT (SELECT count(*) FROM purchase_order) - (SELECT count(*) FROM order_lookup l JOIN purchase_order o ON o.customer_id = l.customer_id AND o.order_id = l.order_id)
            """),
        new("identities", """
            SELECT count(*) FROM identity i WHERE NOT EXISTS (SELECT 1 FROM identity_lookup l WHERE l.kind = i.kind AND l.value = i.value AND l.customer_id = i.customer_id)
            """),
        new("groups", """
            SELECT count(*) FROM customer c WHERE NOT EXISTS (SELECT 1 FROM customer r WHERE r.customer_id = c.group_id AND r.group_id = r.customer_id)
            """),
    ];
}
