using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>A believable shop for coffee and tea, with three stores and one on the web, made up from a seed: the same seed, the same shop.</summary>
/// <remarks>It opens two years before its last day. Each customer is made up alone, so that a larger shop holds the smaller one.</remarks>
public static class DemonstrationShop
{
    /// <summary>How many customers may be asked for.</summary>
    public const int MostCustomers = 1_000_000;

    /// <summary>The time zone in which the shop lives.</summary>
    public const string TimeZone = "Europe/Warsaw";

    /// <summary>Of those who buy both at the till and on the web, so many have two records.</summary>
    private const double TwoRecordsShare = 0.07;

    /// <summary>The shop as a business.</summary>
    public static Business Business { get; } =
        new("Ziarno & Лист", Currency.Of("PLN"), new BusinessCalendar(TimeZone), new BusinessSettings { PhonePrefix = "48", Language = "pl" });

    /// <summary>The connected system that tells of the shop.</summary>
    public static string SourceOf(int seed) => seed == 1 ? "demo" : $"demo-{seed}";

    /// <summary>Makes the customers up, one after another.</summary>
    /// <param name="seed">Which shop.</param>
    /// <param name="customers">How many customers.</param>
    /// <param name="lastDay">The last day of which anything is told.</param>
    public static IEnumerable<DemonstrationCustomer> Generate(int seed, int customers, Day lastDay) => Generate(seed, customers, lastDay, Business.Currency);

    /// <summary>Makes the customers up, with prices in another currency.</summary>
    internal static IEnumerable<DemonstrationCustomer> Generate(int seed, int customers, Day lastDay, Currency currency)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(customers, MostCustomers);
        var seasons = new ShopSeasons(lastDay);
        var calendar = new BusinessCalendar(TimeZone);
        for (var number = 0; number < customers; number++)
        {
            yield return Make(seed, number, lastDay, seasons, calendar, currency);
        }
    }

    private static DemonstrationCustomer Make(int seed, int number, Day lastDay, ShopSeasons seasons, BusinessCalendar calendar, Currency currency)
    {
        var chance = new Chance(seed, number);
        var person = Person.Make(chance, seed, number, lastDay);
        var habit = Habit.Of(chance, ShopStore.Tills.Any(store => store.Name.StartsWith(person.Profile.City!, StringComparison.Ordinal)));
        var hasTwoRecords = habit.WebShare is > 0 and < 1 && chance.Happens(TwoRecordsShare);
        var records = Records(chance, person, habit, hasTwoRecords);
        var purchases = new Purchases(chance, seasons, calendar, currency, SourceOf(seed));
        var facts = new StoryFacts(chance, seasons, purchases, SourceOf(seed), number);
        var story = new ShoppingStory(chance, seasons, person, habit, purchases, facts, number)
        {
            KnownAs = hasTwoRecords ? (Named(person.Phone), Named(person.Email)) : (Named(person.Number), Named(person.Number)),
            KnownAtLast = hasTwoRecords ? Named(person.Phone, person.Email) : null,
        };
        story.Tell();
        var met = new PlantedObstacles(seed, number, seasons, calendar, currency).For(story.History, story.KnownAs.Web);
        return new DemonstrationCustomer
        {
            Number = number,
            Truth = new PlantedTruth(habit.MeanPauseDays, habit.Regularity, story.LeftOn, story.Reason, hasTwoRecords),
            Records = records,
            History = [.. story.History, .. met],
            Consents = Sayings.Consents(chance, person.Language, records[0].Identities.Any(identity => identity.Kind is IdentityKind.Email)),
        };
    }

    private static List<CustomerInput> Records(Chance chance, Person person, Habit habit, bool hasTwoRecords)
    {
        if (hasTwoRecords)
        {
            var name = person.Profile.Name!;
            return
            [
                Named(person.Phone, person.Card) with { Profile = person.Profile },
                Named(person.Email) with { Profile = new ProfileInput { Name = name[..(name.IndexOf(' ') + 2)] + ".", Language = person.Language } },
            ];
        }

        List<IdentityInput> identities = [person.Number];
        if (habit.WebShare < 1 && chance.Happens(0.7))
        {
            identities.Add(person.Card);
        }

        if (habit.WebShare > 0 || chance.Happens(0.65))
        {
            identities.Add(person.Phone);
        }

        if (habit.WebShare > 0 || chance.Happens(0.4))
        {
            identities.Add(person.Email);
        }

        return [new CustomerInput { Identities = identities, Profile = person.Profile }];
    }

    private static CustomerInput Named(params IdentityInput[] identities) => new() { Identities = identities };
}
