using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>Puts obstacles into the way of customers of the web shop that are there to be found: payments by BLIK that fail lately, a
/// search for capsules that finds nothing, and a travel mug that is refused. Its chance is a stream of its own, so that
/// nothing else of the shop changes.</summary>
internal sealed class PlantedObstacles
{
    /// <summary>The product that is refused again and again.</summary>
    public const string RefusedProduct = "CU04";

    /// <summary>The way of paying that fails lately.</summary>
    public const string FailingMethod = "blik";

    /// <summary>What is searched for and not found.</summary>
    public const string MissingWords = "kapsułki do ekspresu";

    private const long Stream = 0x0B57AC1E;

    /// <summary>Who bought on the web within so many days meets obstacles.</summary>
    private const int ActiveDays = 90;

    private const int FailingDays = 25;

    private const int MissingDays = 26;

    private const int RefusedDays = 75;

    private static readonly string[] Methods = ["card", "blik", "transfer"];

    private static readonly string[] Typos = ["etiopia yirgachefe", "herbata ziolowa lipowa", "кофе без кофєїну", "aeropres", "matcha set", "міцна арабіка", "чай с чабрецом", "cold drip"];

    private static readonly string[] Found = ["kawa", "чай", "coffee beans", "кава", "earl grey"];

    private readonly Chance chance;

    private readonly Chance latest;

    private readonly ShopSeasons seasons;

    private readonly Purchases purchases;

    private readonly string source;

    private readonly int number;

    private readonly Currency currency;

    private readonly BusinessCalendar calendar;

    private readonly List<IntakeRequest> planted = [];

    public PlantedObstacles(int seed, int number, ShopSeasons seasons, BusinessCalendar calendar, Currency currency)
    {
        (this.seasons, this.number, this.calendar, this.currency) = (seasons, number, calendar, currency);
        chance = new Chance(seed, number, Stream);
        latest = new Chance(seed, number, Stream + 1);
        source = DemonstrationShop.SourceOf(seed);
        purchases = new Purchases(chance, seasons, calendar, currency, source);
    }

    /// <summary>What a customer meets who has bought on the web; nothing where they have not.</summary>
    /// <param name="history">The customer's story.</param>
    /// <param name="customer">By what the web knows them.</param>
    public IReadOnlyList<IntakeRequest> For(IReadOnlyList<IntakeRequest> history, CustomerInput customer)
    {
        var orders = history.OfType<RecordOrder>().Select(request => request.Order).Where(order => order is { Channel: Purchases.WebChannel, Customer: not null }).ToList();
        if (orders.Count == 0)
        {
            return [];
        }

        var days = orders.ConvertAll(order => calendar.DayOf(order.PlacedAt) - seasons.First);
        foreach (var day in days)
        {
            PassBy(customer, day);
        }

        if (ShopSeasons.Days - days[^1] <= ActiveDays)
        {
            Stumble(customer, days[0], orders[^1].Country);
        }

        return planted;
    }

    /// <summary>What happens in every shop: now and then a payment fails, people search and mostly find.</summary>
    private void PassBy(CustomerInput customer, int day)
    {
        if (chance.Happens(0.02))
        {
            Fail(customer, day, chance.Pick(Methods));
        }

        if (chance.Happens(0.2))
        {
            Search(customer, day, chance.Pick(Found), 1 + chance.Below(30));
        }

        if (chance.Happens(0.02))
        {
            Search(customer, day, chance.Pick(Typos), 0);
        }
    }

    private void Stumble(CustomerInput customer, int since, string? country)
    {
        if (latest.Happens(0.16))
        {
            Fail(customer, Lately(FailingDays, since), FailingMethod);
        }

        if (latest.Happens(0.16))
        {
            Search(customer, Lately(MissingDays, since), MissingWords, 0);
        }

        if (latest.Happens(0.15))
        {
            Refuse(customer, Lately(RefusedDays, since), country);
        }
    }

    private int Lately(int days, int since) => Math.Max(since, ShopSeasons.Days - 1 - latest.Below(days));

    private void Fail(CustomerInput customer, int day, string method) =>
        Tell("payment.failed", customer, day, $$"""{"method":"{{method}}"}""");

    private void Search(CustomerInput customer, int day, string query, int results) =>
        Tell("search.performed", customer, day, JsonSerializer.Serialize(new SearchContent(query, results), StoryJson.Readable.SearchContent));

    private void Refuse(CustomerInput customer, int day, string? country)
    {
        var product = Catalogue.All.Single(product => product.Code == RefusedProduct);
        planted.Add(new RecordOrder(new OrderInput
        {
            Source = source,
            Number = $"W{seasons.First.Plus(day).Date.ToString("yyMMdd", System.Globalization.CultureInfo.InvariantCulture)}-{number}R",
            PlacedAt = purchases.Moment(day, 12),
            State = OrderState.Refused,
            Currency = currency,
            Store = ShopStore.Web.Name,
            Channel = Purchases.WebChannel,
            Staff = ShopStore.Web.Staff[0],
            Country = country,
            Payment = "cash on delivery",
            Customer = customer,
            Lines = [new OrderLineInput(product.Code, product.Name, product.Category, 1, product.Price / 100m, product.Price, IsReturn: false, product.Cost)],
        })
        { Origin = Origin.History });
    }

    private void Tell(string kind, CustomerInput customer, int day, string content)
    {
        var fact = new FactInput
        {
            Kind = kind,
            Source = source,
            OccurredAt = purchases.Moment(day, 13),
            Customer = customer,
            Store = ShopStore.Web.Name,
            Channel = Purchases.WebChannel,
            Content = content,
        };
        planted.Add(new RecordFact(fact)
        {
            Origin = Origin.History,
            Key = new RequestKey(source, $"{number}:met {planted.Count}", SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {fact.OccurredAt} {content}"))),
        });
    }
}

/// <summary>A search in the web shop.</summary>
internal sealed record SearchContent(string Query, int Results);
