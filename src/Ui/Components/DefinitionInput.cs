namespace Regulars.Ui;

/// <summary>A number that went into a figure.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number as it is written.</param>
public sealed record DefinitionInput(string Name, string Value);
