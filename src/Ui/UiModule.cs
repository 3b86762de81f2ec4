using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Regulars.Ui;

/// <summary>What the Host and the modules call to use the design system.</summary>
/// <remarks>The Host also registers <see cref="Reader"/> and <see cref="Visit"/> as scoped services of the request.</remarks>
public static class UiModule
{
    /// <summary>Adds the catalogue of texts. A missing key throws in Development and is shown elsewhere.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new TextCatalog(
            provider.GetServices<TextSource>().Select(source => source.Assembly),
            provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? true));
        return services;
    }

    /// <summary>Adds the texts embedded in a module's assembly.</summary>
    public static IServiceCollection AddTexts(this IServiceCollection services, Assembly assembly) =>
        services.AddSingleton(new TextSource(assembly));

    /// <summary>Puts a module's pages into the menu.</summary>
    public static IServiceCollection AddNavigation(this IServiceCollection services, params NavigationItem[] items)
    {
        foreach (var item in items)
        {
            services.AddSingleton(item);
        }

        return services;
    }

    private sealed record TextSource(Assembly Assembly);
}
