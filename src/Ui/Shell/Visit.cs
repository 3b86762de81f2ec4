namespace Regulars.Ui;

/// <summary>What a message, a tag or a mark says: nothing in particular, well, look here, act now, or for your knowledge.</summary>
public enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>It is well.</summary>
    Good,

    /// <summary>It deserves a look.</summary>
    Attention,

    /// <summary>It needs action.</summary>
    Alarm,

    /// <summary>A neutral fact set apart.</summary>
    Information,
}

/// <summary>A sentence shown once, after what it tells of has been done.</summary>
/// <param name="Tone">What kind of news it is.</param>
/// <param name="Text">The sentence, in the reader's language.</param>
public sealed record Message(Tone Tone, string Text);

/// <summary>The antiforgery token of the request, with the names by which forms and scripts send it back.</summary>
/// <param name="Field">The name of the hidden form field.</param>
/// <param name="Header">The name of the request header.</param>
/// <param name="Value">The token.</param>
public sealed record FormToken(string Field, string Header, string Value);

/// <summary>The person who is signed in.</summary>
/// <param name="Name">The name shown in the menu.</param>
/// <param name="Detail">What stands under it, such as the e-mail address or the role.</param>
public sealed record SignedInPerson(string Name, string Detail);

/// <summary>What the frame around a page must know of the request. The Host registers it as a scoped service.</summary>
public sealed record Visit
{
    /// <summary>The path of the page, such as <c>/customers</c>; decides which item of the menu is current.</summary>
    public required string Path { get; init; }

    /// <summary>The path with its query, to which a changed language or theme returns.</summary>
    public string Address { get; init; } = "/";

    /// <summary>The person who is signed in; null before.</summary>
    public SignedInPerson? Person { get; init; }

    /// <summary>Whether the person has a permission; everything is allowed where nobody has said otherwise.</summary>
    public Func<string, bool> May { get; init; } = _ => true;

    /// <summary>The antiforgery token; null on pages without forms.</summary>
    public FormToken? FormToken { get; init; }

    /// <summary>What is to be told once on this page.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];
}
