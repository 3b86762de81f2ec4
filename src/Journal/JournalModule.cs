using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Importing;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Storage;

namespace Regulars.Journal;

/// <summary>The spine: customers, identities, consents, facts, orders, intake, import, timeline.</summary>
public static class JournalModule
{
    /// <summary>The Journal's tables.</summary>
    public static MigrationSource Migrations { get; } = new("Journal", typeof(JournalModule).Assembly);

    /// <summary>Adds the Journal's services.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services) => services
        .AddSingleton<BusinessStore>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<OrderImport>()
        .AddSingleton(provider => new JournalIntake(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<BusinessStore>(),
            provider.GetServices<Contracts.IntakeParticipant>(),
            provider.GetRequiredService<ErasureRecord>(),
            provider.GetRequiredService<TimeProvider>()));
}
