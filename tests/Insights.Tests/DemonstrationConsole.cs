using Regulars.Journal.Contracts;
using Regulars.Journal.Demonstration;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>The demonstration shop, told to a console and computed once for all tests that only look.</summary>
public sealed class DemonstrationConsole : IAsyncLifetime
{
    private const int Seed = 7;

    private const int Customers = 700;

    public Console Console { get; private set; } = null!;

    public Day LastDay { get; private set; }

    /// <summary>What is true of each customer, by the record that stands for them.</summary>
    public Dictionary<CustomerId, PlantedTruth> Truth { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Console = await Console.Open(Engine.Sqlite);
        var business = Console.Service<Journal.Storage.BusinessStore>();
        business.Save(DemonstrationShop.Business);
        LastDay = business.Current.Calendar.DayOf(Instant.Now(Console.Clock));
        await new DemonstrationFill(Console.Service<JournalIntake>()).RunAsync(
            Seed, Customers, LastDay, DemonstrationShop.Business.Currency, null, CancellationToken.None);
        Console.Refresh();
        var groups = Console.Database.Query<(string Number, Guid Group)>(
            "SELECT i.shown, c.group_id FROM identity i JOIN customer c ON c.customer_id = i.customer_id").ToLookup(row => row.Number, row => row.Group, StringComparer.Ordinal);
        foreach (var customer in DemonstrationShop.Generate(Seed, Customers, LastDay).Where(customer => !customer.Truth.HasTwoRecords))
        {
            var shown = customer.Records[0].Identities[0].Value;
            if (groups[shown].Distinct().ToList() is [var group])
            {
                Truth[new CustomerId(group)] = customer.Truth;
            }
        }
    }

    public ValueTask DisposeAsync() => Console.DisposeAsync();
}
