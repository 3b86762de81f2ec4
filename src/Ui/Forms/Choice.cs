namespace Regulars.Ui;

/// <summary>One of several answers.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Title">What is read.</param>
/// <param name="Help">More about it; null when the title says it.</param>
public sealed record Choice(string Value, string Title, string? Help = null);
