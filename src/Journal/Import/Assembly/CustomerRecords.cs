using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Recognition;
using Regulars.Journal.Import.Values;

namespace Regulars.Journal.Import.Assembly;

/// <summary>Makes what an order says of its customer; the same record is handed out while it says the same.</summary>
internal sealed class CustomerRecords(ImportPlan plan, RowColumns columns, DateReader dates)
{
    private const int Capacity = 1 << 18;

    private static readonly IdentityKind[] Kinds = [IdentityKind.Number, IdentityKind.Card, IdentityKind.Phone, IdentityKind.Email];
    private static readonly ColumnRole[] ProfileRoles =
    [
        ColumnRole.CustomerName, ColumnRole.FirstName, ColumnRole.LastName, ColumnRole.City, ColumnRole.Country,
        ColumnRole.Language, ColumnRole.Birthday, ColumnRole.Attribute,
    ];

    private readonly Dictionary<string, CustomerInput> known = [];
    private readonly bool hasProfile = ProfileRoles.Any(columns.Has);
    private readonly string[] attributeNames = [.. plan.Mapping.Columns
        .Where(column => column.Role == ColumnRole.Attribute).Select(column => column.Attribute ?? column.Heading)];

    /// <summary>The customer; null for an anonymous sale.</summary>
    public CustomerInput? Of(OrderTexts texts)
    {
        var first = Array.FindIndex(Kinds, kind => texts[kind] is not null);
        if (first < 0)
        {
            return null;
        }

        var identity = texts[Kinds[first]]!;
        var profile = hasProfile ? Profile(texts) : null;
        if (known.TryGetValue(identity, out var before) && SaysTheSame(before, texts, profile))
        {
            return before;
        }

        var customer = new CustomerInput
        {
            Identities = [.. Kinds.Where(kind => texts[kind] is not null).Select(kind => IdentityOf(kind, texts[kind]!))],
            Profile = profile,
        };
        if (known.Count < Capacity || known.ContainsKey(identity))
        {
            known[identity] = customer;
        }

        return customer;
    }

    private static IdentityInput IdentityOf(IdentityKind kind, string value) =>
        new(kind == IdentityKind.Number && value.Contains('@') ? IdentityKind.Email : kind, value);

    private static bool SaysTheSame(CustomerInput before, OrderTexts texts, ProfileInput? profile)
    {
        var count = 0;
        foreach (var kind in Kinds)
        {
            if (texts[kind] is not { } value)
            {
                continue;
            }

            if (count >= before.Identities.Count || before.Identities[count].Value != value)
            {
                return false;
            }

            count++;
        }

        return count == before.Identities.Count && (profile is null ? before.Profile is null
            : before.Profile is { Attributes.Count: 0 } && profile.Attributes.Count == 0
                && profile with { Attributes = before.Profile.Attributes } == before.Profile);
    }

    private ProfileInput? Profile(OrderTexts texts)
    {
        var name = texts[ColumnRole.CustomerName] ?? Join(texts[ColumnRole.FirstName], texts[ColumnRole.LastName]);
        var attributes = Attributes(texts);
        var profile = new ProfileInput
        {
            Name = name is { Length: > ImportLimits.NameCharacters } ? name[..ImportLimits.NameCharacters] : name,
            City = texts[ColumnRole.City],
            Country = texts[ColumnRole.Country],
            Language = LanguageOf(texts[ColumnRole.Language]),
            Birthday = texts[ColumnRole.Birthday] is { } birthday ? dates.TryReadDay(birthday) : null,
        };
        return attributes.Count > 0 ? profile with { Attributes = attributes } : profile;
    }

    private List<AttributeInput> Attributes(OrderTexts texts)
    {
        var attributes = new List<AttributeInput>();
        for (var index = 0; texts.Attributes is not null && index < attributeNames.Length; index++)
        {
            if (texts.Attributes[index] is { } text)
            {
                attributes.Add(new AttributeInput(attributeNames[index], text));
            }
        }

        return attributes;
    }

    private static string? Join(string? first, string? last) =>
        first is null ? last : last is null ? first : first + " " + last;

    private static string? LanguageOf(string? text) => text is { Length: >= 2 } ? text[..2].ToLowerInvariant() switch
    {
        "en" => "en",
        "ru" or "ру" => "ru",
        "uk" or "ua" or "ук" => "uk",
        "pl" or "po" => "pl",
        _ => null,
    } : null;
}
