namespace Regulars.Ui;

/// <summary>One number of a computation told step by step.</summary>
/// <param name="Value">The number as it is written.</param>
/// <param name="Caption">What it is.</param>
/// <param name="Sign">What leads to it from the one before: →, −, =, "÷ 2,718 ="; null at the beginning.</param>
/// <param name="Tone">The colour of the number; the result is usually good.</param>
public sealed record Step(string Value, string Caption, string? Sign = null, Tone Tone = Tone.Plain);
