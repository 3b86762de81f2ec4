namespace Regulars.Ui;

/// <summary>One of several views of a page, each with its address.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Href">Its address.</param>
/// <param name="IsCurrent">Whether it is the one that is shown.</param>
/// <param name="Count">How many things it holds; null when that is not told.</param>
public sealed record Tab(string Title, string Href, bool IsCurrent, int? Count = null);
