using Microsoft.Extensions.DependencyInjection;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>Measures, scores and segments, read from the journal.</summary>
public static class InsightsModule
{
    /// <summary>The tables of Insights.</summary>
    public static MigrationSource Migrations { get; } = new("Insights", typeof(InsightsModule).Assembly);

    /// <summary>Adds the services of Insights.</summary>
    public static IServiceCollection AddInsights(this IServiceCollection services) => services
        .AddSingleton<ReportService>()
        .AddSingleton<ScoreRefresh>();
}
