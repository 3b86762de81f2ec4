using Microsoft.AspNetCore.Components;

namespace Regulars.Ui;

/// <summary>What every page and component begins with: the reader, the texts and the formats.</summary>
public abstract class UiComponent : ComponentBase
{
    /// <summary>The person who reads.</summary>
    [Inject]
    protected Reader Reader { get; set; } = null!;

    /// <summary>What the frame around the page knows of the request.</summary>
    [Inject]
    protected Visit Visit { get; set; } = null!;

    /// <summary>How the reader's language writes numbers, money, dates and lists.</summary>
    protected Formats Formats => Reader.Formats;

    /// <summary>Whether the reader may do what asks for a permission: what they may not do is not offered.</summary>
    protected bool May(string permission) => Visit.May(permission);

    /// <summary>The text under a key; see <see cref="Reader.Text"/>.</summary>
    protected string Text(string key, params object[] arguments) => Reader.Text(key, arguments);
}
