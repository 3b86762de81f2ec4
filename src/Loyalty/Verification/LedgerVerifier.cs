using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Verification;

/// <summary>Recomputes every account, lot, order, hold and use from the postings, progress of challenges from orders and facts, limits that everybody shares from these, and what is taken of allowances from its uses, and names the first row that does not agree.</summary>
/// <remarks>One statement reads everything, customer by customer, so that it sees one state of the database while others go on writing.</remarks>
public sealed class LedgerVerifier(Database database)
{
    private const string Everything =
        """
        SELECT customer_id, 0 AS kind, posting AS number, unit, coalesce(rule, '') AS text, order_id, CAST(NULL AS {bytes}) AS entry, CAST(NULL AS {bytes}) AS salt,
               '' AS more, from_account AS n1, to_account AS n2, points AS n3, lot AS n4, reason AS n5, programme_version AS n6, fact_version AS n7, at AS n8, day AS n9, 0 AS n10, 0 AS n11 FROM posting
        UNION ALL
        SELECT customer_id, 1, 0, unit, '', CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '',
               issued, pending, active, held, spent, expired, revoked, transferred, debt, last_posting, last_lot FROM points_account
        UNION ALL
        SELECT customer_id, 2, lot, unit, coalesce(rule, ''), order_id, CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '',
               granted, pending, active, held, spent, expired, revoked, transferred, is_open, 0, 0 FROM lot
        UNION ALL
        SELECT customer_id, 3, 0, '', document, order_id, CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM order_points
        UNION ALL
        SELECT customer_id, 4, 0, unit, parts, hold_id, CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM points_hold
        UNION ALL
        SELECT customer_id, 5, fact_version, unit, parts, CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), coalesce(reward, ''), number, points, is_undone, programme_version, 0, 0, 0, 0, 0, 0, 0 FROM redemption
        UNION ALL
        SELECT customer_id, 6, posting, '', '', CAST(NULL AS {id}), entry, salt, '', last_posting, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM ledger_transaction
        UNION ALL
        SELECT customer_id, 7, fact_version, pool, '', CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', number, state, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM pool_code_lookup WHERE customer_id IS NOT NULL
        UNION ALL
        SELECT CAST(NULL AS {id}), 8, 0, limit_key, '', CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', used, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM shared_limit
        UNION ALL
        SELECT CAST(NULL AS {id}), 9, 0, pool, '', CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', codes, codes_left, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM code_pool
        UNION ALL
        SELECT CAST(NULL AS {id}), 10, 0, pool, '', CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', count(*), sum(CASE WHEN state = 0 THEN 1 ELSE 0 END), 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM pool_code_lookup GROUP BY pool
        UNION ALL
        SELECT customer_id, 11, lot, '', achievement, order_id, CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), coalesce(badge, ''), period, is_held, reached_day, programme_version, 0, 0, 0, 0, 0, 0, 0 FROM achievement
        UNION ALL
        SELECT s.customer_id, 12, s.fact_version, '', s.challenge, CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), coalesce(f.kind, ''), s.day, s.amount, coalesce(f.day, -1), 0, 0, 0, 0, 0, 0, 0, 0
        FROM challenge_step s LEFT JOIN fact f ON f.customer_id = s.customer_id AND f.version = s.fact_version
        UNION ALL
        SELECT customer_id, 13, 0, '', measure, CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', day, amount, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM level_progress WHERE measure LIKE 'challenge:%' AND day <> 0
        UNION ALL
        SELECT customer_id, 14, fact_version, coalesce(unit, ''), coalesce(campaign, ''), CAST(NULL AS {id}), CAST(NULL AS {bytes}), CAST(NULL AS {bytes}), '', day, points, cost, is_held_out, programme_version, 0, 0, 0, 0, 0, 0 FROM gift
        ORDER BY customer_id, kind, number
        """;

    /// <summary>Sums that are kept beside their parts, and the row of the first that is not their sum.</summary>
    private static readonly (string Table, string Column, string Sql)[] Sums =
    [
        ("limit_use", "points", SumOfDays("limit_use", "rule", "points")),
        ("limit_use", "times", SumOfDays("limit_use", "rule", "times")),
        ("level_progress", "amount", SumOfDays("level_progress", "measure", "amount")),
    ];

    /// <summary>Goes through the whole ledger.</summary>
    public LedgerVerdict Verify()
    {
        var programmes = database.Query<string>("SELECT document FROM programme ORDER BY version").ConvertAll(ProgrammeJson.Read).ToDictionary(programme => programme.Version);
        var currency = Currency.Of(database.QueryFirst<string>("SELECT currency FROM business") ?? "EUR");
        var shared = new SharedReplay();
        MemberReplay? member = null;
        LedgerFault? fault = null;
        var members = 0L;
        var postings = 0L;
        database.Scan(Everything, row =>
        {
            if (fault is not null)
            {
                return;
            }

            if (row.OptionalId(0) is not { } customer)
            {
                shared.Take(row);
                return;
            }

            if (member?.Customer != customer)
            {
                fault = member?.Find(shared);
                member = new MemberReplay(customer, programmes, currency);
                members++;
            }

            postings += row.Int(1) == 0 ? 1 : 0;
            member!.Take(row);
        });
        fault ??= member?.Find(shared) ?? FindInSums() ?? FindInDays() ?? shared.Find() ?? CardReplay.Find(database) ?? AllowanceReplay.Find(database);
        return new LedgerVerdict(members, postings, fault);
    }

    private LedgerFault? FindInSums()
    {
        foreach (var (table, column, sql) in Sums)
        {
            foreach (var (customer, name, found, expected) in database.Query<(Guid Customer, string Name, long Found, long Expected)>(sql))
            {
                return new LedgerFault(customer, table, name, column, MemberReplay.Text(found), MemberReplay.Text(expected));
            }
        }

        return null;
    }

    /// <summary>What liability and health read is summed as it is written; here it is summed again.</summary>
    private LedgerFault? FindInDays()
    {
        foreach (var (unit, day, found, expected) in database.Query<(string Unit, int Day, long Found, long Expected)>(
            """
            SELECT unit, day, CAST(sum(found) AS {long}) AS found, CAST(sum(expected) AS {long}) AS expected
            FROM (SELECT unit, day, from_account, to_account, reason, points AS found, 0 AS expected FROM points_by_day
                  UNION ALL SELECT unit, day, from_account, to_account, reason, 0, points FROM posting) moved
            GROUP BY unit, day, from_account, to_account, reason HAVING sum(found) <> sum(expected) ORDER BY unit, day LIMIT 1
            """))
        {
            return new LedgerFault(Guid.Empty, "points_by_day", $"{unit} {new Day(day)}", "points", MemberReplay.Text(found), MemberReplay.Text(expected));
        }

        foreach (var (unit, day, found, expected) in database.Query<(string Unit, int Day, long Found, long Expected)>(
            """
            SELECT unit, last_day AS day, CAST(sum(found) AS {long}) AS found, CAST(sum(expected) AS {long}) AS expected
            FROM (SELECT unit, last_day, active + pending AS found, 0 AS expected FROM points_outstanding
                  UNION ALL SELECT unit, coalesce(last_day, 2147483647), 0, active + held + pending FROM lot WHERE is_open = 1) outstanding
            GROUP BY unit, last_day HAVING sum(found) <> sum(expected) ORDER BY unit, last_day LIMIT 1
            """))
        {
            return new LedgerFault(Guid.Empty, "points_outstanding", $"{unit} {day}", "active", MemberReplay.Text(found), MemberReplay.Text(expected));
        }

        return null;
    }

    /// <summary>Day 0 is the sum of all days.</summary>
    private static string SumOfDays(string table, string name, string column) =>
        $"""
        SELECT customer_id, {name}, sum(CASE WHEN day = 0 THEN {column} ELSE 0 END) AS found, sum(CASE WHEN day = 0 THEN 0 ELSE {column} END) AS expected
        FROM {table} GROUP BY customer_id, {name} HAVING sum(CASE WHEN day = 0 THEN {column} ELSE -{column} END) <> 0 ORDER BY customer_id, {name} LIMIT 1
        """;
}
