using System.Globalization;
using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Api;

/// <summary>Turns bodies into what intake understands; what cannot be meant is refused with its place.</summary>
public static class BodyReading
{
    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"];

    private static readonly string[] ZonedForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    internal static Result<FactInput> Read(FactBody body, string source, Business business, TimeProvider clock)
    {
        if (body.Kind is null)
        {
            return new Refusal("field.missing", "Say what kind of fact it is.", "kind");
        }

        if (body.Customer is null)
        {
            return new Refusal("field.missing", "Name the customer.", "customer");
        }

        if (body.Content is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            return new Refusal("field.not_object", "Content is an object.", "content");
        }

        if (body.Content is { ValueKind: JsonValueKind.Object } said && !CanBeKept(said))
        {
            return new Refusal("field.not_text", "Text without NUL and without halves of characters is wanted.", "content");
        }

        var occurredAt = body.OccurredAt is null ? Instant.Now(clock) : Time(body.OccurredAt, business, "occurredAt");
        var customer = Read(body.Customer);
        var currency = ReadCurrency(body.Currency, business);
        if ((occurredAt.Refusal ?? customer.Refusal ?? currency.Refusal ?? CheckRate(body.Rate, currency, business)) is { } refusal)
        {
            return refusal;
        }

        var amount = Minor(body.Amount, currency.Value, "amount");
        return amount.Refusal is { } absurd ? absurd : new FactInput
        {
            Kind = body.Kind,
            Source = source,
            OccurredAt = occurredAt.Value,
            Customer = customer.Value,
            Store = body.Store,
            Channel = body.Channel,
            Staff = body.Staff,
            Amount = amount.Value,
            Currency = currency.Value,
            Rate = body.Rate ?? 1,
            Content = body.Content is { ValueKind: JsonValueKind.Object } content ? content.GetRawText() : null,
        };
    }

    /// <summary>An order.</summary>
    public static Result<OrderInput> Read(OrderBody body, string source, Business business)
    {
        if (body.Number is null)
        {
            return new Refusal("field.missing", "Give the order's number.", "number");
        }

        if (body.Lines is null)
        {
            return new Refusal("field.missing", "Give the order's lines; an empty list for an order without any.", "lines");
        }

        if (body.PlacedAt is null)
        {
            return new Refusal("field.missing", "Say when the order was placed.", "placedAt");
        }

        if (!Enum.TryParse<OrderState>(body.State ?? "sold", ignoreCase: true, out var state) || int.TryParse(body.State, out _))
        {
            return new Refusal("order.state_unknown", "A state is sold, pending, refused, cancelled or refunded.", "state");
        }

        if (body.Lines.Contains(null!) || body.Points?.Contains(null!) == true)
        {
            return new Refusal("field.missing", "Nothing stands where a line or a use of points is wanted.", body.Lines.Contains(null!) ? "lines" : "points");
        }

        var placedAt = Time(body.PlacedAt, business, "placedAt");
        var changedAt = OptionalTime(body.ChangedAt, business, "changedAt");
        var returnedAt = OptionalTime(body.ReturnedAt, business, "returnedAt");
        var customer = body.Customer is null ? (Result<CustomerInput>?)null : Read(body.Customer);
        var currency = ReadCurrency(body.Currency, business);
        if ((placedAt.Refusal ?? changedAt.Refusal ?? returnedAt.Refusal ?? customer?.Refusal ?? currency.Refusal
            ?? CheckRate(body.Rate, currency, business)) is { } refusal)
        {
            return refusal;
        }

        var discount = Minor(body.Discount, currency.Value, "discount");
        var refunded = Minor(body.Refunded, currency.Value, "refunded");
        var lines = ReadLines(body.Lines, currency.Value);
        if ((discount.Refusal ?? refunded.Refusal ?? lines.Refusal) is { } absurd)
        {
            return absurd;
        }

        return new OrderInput
        {
            Source = source,
            Number = body.Number,
            PlacedAt = placedAt.Value,
            ChangedAt = changedAt.Value,
            State = state,
            Currency = currency.Value,
            Rate = body.Rate ?? 1,
            Discount = discount.Value ?? 0,
            Refunded = refunded.Value ?? 0,
            ReturnedAt = returnedAt.Value,
            ReturnOf = body.ReturnOf,
            Store = body.Store,
            Channel = body.Channel,
            Staff = body.Staff,
            Country = body.Country,
            Payment = body.Payment,
            Customer = customer?.Value,
            Lines = lines.Value,
            Points = body.Points is null ? null : [.. body.Points.Select(use => new PointsUseInput(use.Unit, use.Points, use.Reward, use.Line))],
        };
    }

    /// <summary>A customer as a caller names them.</summary>
    public static Result<CustomerInput> Read(CustomerBody body)
    {
        var identities = new List<IdentityInput>(4);
        Add(IdentityKind.Number, body.Number);
        Add(IdentityKind.Card, body.Card);
        Add(IdentityKind.Phone, body.Phone);
        Add(IdentityKind.Email, body.Email);
        Add(IdentityKind.Social, body.Social);
        var profile = body.Profile is null ? (Result<ProfileInput>?)null : Read(body.Profile);
        return profile?.Refusal is { } refusal ? refusal : new CustomerInput
        {
            Id = body.Id is { } id ? new CustomerId(id) : null,
            Identities = identities,
            Profile = profile?.Value,
        };

        void Add(IdentityKind kind, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                identities.Add(new IdentityInput(kind, value));
            }
        }
    }

    private static Result<ProfileInput> Read(ProfileBody body)
    {
        var birthday = Day.TryParse(body.Birthday);
        if (body.Birthday is not null && birthday is null)
        {
            return new Refusal("field.day_unreadable", "A birthday is written as 1990-12-31.", "customer.profile.birthday");
        }

        return new ProfileInput
        {
            Name = body.Name,
            Language = body.Language,
            Birthday = birthday,
            Country = body.Country,
            City = body.City,
            AgeGroup = body.AgeGroup,
            IncomeBand = body.IncomeBand,
            Attributes = [.. (body.Attributes ?? new Dictionary<string, JsonElement>()).Select(attribute => ReadAttribute(attribute.Key, attribute.Value))],
        };
    }

    private static AttributeInput ReadAttribute(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new AttributeInput(name),
        JsonValueKind.Number => new AttributeInput(name, Number: value.GetDouble()),
        JsonValueKind.String when Day.TryParse(value.GetString()) is { } day => new AttributeInput(name, Date: day),
        JsonValueKind.String => new AttributeInput(name, Text: value.GetString()),
        _ => new AttributeInput(name, Text: value.GetRawText()),
    };

    private static Result<OrderLineInput[]> ReadLines(IReadOnlyList<OrderLineBody> bodies, Currency currency)
    {
        var lines = new OrderLineInput[bodies.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var body = bodies[i];
            var quantity = body.Quantity ?? 1;
            var price = body.UnitPrice;
            if (price is null)
            {
                return new Refusal("field.missing", "Give the price of one.", $"lines[{i}].unitPrice");
            }

            if (Math.Abs(quantity) > 1_000_000_000m || Math.Abs(price.Value) > 1_000_000_000_000m)
            {
                return new Refusal("field.amount_absurd", "This is more than any shop sells.", $"lines[{i}]");
            }

            var cost = Minor(body.Cost, currency, $"lines[{i}].cost");
            if (cost.Refusal is { } refusal)
            {
                return refusal;
            }

            var isReturn = quantity < 0 || body.Returned == true;
            quantity = Math.Abs(quantity);
            var value = Minor(quantity * price, currency, $"lines[{i}]");
            if (value.Refusal is { } absurd)
            {
                return absurd;
            }

            lines[i] = new OrderLineInput(body.Product, body.Name, body.Category, quantity, price.Value, value.Value!.Value, isReturn, cost.Value);
        }

        return lines;
    }

    private static Result<Instant?> OptionalTime(string? text, Business business, string place)
    {
        if (text is null)
        {
            return (Instant?)null;
        }

        var time = Time(text, business, place);
        return time.Refusal is { } refusal ? refusal : (Instant?)time.Value;
    }

    /// <summary>RFC 3339, or a date and time of the business without an offset.</summary>
    private static Result<Instant> Time(string text, Business business, string place)
    {
        if (!text.EndsWith('Z') && DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return business.Calendar.At(local);
        }

        return DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var zoned)
            ? Instant.From(zoned)
            : new Refusal("field.time_unreadable", "A time is written as 2026-03-01T12:00:00Z, with an offset, or without one in the business's time.", place);
    }

    private static Result<Currency> ReadCurrency(string? code, Business business) => code is null
        ? business.Currency
        : Currency.TryParse(code) is { } currency ? currency : new Refusal("field.currency_unknown", "A currency is three letters of ISO 4217.", "currency");

    private static Refusal? CheckRate(decimal? rate, Result<Currency> currency, Business business) =>
        currency.IsAccepted && currency.Value != business.Currency && rate is null
            ? new Refusal("field.rate_missing", $"Give the rate: how many {business.Currency} one {currency.Value} is.", "rate")
            : null;

    private static Result<long?> Minor(decimal? amount, Currency currency, string place)
    {
        if (amount is null)
        {
            return (long?)null;
        }

        return Math.Abs(amount.Value) > 10_000_000_000_000m
            ? new Refusal("field.amount_absurd", "This is more than any shop sells.", place)
            : (long?)currency.ToMinor(amount.Value);
    }

    /// <summary>Whether every text inside can be kept; only an escape can hide what cannot.</summary>
    private static bool CanBeKept(JsonElement content) => !content.GetRawText().Contains("\\u", StringComparison.OrdinalIgnoreCase) || EveryTextCanBeKept(content);

    private static bool EveryTextCanBeKept(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => CanBeKept(() => member.Name) && EveryTextCanBeKept(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(EveryTextCanBeKept),
        JsonValueKind.String => CanBeKept(() => element.GetString()!),
        _ => true,
    };

    private static bool CanBeKept(Func<string> text)
    {
        try
        {
            return Text.CanBeKept(text());
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair cannot even be read.
            return false;
        }
    }
}
