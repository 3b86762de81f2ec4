using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Customers;
using Regulars.Journal.Features;
using Regulars.Journal.Importing;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Journal;

/// <summary>The spine: customers, identities, consents, facts, orders, intake, import, timeline.</summary>
public static class JournalModule
{
    /// <summary>The Journal's tables.</summary>
    public static MigrationSource Migrations { get; } = new("Journal", typeof(JournalModule).Assembly);

    /// <summary>Adds the Journal's services.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services) => services
        .AddTexts(typeof(JournalModule).Assembly)
        .AddNavigation(
            new NavigationItem("customers", "/customers", 20) { Permission = Permission.ReadCustomers },
            new NavigationItem("import", "/import", 80, NavigationSection.Bottom) { Permission = Permission.Import })
        .AddSingleton<CustomerDirectory>()
        .AddSingleton<CustomerFinder>()
        .AddAssistantTools(AssistantTools.All)
        .AddCriteria(JournalFields.All)
        .AddSingleton<CriteriaLoader, TraitsLoader>()
        .AddSingleton<CriteriaFields>()
        .AddSingleton(provider => new CriteriaLanguage(provider.GetRequiredService<CriteriaFields>(), provider.GetServices<CriteriaLoader>()))
        .AddSingleton<CriteriaSearch>()
        .AddSingleton(provider => new CriteriaMembers(
            provider.GetRequiredService<CriteriaFields>(), provider.GetRequiredService<CriteriaSearch>(), provider.GetRequiredService<CustomerDirectory>(), provider.GetRequiredService<BusinessStore>()))
        .AddSingleton<PeopleStore>()
        .AddSingleton<StoryStore>()
        .AddSingleton<BusinessStore>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<OrderImport>()
        .AddSingleton<UploadStore>()
        .AddSingleton<ImportJobs>()
        .AddHostedService(provider => provider.GetRequiredService<ImportJobs>())
        .AddSingleton(provider => new JournalIntake(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<BusinessStore>(),
            provider.GetServices<Contracts.IntakeParticipant>(),
            provider.GetRequiredService<ErasureRecord>(),
            provider.GetRequiredService<TimeProvider>()));

    /// <summary>Registers what assistants may ask or do.</summary>
    public static IServiceCollection AddAssistantTools(this IServiceCollection services, IEnumerable<AssistantTool> tools)
    {
        foreach (var tool in tools)
        {
            services.AddSingleton(tool);
        }

        return services;
    }

    /// <summary>Adds what a module lets conditions speak of.</summary>
    public static IServiceCollection AddCriteria(this IServiceCollection services, IEnumerable<CriteriaField> fields)
    {
        foreach (var field in fields)
        {
            services.AddSingleton(field);
        }

        return services;
    }

    /// <summary>Maps the pages and addresses of the Journal.</summary>
    public static IEndpointRouteBuilder MapJournal(this IEndpointRouteBuilder endpoints)
    {
        FindCustomers.Map(endpoints);
        MatchCustomers.Map(endpoints);
        ShowCustomer.Map(endpoints);
        TellStory.Map(endpoints);
        ExportCustomer.Map(endpoints);
        ChangeProfile.Map(endpoints);
        ChangeConsent.Map(endpoints);
        MergeCustomers.Map(endpoints);
        ForgetCustomer.Map(endpoints);
        UploadFile.Map(endpoints);
        WatchImport.Map(endpoints);
        return endpoints;
    }
}
