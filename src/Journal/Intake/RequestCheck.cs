using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Intake;

/// <summary>Refuses at the door what no engine can keep, or what is larger than anything honest.</summary>
internal static class RequestCheck
{
    private const int MostLines = 10_000;

    private const int MostIdentities = 20;

    private const int MostUses = 20;

    private const int MostAttributes = 50;

    private const int LongestContent = 16 * 1024;

    public static Refusal? Find(IntakeRequest request) => (request.Key is { } key ? Check(key.Key, 200, "key") ?? Check(key.Source, 100, "source") : null)
        ?? request switch
        {
            RecordOrder { Order: var order } => CheckOrder(order),
            RecordFact { Fact: var fact } own => CheckFact(fact, own.IsOwn),
            SaveCustomer save => Check(save.Source, 100, "source") ?? CheckCustomer(save.Customer),
            RecordConsent consent => Check(consent.Purpose, 60, "purpose") ?? Check(consent.Channel, 60, "channel")
                ?? Check(consent.Wording, 4000, "wording") ?? Check(consent.Source, 100, "source"),
            _ => null,
        };

    public static long EstimateBytes(IntakeRequest request) => request switch
    {
        RecordOrder { Order: var order } => 500 + (order.Lines.Count * 200L),
        RecordFact { Fact: var fact } => 500 + ((fact.Content?.Length ?? 0) * 2L),
        _ => 500,
    };

    private static Refusal? CheckOrder(OrderInput order)
    {
        var refusal = Check(order.Source, 100, "source") ?? Check(order.Number, 100, "number")
            ?? CheckOptional(order.Store, 100, "store") ?? CheckOptional(order.Channel, 100, "channel")
            ?? CheckOptional(order.Staff, 100, "staff") ?? CheckOptional(order.Country, 100, "country")
            ?? CheckOptional(order.Payment, 100, "payment") ?? CheckOptional(order.ReturnOf, 100, "returnOf")
            ?? CheckTime(order.PlacedAt, "placedAt") ?? CheckRate(order.Rate)
            ?? (order.Lines.Count > MostLines ? new Refusal("order.too_many_lines", $"An order has at most {MostLines} lines.", "lines") : null)
            ?? (order.Discount < 0 ? new Refusal("field.negative", "A discount is zero or more.", "discount") : null)
            ?? (order.Refunded < 0 ? new Refusal("field.negative", "A refund is zero or more.", "refunded") : null)
            ?? (order.Points is { } uses ? CheckUses(uses) : null)
            ?? (order.Customer is { } customer ? CheckCustomer(customer) : null);
        for (var i = 0; refusal is null && i < order.Lines.Count; i++)
        {
            var line = order.Lines[i];
            refusal = CheckOptional(line.Product, 100, "product") ?? CheckOptional(line.ProductName, 500, "productName")
                ?? CheckOptional(line.Category, 100, "category")
                ?? (line.Quantity < 0 ? new Refusal("field.negative", "A quantity is positive; mark a returned line as a return.", "quantity") : null);
            refusal = refusal is null ? null : refusal with { Place = $"lines[{i}].{refusal.Place}" };
        }

        return refusal;
    }

    private static Refusal? CheckUses(IReadOnlyList<PointsUseInput> uses)
    {
        if (uses.Count > MostUses)
        {
            return new Refusal("order.too_many_uses", $"Points are used for at most {MostUses} things on an order.", "points");
        }

        for (var i = 0; i < uses.Count; i++)
        {
            if ((CheckOptional(uses[i].Unit, 40, $"points[{i}].unit") ?? CheckOptional(uses[i].Reward, 60, $"points[{i}].reward")) is { } refusal)
            {
                return refusal;
            }

            if (uses[i].Points is <= 0 or > 1_000_000_000_000m || (uses[i].Points is null && uses[i].Reward is null))
            {
                return new Refusal("points.amount", "Say how many points, more than zero.", $"points[{i}].points");
            }
        }

        return null;
    }

    private static Refusal? CheckFact(FactInput fact, bool isOwn) => Check(fact.Kind, 60, "kind") ?? Check(fact.Source, 100, "source")
        ?? ((isOwn ? FactKinds.Reserved.Contains(fact.Kind) : FactKinds.IsReserved(fact.Kind)) ? new Refusal("fact.kind_reserved", $"'{fact.Kind}' is recorded by Regulars itself; send orders, consents and customers to their own addresses.", "kind") : null)
        ?? CheckTime(fact.OccurredAt, "occurredAt") ?? CheckRate(fact.Rate)
        ?? CheckOptional(fact.Store, 100, "store") ?? CheckOptional(fact.Channel, 100, "channel") ?? CheckOptional(fact.Staff, 100, "staff")
        ?? CheckOptional(fact.Content, LongestContent, "content") ?? CheckCustomer(fact.Customer);

    private static Refusal? CheckCustomer(CustomerInput customer)
    {
        if (customer.Id is null && customer.Identities.Count == 0)
        {
            return new Refusal("customer.no_identity", "Name the customer by an id or at least one identity.", "customer.identities");
        }

        if (customer.Identities.Count > MostIdentities)
        {
            return new Refusal("customer.too_many_identities", $"A customer has at most {MostIdentities} identities.", "customer.identities");
        }

        for (var i = 0; i < customer.Identities.Count; i++)
        {
            if (Check(customer.Identities[i].Value, 320, $"customer.identities[{i}].value") is { } refusal)
            {
                return refusal;
            }
        }

        return customer.Profile is { } profile ? CheckProfile(profile) : null;
    }

    private static Refusal? CheckProfile(ProfileInput profile)
    {
        if (profile.Attributes.Count > MostAttributes)
        {
            return new Refusal("customer.too_many_attributes", $"A customer has at most {MostAttributes} attributes.", "customer.profile.attributes");
        }

        return CheckOptional(profile.Name, 200, "customer.profile.name") ?? CheckOptional(profile.Language, 10, "customer.profile.language")
            ?? CheckOptional(profile.Country, 100, "customer.profile.country") ?? CheckOptional(profile.City, 100, "customer.profile.city")
            ?? CheckOptional(profile.AgeGroup, 60, "customer.profile.ageGroup") ?? CheckOptional(profile.IncomeBand, 60, "customer.profile.incomeBand")
            ?? profile.Attributes.Select(attribute => Check(attribute.Name, 60, "customer.profile.attributes")
                ?? CheckOptional(attribute.Text, 1000, $"customer.profile.attributes.{attribute.Name}")).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? CheckTime(Instant time, string place) =>
        time.Microseconds is < -2_208_988_800_000_000 or > 4_102_444_800_000_000
            ? new Refusal("field.time_absurd", "A time lies between the years 1900 and 2100.", place)
            : null;

    private static Refusal? CheckRate(decimal rate) =>
        rate is <= 0 or > 1_000_000 ? new Refusal("field.rate_absurd", "A rate is more than zero and at most a million.", "rate") : null;

    private static Refusal? CheckOptional(string? text, int longest, string place) => text is null ? null : Check(text, longest, place, mayBeEmpty: true);

    private static Refusal? Check(string text, int longest, string place, bool mayBeEmpty = false)
    {
        if (text.Length == 0 && !mayBeEmpty)
        {
            return new Refusal("field.empty", "A value is wanted here.", place);
        }

        if (text.Length > longest)
        {
            return new Refusal("field.too_long", $"At most {longest} characters.", place);
        }

        return Text.CanBeKept(text) ? null : new Refusal("field.not_text", "Text without NUL and without halves of characters is wanted.", place);
    }
}
