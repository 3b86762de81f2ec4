using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Care.Counting;
using Regulars.Care.Detection;
using Regulars.Care.Features;
using Regulars.Care.Obstacles;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Care;

/// <summary>What stands in customers' way, and what is done about it.</summary>
public static class CareModule
{
    /// <summary>The tables of Care.</summary>
    public static MigrationSource Migrations { get; } = new("Care", typeof(CareModule).Assembly);

    /// <summary>Adds the services of Care.</summary>
    public static IServiceCollection AddCare(this IServiceCollection services) => services
        .AddTexts(typeof(CareModule).Assembly)
        .AddNavigation(new NavigationItem("obstacles", "/obstacles", 35, NavigationSection.Insight) { Permission = Permission.ReadCustomers })
        .AddSingleton<IntakeParticipant, CareParticipant>()
        .AddSingleton<CareWork>()
        .AddSingleton<HindranceCounts>()
        .AddSingleton<HindranceHistory>()
        .AddSingleton<ObstacleRules>()
        .AddSingleton<ObstacleSearch>()
        .AddSingleton<ObstacleBook>()
        .AddSingleton<ObstacleProposals>()
        .AddSingleton<CareRefresh>()
        .AddSingleton<MomentObstacles, OpenObstacles>()
        .AddHostedService<CareJob>();

    /// <summary>Maps the pages and addresses of Care.</summary>
    public static IEndpointRouteBuilder MapCare(this IEndpointRouteBuilder endpoints)
    {
        WorkOnObstacles.Map(endpoints);
        return endpoints;
    }
}
