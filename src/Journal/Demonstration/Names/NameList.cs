namespace Regulars.Journal.Demonstration.Names;

/// <summary>First names and surnames of one language; a surname has a form for men and one for women.</summary>
internal sealed record NameList(string Language, string[] Men, string[] Women, Surname[] Surnames);

/// <summary>A surname as men and as women bear it.</summary>
internal readonly record struct Surname(string Man, string Woman)
{
    /// <summary>A surname that is the same for both.</summary>
    public static implicit operator Surname(string both) => new(both, both);

    /// <summary>A surname with two forms.</summary>
    public static implicit operator Surname((string Man, string Woman) forms) => new(forms.Man, forms.Woman);
}
