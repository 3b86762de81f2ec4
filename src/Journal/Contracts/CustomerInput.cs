using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>What a source knows of a customer: the identities by which they are found, and what is to be kept of them.</summary>
public sealed record CustomerInput
{
    /// <summary>The record itself, when the caller knows it: stronger than every identity. It must exist.</summary>
    public CustomerId? Id { get; init; }

    /// <summary>The identities, in any order; at most 20, and at least one where <see cref="Id"/> is not given.</summary>
    public required IReadOnlyList<IdentityInput> Identities { get; init; }

    /// <summary>The profile; a null field leaves what is kept as it is.</summary>
    public ProfileInput? Profile { get; init; }
}

/// <summary>One identity as a source writes it; intake folds it into its comparable form.</summary>
/// <param name="Kind">What sort of identity it is.</param>
/// <param name="Value">As the source writes it; at most 320 characters.</param>
public readonly record struct IdentityInput(IdentityKind Kind, string Value);

/// <summary>Sorts of identity, the strongest first: when one row names two known customers, the strongest decides.</summary>
public enum IdentityKind
{
    /// <summary>The customer's number in the source that is speaking.</summary>
    Number = 1,

    /// <summary>A loyalty card's number.</summary>
    Card = 2,

    /// <summary>A telephone number; digits count, and a leading plus.</summary>
    Phone = 3,

    /// <summary>An e-mail address, whatever its case.</summary>
    Email = 4,

    /// <summary>A handle on a social network, with the network before it: instagram:anna.</summary>
    Social = 5,
}

/// <summary>What is kept of a person beside their identities. Null leaves the kept value as it is.</summary>
public sealed record ProfileInput
{
    /// <summary>The whole name, as it should be written to them; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The language they read: en, ru, uk, pl.</summary>
    public string? Language { get; init; }

    /// <summary>Their birthday, with the year when it is known (else 1904).</summary>
    public Day? Birthday { get; init; }

    /// <summary>Whether the birthday that is kept is taken away; only where none is given.</summary>
    public bool WithoutBirthday { get; init; }

    /// <summary>Where they live: a country, as the source writes it.</summary>
    public string? Country { get; init; }

    /// <summary>Where they live: a city.</summary>
    public string? City { get; init; }

    /// <summary>Their age group, such as 25–34, when the source has no birthday.</summary>
    public string? AgeGroup { get; init; }

    /// <summary>Their income band, as the business names it.</summary>
    public string? IncomeBand { get; init; }

    /// <summary>What the business keeps besides, by name; a null value removes it. At most 50.</summary>
    public IReadOnlyList<AttributeInput> Attributes { get; init; } = [];

    /// <summary>Whether any field beside the attributes is given.</summary>
    internal bool SaysAnything => (Name ?? Language ?? Country ?? City ?? AgeGroup ?? IncomeBand) is not null || Birthday is not null || WithoutBirthday;

    /// <summary>These fields where they are given, else those of an earlier profile; without attributes.</summary>
    internal ProfileInput Over(ProfileInput earlier) => new()
    {
        Name = Name ?? earlier.Name,
        Language = Language ?? earlier.Language,
        Birthday = Birthday ?? (WithoutBirthday ? null : earlier.Birthday),
        WithoutBirthday = Birthday is null && (WithoutBirthday || earlier is { WithoutBirthday: true, Birthday: null }),
        Country = Country ?? earlier.Country,
        City = City ?? earlier.City,
        AgeGroup = AgeGroup ?? earlier.AgeGroup,
        IncomeBand = IncomeBand ?? earlier.IncomeBand,
    };
}

/// <summary>A custom attribute: text, a number, or a day.</summary>
/// <param name="Name">Its name, at most 60 characters.</param>
/// <param name="Text">The value when it is text.</param>
/// <param name="Number">The value when it is a number.</param>
/// <param name="Date">The value when it is a day.</param>
public readonly record struct AttributeInput(string Name, string? Text = null, double? Number = null, Day? Date = null);
