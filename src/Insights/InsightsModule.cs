using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Insights.Actions;
using Regulars.Insights.Alerts;
using Regulars.Insights.Experiments;
using Regulars.Insights.Features;
using Regulars.Insights.Growth;
using Regulars.Insights.Journey;
using Regulars.Insights.Recommendations;
using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal;
using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Insights;

/// <summary>Measures, scores and segments, read from the journal.</summary>
public static class InsightsModule
{
    /// <summary>The tables of Insights.</summary>
    public static MigrationSource Migrations { get; } = new("Insights", typeof(InsightsModule).Assembly);

    /// <summary>Adds the services of Insights.</summary>
    public static IServiceCollection AddInsights(this IServiceCollection services) => services
        .AddTexts(typeof(InsightsModule).Assembly)
        .AddNavigation(
            new NavigationItem("today", "/", 10) { Permission = Permission.ReadReports },
            new NavigationItem("actions", "/actions", 12) { Permission = Permission.ReadCustomers },
            new NavigationItem("signs", "/signs", 22, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("outlook", "/outlook", 25, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("retention", "/retention", 30, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("segments", "/segments", 40, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("experiments", "/experiments", 43, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("journey", "/journey", 34, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("growth", "/growth", 32, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("recommendations", "/recommendations", 42, NavigationSection.Insight) { Permission = Permission.ReadReports },
            new NavigationItem("definitions", "/definitions", 85, NavigationSection.Bottom) { Permission = Permission.ReadReports })
        .AddSingleton<ReportService>()
        .AddSingleton<GrowthCosts>()
        .AddSingleton<JourneyRefresh>()
        .AddSingleton<RateComparison, MeasuredRates>()
        .AddSingleton<ExperimentBook>()
        .AddSingleton<ExperimentRecording>()
        .AddHostedService<ExperimentJob>()
        .AddSingleton<AlertRefresh>()
        .AddSingleton<AlertStore>()
        .AddSingleton<RecommendationRefresh>()
        .AddSingleton<RecommendationReader>()
        .AddSingleton<ProductReader>()
        .AddSingleton<ViewFacts>()
        .AddSingleton<StockBook>()
        .AddSingleton(new CustomerPanel(typeof(Pages.RecommendationsPanel), Permission.ReadCustomers))
        .AddSingleton<ActionRefresh>()
        .AddSingleton<ActionList>()
        .AddSingleton<SegmentBook>()
        .AddSingleton<MembershipRefresh>()
        .AddSingleton<ModelStore>()
        .AddSingleton<RefreshProgress>()
        .AddSingleton<RefreshMemory>()
        .AddSingleton<OutlookRefresh>()
        .AddSingleton(services => new ScoreRefresh(
            services.GetRequiredService<Database>(), services.GetRequiredService<BusinessStore>(), services.GetRequiredService<ReportService>(),
            services.GetRequiredService<OutlookRefresh>(), services.GetRequiredService<MembershipRefresh>(), services.GetRequiredService<RecommendationRefresh>(),
            services.GetRequiredService<AlertRefresh>(), services.GetRequiredService<JourneyRefresh>(), services.GetRequiredService<RefreshMemory>(),
            services.GetRequiredService<TimeProvider>()))
        .AddSingleton<SegmentStore>()
        .AddSingleton<SignStore>()
        .AddSingleton<OutlookStore>()
        .AddSingleton<OutlookReader>()
        .AddSingleton<OutlookTrial>()
        .AddSingleton(new CustomerPanel(typeof(Pages.OutlookPanel), Permission.ReadReports))
        .AddSingleton<CustomerStandings, ScoreStandings>()
        .AddAssistantTools(AssistantTools.All)
        .AddCriteria(StandingFields.All)
        .AddCriteria(OutlookFields.All)
        .AddSingleton<CriteriaLoader, ScoreLoader>()
        .AddSingleton<CriteriaLoader, OutlookLoader>();

    /// <summary>Maps the pages and addresses of Insights.</summary>
    public static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder endpoints)
    {
        ShowToday.Map(endpoints);
        ShowRetention.Map(endpoints);
        ListSegments.Map(endpoints);
        BuildSegments.Map(endpoints);
        AskRefresh.Map(endpoints);
        ShowAlerts.Map(endpoints);
        RunExperiments.Map(endpoints);
        WeighGrowth.Map(endpoints);
        ShowJourney.Map(endpoints);
        Recommend.Map(endpoints);
        ShowProduct.Map(endpoints);
        TellStock.Map(endpoints);
        ShowSigns.Map(endpoints);
        WorkOnActions.Map(endpoints);
        ShowOutlook.Map(endpoints);
        ShowDefinitions.Map(endpoints);
        GetReport.Map(endpoints);
        return endpoints;
    }
}
