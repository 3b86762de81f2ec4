using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Regulars.Ui.Tests;

/// <summary>Renders components as the server does, and reads the result as a browser does.</summary>
internal static class Rendering
{
    public static readonly Visit Visit = new()
    {
        Path = "/customers/7",
        Address = "/customers/7?tab=story",
        Person = new SignedInPerson("Ольга Кравченко", "owner"),
        FormToken = new FormToken("token-field", "token-header", "secret"),
        Messages = [new Message(Tone.Good, "Saved <b>all</b>")],
    };

    public static async Task<IDocument> Page<T>(Dictionary<string, object?>? parameters = null, Language language = Language.English, Visit? visit = null)
        where T : IComponent
    {
        var services = new ServiceCollection()
            .AddSingleton(Readers.Of(language))
            .AddSingleton(visit ?? Visit)
            .AddNavigation(
                new NavigationItem("second", "/second", 2),
                new NavigationItem("customers", "/customers", 1) { Count = _ => ValueTask.FromResult(7) },
                new NavigationItem("settings", "/settings", 1, NavigationSection.Bottom));
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters ?? []))).ToHtmlString());
        return await new HtmlParser().ParseDocumentAsync(html);
    }

    public static RenderFragment Words(string text) => builder => builder.AddContent(0, text);
}
