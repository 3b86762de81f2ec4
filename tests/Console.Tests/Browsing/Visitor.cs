using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests.Browsing;

/// <summary>A person at a browser. Whatever the browser complains of meanwhile fails the test.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    /// <summary>A busy machine takes long to start a browser; what never comes is found out all the same.</summary>
    private static readonly TimeSpan MostTimeToWait = TimeSpan.FromSeconds(30);

    private static readonly AxeRunOptions Axe = new() { ResultTypes = [ResultType.Violations] };

    private readonly IBrowserContext context;

    private readonly string address;

    private readonly List<string> complaints = [];

    private Visitor(IBrowserContext context, IPage page, string address, Words words)
    {
        this.context = context;
        this.address = address;
        Page = page;
        Words = words;
    }

    public IPage Page { get; }

    public Words Words { get; }

    /// <summary>The main part of the page, without menu and messages.</summary>
    public ILocator Content => Page.Locator("main");

    /// <summary>The statuses of 400 and above that belong to the story, such as that of a wrong password.</summary>
    public HashSet<int> ExpectedStatuses { get; } = [];

    /// <summary>Whether nobody answers for now: that is no complaint.</summary>
    public bool IsCutOff { get; set; }

    public static async Task<Visitor> ComeAsync(IBrowser browser, string address, string language, Screen screen, bool hasScripts = true)
    {
        var own = await browser.NewContextAsync(new()
        {
            ViewportSize = screen.Size(),
            HasTouch = screen is Screen.Phone,
            IsMobile = screen is Screen.Phone,
            Locale = language,
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = hasScripts,
        });
        own.SetDefaultTimeout((float)MostTimeToWait.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)MostTimeToWait.TotalMilliseconds);
        var visitor = new Visitor(own, await own.NewPageAsync(), address, new Words(language));
        visitor.Listen();
        return visitor;
    }

    /// <summary>Opens an address of the console.</summary>
    public Task Open(string path) => Page.GotoAsync(path.StartsWith("http", StringComparison.Ordinal) ? path : address + path);

    /// <summary>Presses the button that bears the text of a key.</summary>
    public Task Press(string key) => Content.GetByRole(AriaRole.Button, new() { Name = Words[key], Exact = true }).First.ClickAsync();

    /// <summary>Follows the link that bears the text of a key.</summary>
    public Task Follow(string key) => Content.GetByRole(AriaRole.Link, new() { Name = Words[key], Exact = true }).First.ClickAsync();

    /// <summary>Follows an item of the main menu.</summary>
    public Task GoTo(string key) =>
        Page.GetByRole(AriaRole.Navigation, new() { Name = Words["ui.navigation"] }).GetByRole(AriaRole.Link, new() { Name = Words["navigation." + key], Exact = true }).ClickAsync();

    /// <summary>Fills the field under a label.</summary>
    public Task Fill(string field, string value) => Field(field).FillAsync(value);

    /// <summary>Chooses among what a field offers.</summary>
    public Task Choose(string field, string value) => Field(field).SelectOptionAsync(value);

    /// <summary>A field by the name under which it is sent.</summary>
    public ILocator Field(string name) => Content.Locator($"[name='{name}']:not([type=hidden])");

    /// <summary>Sees a text in the main part of the page.</summary>
    public Task Sees(string text) => Assertions.Expect(Content).ToContainTextAsync(text);

    public Task SeesNo(string text) => Assertions.Expect(Content).Not.ToContainTextAsync(text);

    /// <summary>Reads the heading of the page.</summary>
    public Task Reads(string heading) => Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(heading);

    /// <summary>The page is in the visitor's language and is nowhere wider than the screen.</summary>
    public async Task CheckPage()
    {
        Assert.Equal(Words.Language, await Page.Locator("html").GetAttributeAsync("lang"));
        var tooWide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{Page.Url} is {tooWide} pixels wider than the screen.");
    }

    /// <summary>Keeps a picture of the whole page in the folder that REGULARS_TEST_PICTURES names; nothing where none is named.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("REGULARS_TEST_PICTURES") is { Length: > 0 } folder)
        {
            var size = Page.ViewportSize!.Width > 500 ? Screen.Desktop : Screen.Phone;
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{Words.Language}.{size}.png"), FullPage = true });
        }
    }

    /// <summary>Nobody is shut out of the page: axe finds nothing serious or critical.</summary>
    public async Task CheckAccessibility(ColorScheme colours)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
        var result = await Page.RunAxe(Axe);
        var serious = result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(5).Select(node => node.Html))}").ToList();
        Assert.True(serious.Count == 0, $"{Page.Url} ({colours}):\n{string.Join('\n', serious)}");
    }

    /// <summary>The browser has complained of nothing: no error of a script, no request that failed, no breach of the content policy.</summary>
    public void CheckCalm() => Assert.True(complaints.Count == 0, string.Join('\n', complaints));

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Listen()
    {
        context.Console += (_, message) =>
        {
            // What the browser says of an expected status is said again by the answer itself; what a part of the page asked for
            // just before the program went down gets no answer.
            var isToldAgain = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal);
            var isUnanswered = IsCutOff && message.Text.StartsWith("htmx: htmx:error: Failed to fetch", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !isToldAgain && !isUnanswered)
            {
                complaints.Add($"{Page.Url}: {message.Text}");
            }
        };
        context.WebError += (_, error) => complaints.Add($"{Page.Url}: {error.Error}");
        context.Response += (_, response) =>
        {
            if (response.Status >= 400 && !ExpectedStatuses.Contains(response.Status))
            {
                complaints.Add($"{response.Status} {response.Url}");
            }
        };
        context.RequestFailed += (_, request) =>
        {
            // A download and a page that is left end their requests early.
            if (request.Failure is not "net::ERR_ABORTED" && !IsCutOff)
            {
                complaints.Add($"{request.Failure} {request.Url}");
            }
        };
    }
}
