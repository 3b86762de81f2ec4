using Regulars.Journal.Contracts;
using Regulars.Journal.Demonstration.Names;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>Who a customer is: a name, a language, a place, and the identities by which the shop knows them.</summary>
internal sealed record Person
{
    private const long TelephoneNumbers = 10_000_000;

    private static readonly string[] Domains = ["example.com", "example.org", "example.net"];

    private static readonly string[] PolishMobiles = ["50", "51", "53", "57", "60", "66", "69", "72", "78", "79"];

    private static readonly string[] UkrainianMobiles = ["50", "63", "67", "68", "93", "96", "97"];

    public required ProfileInput Profile { get; init; }

    public required string Language { get; init; }

    public required string Country { get; init; }

    public required IdentityInput Number { get; init; }

    public required IdentityInput Card { get; init; }

    public required IdentityInput Phone { get; init; }

    public required IdentityInput Email { get; init; }

    /// <summary>Makes a person up. Telephone, e-mail and card are never those of another number or seed up to a million customers.</summary>
    public static Person Make(Chance chance, int seed, int number, Day last)
    {
        var names = chance.Weighted(0.52, 0.27, 0.12, 0.09) switch
        {
            0 => PolishNames.List,
            1 => UkrainianNames.List,
            2 => RussianNames.List,
            _ => EnglishNames.List,
        };
        var isWoman = chance.Happens(0.57);
        var first = chance.Pick(isWoman ? names.Women : names.Men);
        var surname = chance.Pick(names.Surnames);
        var family = isWoman ? surname.Woman : surname.Man;
        var home = Home.Of(chance, names.Language);
        var serial = unchecked((((long)seed - 1) * 1_000_000) + number) & long.MaxValue;
        return new Person
        {
            Language = names.Language,
            Country = home.Country,
            Profile = new ProfileInput
            {
                Name = $"{first} {family}{(chance.Happens(0.008) ? " " + chance.Pick(["☕", "🌿", "🐈", "🫖"]) : "")}",
                Language = names.Language,
                Birthday = chance.Happens(0.55) ? Birthday(chance, last) : null,
                Country = home.Country,
                City = home.City,
            },
            Number = new IdentityInput(IdentityKind.Number, $"C{serial:D7}"),
            Card = new IdentityInput(IdentityKind.Card, CardText(serial)),
            Phone = new IdentityInput(IdentityKind.Phone, PhoneText(chance, serial, home.IsUkrainian)),
            Email = new IdentityInput(IdentityKind.Email, $"{LatinSpelling.Of(first)}.{LatinSpelling.Of(family)}{serial}@{chance.Pick(Domains)}"),
        };
    }

    private static Day Birthday(Chance chance, Day last) => last.Plus(-(int)((19 + (chance.Gamma(2.6) * 9)) * 365.25));

    private static string PhoneText(Chance chance, long serial, bool isUkrainian)
    {
        var digits = (serial * 4_567_891 % TelephoneNumbers).ToString("D7");
        return isUkrainian
            ? $"+380 {chance.Pick(UkrainianMobiles)} {digits[..3]} {digits[3..5]} {digits[5..]}"
            : $"+48 {chance.Pick(PolishMobiles)}{digits[..1]} {digits[1..4]} {digits[4..]}";
    }

    /// <summary>Thirteen digits, the last a check digit as on every bar code.</summary>
    private static string CardText(long serial)
    {
        var digits = $"29{serial % 10_000_000_000:D10}";
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return $"{digits}{(10 - (sum % 10)) % 10}";
    }
}
