using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Customers;

/// <summary>Everything kept of one person, all their merged records together.</summary>
public sealed record Person
{
    public required Guid Id { get; init; }

    public required Instant CreatedAt { get; init; }

    public Instant? ErasedAt { get; init; }

    public required PersonProfile Profile { get; init; }

    public required CustomerRow Totals { get; init; }

    public required IReadOnlyList<PersonIdentity> Identities { get; init; }

    public required IReadOnlyList<PersonAttribute> Attributes { get; init; }

    public required IReadOnlyList<PersonConsent> Consents { get; init; }

    /// <summary>The records that were merged into this one, each with the moment and who did it.</summary>
    public required IReadOnlyList<MergedRecord> Merged { get; init; }

    /// <summary>Other people who may be the same.</summary>
    public required IReadOnlyList<MergeProposal> Proposals { get; init; }

    /// <summary>The days of the newest purchases, the earliest first.</summary>
    public required IReadOnlyList<Day> PurchaseDays { get; init; }

    public required long Refused { get; init; }

    public required long Cancelled { get; init; }

    /// <summary>The name in the list: the profile's, or an identity; null for those who were erased.</summary>
    public string? Name => Totals.Name;

    /// <summary>The median of the days between neighbouring purchase days; null with fewer than two gaps.</summary>
    public int? Rhythm
    {
        get
        {
            if (PurchaseDays.Count < 3)
            {
                return null;
            }

            var gaps = PurchaseDays.Zip(PurchaseDays.Skip(1), (earlier, later) => later - earlier).Order().ToList();
            return (int)Math.Round((gaps[(gaps.Count - 1) / 2] + gaps[gaps.Count / 2]) / 2.0, MidpointRounding.AwayFromZero);
        }
    }
}

/// <summary>What is kept of a person beside identities. An empty text says nothing.</summary>
public sealed class PersonProfile
{
    public string? Name { get; init; }

    public string? Language { get; init; }

    public int? Birthday { get; init; }

    public string? Country { get; init; }

    public string? City { get; init; }

    public string? AgeGroup { get; init; }

    public string? IncomeBand { get; init; }

    public Day? BornOn => Birthday is { } day ? new Day(day) : null;

    /// <summary>These fields where they say something, else those of another record of the same person.</summary>
    public PersonProfile Over(PersonProfile other) => new()
    {
        Name = Said(Name, other.Name),
        Language = Said(Language, other.Language),
        Birthday = Birthday ?? other.Birthday,
        Country = Said(Country, other.Country),
        City = Said(City, other.City),
        AgeGroup = Said(AgeGroup, other.AgeGroup),
        IncomeBand = Said(IncomeBand, other.IncomeBand),
    };

    private static string? Said(string? own, string? other) => string.IsNullOrEmpty(own) ? other : own;
}

/// <summary>An identity, as its source wrote it.</summary>
public sealed class PersonIdentity
{
    public Guid Customer { get; init; }

    public IdentityKind Kind { get; init; }

    public string Value { get; init; } = "";

    public string Shown { get; init; } = "";

    public string? Source { get; init; }

    public long RecordedAt { get; init; }

    public long? VerifiedAt { get; init; }
}

/// <summary>A custom attribute: text, a number or a day.</summary>
public sealed class PersonAttribute
{
    public Guid Customer { get; init; }

    public string Name { get; init; } = "";

    public string? Text { get; init; }

    public double? Number { get; init; }

    public int? DayNumber { get; init; }
}

/// <summary>A consent as it stands.</summary>
public sealed class PersonConsent
{
    public Guid Customer { get; init; }

    public string Purpose { get; init; } = "";

    public string Channel { get; init; } = "";

    public long Granted { get; init; }

    public string? Source { get; init; }

    public string Wording { get; init; } = "";

    public long ChangedAt { get; init; }

    public bool IsGranted => Granted != 0;
}

/// <summary>A record that was merged into another.</summary>
public sealed class MergedRecord
{
    public Guid Customer { get; init; }

    public string? Name { get; init; }

    public string? Shown { get; init; }

    public long LinkedAt { get; init; }

    public string LinkedBy { get; init; } = "";
}

/// <summary>Another person who may be the same, and the identity that says so.</summary>
public sealed class MergeProposal
{
    public Guid Other { get; init; }

    public IdentityKind Kind { get; init; }

    public long ProposedAt { get; init; }
}
