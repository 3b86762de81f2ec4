using Regulars.Care;
using Regulars.Host;
using Regulars.Insights;
using Regulars.Journal;
using Regulars.Loyalty;
using Regulars.Storage;
using Regulars.Testing;

namespace Regulars.Architecture.Tests;

/// <summary>The schema is ready to be spread over many servers by customer.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly TestDatabase test = TestDatabase.Create(Engine.PostgreSql, JournalModule.Migrations, InsightsModule.Migrations, LoyaltyModule.Migrations, CareModule.Migrations, HostModule.Migrations);

    public void Dispose() => test.Dispose();

    [Fact]
    public void Every_table_about_a_customer_has_the_customer_first_in_its_keys()
    {
        // Look-ups are keyed by what must be unique over all customers; the outbox is emptied, not kept.
        var wrong = test.Database.Query<string>(
            """
            SELECT t.relname || '.' || i.relname
            FROM pg_index x
            JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
            WHERE t.relnamespace = current_schema()::regnamespace AND x.indisunique
              AND EXISTS (SELECT 1 FROM pg_attribute c WHERE c.attrelid = t.oid AND c.attname = 'customer_id' AND NOT c.attisdropped)
              AND t.relname NOT LIKE '%\_lookup' AND t.relname <> 'outbox' AND a.attname <> 'customer_id'
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public void There_are_no_foreign_keys_across_customers_and_no_triggers()
    {
        Assert.Equal(0, test.Database.QueryFirst<long>("SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = current_schema()"));
        Assert.Empty(test.Database.Query<string>(
            "SELECT constraint_name FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY' AND table_schema = current_schema()"));
    }
}
