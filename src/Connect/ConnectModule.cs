using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Connect.Assistants;

namespace Regulars.Connect;

/// <summary>Doors to other systems: the tools of assistants over the Model Context Protocol.</summary>
public static class ConnectModule
{
    /// <summary>Adds the services of Connect.</summary>
    public static IServiceCollection AddConnect(this IServiceCollection services)
    {
        services.AddMcpServer(options => options.ServerInfo = new() { Name = "regulars", Version = "1.0" })
            .WithHttpTransport(transport => transport.Stateless = true)
            .WithListToolsHandler(AssistantDoor.List)
            .WithCallToolHandler(AssistantDoor.CallAsync);
        return services;
    }

    /// <summary>Maps the addresses of Connect.</summary>
    public static IEndpointRouteBuilder MapConnect(this IEndpointRouteBuilder endpoints)
    {
        // Below /api, where programs are recognised by their keys; every tool asks for its own permission.
        endpoints.MapMcp("/api/mcp").RequireAuthorization();
        return endpoints;
    }
}
