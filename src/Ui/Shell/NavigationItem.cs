namespace Regulars.Ui;

/// <summary>The part of the menu in which an item stands.</summary>
public enum NavigationSection
{
    /// <summary>The daily work, at the top.</summary>
    Main,

    /// <summary>What the figures say, below it.</summary>
    Insight,

    /// <summary>The loyalty programme.</summary>
    Programme,

    /// <summary>What is opened now and then, below the line.</summary>
    Bottom,
}

/// <summary>A page of the console that a module puts into the menu. Its title is the text <c>navigation.KEY</c>.</summary>
/// <param name="Key">The last part of the key of its title.</param>
/// <param name="Href">The path of the page; the item is current there and beneath it.</param>
/// <param name="Order">Its place, smaller first.</param>
/// <param name="Section">The part of the menu.</param>
public sealed record NavigationItem(string Key, string Href, int Order, NavigationSection Section = NavigationSection.Main)
{
    /// <summary>The permission that the page asks for; who lacks it is not shown the item. Null when everybody may see the page.</summary>
    public string? Permission { get; init; }

    /// <summary>Counts what waits for the reader there; null when nothing is counted. Asked once per page.</summary>
    public Func<IServiceProvider, ValueTask<int>>? Count { get; init; }

    internal bool IsCurrent(string path) =>
        path == Href || (Href != "/" && path.StartsWith(Href + "/", StringComparison.Ordinal));
}
