using Microsoft.AspNetCore.Components;

namespace Regulars.Ui;

/// <summary>What every field of a form is told.</summary>
public abstract class InputComponent : UiComponent
{
    /// <summary>The name under which the answer is sent; also the anchor of the input.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>What is asked for.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>How to answer, in a sentence.</summary>
    [Parameter]
    public string? Help { get; set; }

    /// <summary>What is wrong with the answer, and what would be right.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Whether there must be an answer.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Whether to say beside the label that the answer may be left out.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>The anchors of help and error, for aria-describedby.</summary>
    protected string? DescribedBy => Field.DescribedBy(Place, Help, Error);

    /// <summary>The anchor of the input.</summary>
    protected virtual string Place => Name;

    /// <summary>The value of aria-invalid.</summary>
    protected string? Invalid => Error is null ? null : "true";
}
