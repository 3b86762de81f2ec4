using Npgsql;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Testing;

namespace Regulars.Journal.Tests.Intake;

/// <summary>Orders that name the same products in other orders are recorded side by side: nobody waits in a circle.</summary>
public sealed class SameNumbersTests
{
    private const int Products = 400;

    private const int Nodes = 4;

    [Fact]
    public async Task Nodes_that_learn_the_same_products_at_once_never_wait_for_each_other_in_a_circle()
    {
        var name = "numbers_" + Guid.NewGuid().ToString("N");
        Execute($"CREATE DATABASE {name}");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(TestDatabase.PostgreSql) { Database = name, MaxPoolSize = 20 }.ToString();
            using (var database = new PostgreSqlDatabase(connection))
            {
                await RecordAtOnce(database);
            }

            // A connection tells its deadlocks when it ends.
            while (Ask($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'") > 0)
            {
                await Task.Yield();
            }

            Assert.Equal(0, Ask($"SELECT deadlocks FROM pg_stat_database WHERE datname = '{name}'"));
        }
        finally
        {
            Execute($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task RecordAtOnce(PostgreSqlDatabase database)
    {
        var clock = new ManualClock();
        new Migrator(database, [StorageModule.Migrations, JournalModule.Migrations], TimeProvider.System).Apply();
        var businesses = new BusinessStore(database, clock);
        businesses.Save(new Business("Test shop", JournalFixture.Euro, new BusinessCalendar("Europe/Warsaw"), new BusinessSettings()));
        var nodes = Enumerable.Range(0, Nodes).Select(_ => new JournalIntake(database, businesses, [], new ErasureRecord(new byte[32], null), clock)).ToList();
        try
        {
            for (var round = 0; round < 10; round++)
            {
                var answers = await Task.WhenAll(nodes.Select((node, number) => node.SubmitAsync(new RecordOrder(Order(clock, round, number)))));
                Assert.All(answers, answer => Assert.Equal(IntakeStatus.Recorded, answer!.Status));
            }
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
        }
    }

    /// <summary>Every other node names the products backwards.</summary>
    private static OrderInput Order(ManualClock clock, int round, int node)
    {
        var products = Enumerable.Range(0, Products).Select(product => $"{round}-{product:000}");
        return new OrderInput
        {
            Source = "shop",
            Number = $"{round}-{node}",
            PlacedAt = Instant.Now(clock),
            Currency = JournalFixture.Euro,
            Customer = JournalFixture.Customer($"c{node}"),
            Lines = [.. (node % 2 == 0 ? products : products.Reverse()).Select(product => JournalFixture.Line(product, 1, 2))],
        };
    }

    private static void Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(TestDatabase.PostgreSql);
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private static long Ask(string sql)
    {
        using var source = NpgsqlDataSource.Create(TestDatabase.PostgreSql);
        using var command = source.CreateCommand(sql);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
