using System.Text.Json;

namespace Regulars.Journal.Api;

/// <summary>A customer as a caller names them: by <c>id</c> or by at least one identity.</summary>
/// <param name="Id">The record itself.</param>
/// <param name="Number">The customer's number in the caller's system.</param>
/// <param name="Card">A loyalty card's number.</param>
/// <param name="Phone">A telephone number; without a country code it is one of the business's country.</param>
/// <param name="Email">An e-mail address.</param>
/// <param name="Social">A handle with its network before it: instagram:anna.</param>
/// <param name="Profile">What is to be kept of them.</param>
public sealed record CustomerBody(Guid? Id, string? Number, string? Card, string? Phone, string? Email, string? Social, ProfileBody? Profile);

/// <summary>A profile; a field that is missing leaves what is kept as it is.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Language">en, ru, uk or pl.</param>
/// <param name="Birthday">As 1990-12-31; with the year 1904 when the year is not known.</param>
/// <param name="Country">Where they live.</param>
/// <param name="City">Where they live.</param>
/// <param name="AgeGroup">Such as 25–34.</param>
/// <param name="IncomeBand">As the business names it.</param>
/// <param name="Attributes">Custom attributes: text, numbers, days as 2026-03-01; null removes one.</param>
public sealed record ProfileBody(
    string? Name,
    string? Language,
    string? Birthday,
    string? Country,
    string? City,
    string? AgeGroup,
    string? IncomeBand,
    IReadOnlyDictionary<string, JsonElement>? Attributes);

/// <summary>A fact: something that happened between the business and a customer, other than an order.</summary>
/// <param name="Kind">What happened, such as visit or review.written.</param>
/// <param name="OccurredAt">When, as 2026-03-01T12:00:00Z; without an offset it is the business's time; missing: now.</param>
/// <param name="Customer">To whom.</param>
/// <param name="Store">Where.</param>
/// <param name="Channel">By which channel.</param>
/// <param name="Staff">Who of the staff took part.</param>
/// <param name="Amount">The amount it is about, in units of the currency.</param>
/// <param name="Currency">ISO 4217; missing: the business's.</param>
/// <param name="Rate">Units of the business's currency for one unit of it.</param>
/// <param name="Content">Everything else, an object of at most 16 KiB. Of a product.viewed it names the product by its code: {"product": "tea"}.</param>
/// <param name="Key">In a batch: names the item for ever, so that its repeat gets the first answer.</param>
public sealed record FactBody(
    string? Kind,
    string? OccurredAt,
    CustomerBody? Customer,
    string? Store,
    string? Channel,
    string? Staff,
    decimal? Amount,
    string? Currency,
    decimal? Rate,
    JsonElement? Content,
    string? Key);

/// <summary>The state of an order, whole. Sent again unchanged it changes nothing; changed, the differences become facts.</summary>
/// <param name="Number">The order's number in the caller's system and store.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="ChangedAt">When the caller's system last changed it; an older state than the known one is ignored.</param>
/// <param name="State">sold, pending, refused, cancelled or refunded.</param>
/// <param name="Currency">ISO 4217; missing: the business's.</param>
/// <param name="Rate">Units of the business's currency for one unit of it.</param>
/// <param name="Discount">Discounts on the whole order, in units of the currency.</param>
/// <param name="Refunded">What was paid back as a sum without lines, in units of the currency.</param>
/// <param name="ReturnedAt">When something of it came back.</param>
/// <param name="ReturnOf">The number of the order that the returned lines belong to.</param>
/// <param name="Store">Where it was sold.</param>
/// <param name="Channel">By which channel: till, web, phone.</param>
/// <param name="Staff">Who sold it.</param>
/// <param name="Country">The country it was sold to.</param>
/// <param name="Payment">How it was paid.</param>
/// <param name="Customer">Who bought; missing: an anonymous sale.</param>
/// <param name="Lines">The lines, at most 10,000.</param>
/// <param name="Points">Points that are used on the order; missing leaves them as they are known, an empty list gives them back.</param>
/// <param name="Key">In a batch: names the item for ever, so that its repeat gets the first answer.</param>
public sealed record OrderBody(
    string? Number,
    string? PlacedAt,
    string? ChangedAt,
    string? State,
    string? Currency,
    decimal? Rate,
    decimal? Discount,
    decimal? Refunded,
    string? ReturnedAt,
    string? ReturnOf,
    string? Store,
    string? Channel,
    string? Staff,
    string? Country,
    string? Payment,
    CustomerBody? Customer,
    IReadOnlyList<OrderLineBody>? Lines,
    IReadOnlyList<PointsUseBody>? Points,
    string? Key);

/// <summary>Points used on an order, in place of money or for a reward.</summary>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many; missing: as many as the reward costs.</param>
/// <param name="Reward">The reward's key; missing: the points pay a part of the order.</param>
/// <param name="Line">The line, counted from 0, that is the reward: when it comes back, so do the points.</param>
public sealed record PointsUseBody(string? Unit, decimal? Points, string? Reward, int? Line);

/// <summary>One line of an order.</summary>
/// <param name="Product">The product's code.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Category">The product's category.</param>
/// <param name="Quantity">How many; negative, or positive with <paramref name="Returned"/>, for what came back.</param>
/// <param name="UnitPrice">Price of one, in units of the currency.</param>
/// <param name="Returned">Whether the line came back.</param>
/// <param name="Cost">What the goods of the line cost the business.</param>
public sealed record OrderLineBody(string? Product, string? Name, string? Category, decimal? Quantity, decimal? UnitPrice, bool? Returned, decimal? Cost);

/// <summary>Consent given or withdrawn.</summary>
/// <param name="Purpose">What for: news, offers, profiling.</param>
/// <param name="Channel">email, sms, phone, post or any.</param>
/// <param name="Granted">Given or withdrawn.</param>
/// <param name="Wording">The words that were agreed to.</param>
public sealed record ConsentBody(string? Purpose, string? Channel, bool? Granted, string? Wording);

/// <summary>Many items at once; each gets its own answer in its place.</summary>
public sealed record BatchBody<T>(IReadOnlyList<T>? Items);

/// <summary>What became of a request.</summary>
/// <param name="Status">recorded, unchanged or refused.</param>
/// <param name="Customer">The customer concerned; missing for an anonymous sale.</param>
/// <param name="Order">The order concerned.</param>
/// <param name="Version">The place of the newest fact in the customer's book.</param>
/// <param name="Problem">Why it was refused.</param>
/// <param name="Effects">What followed from it: under <c>loyalty</c>, points given, used and taken back.</param>
public sealed record AnswerBody(string Status, Guid? Customer, Guid? Order, long? Version, ProblemBody? Problem, JsonElement? Effects = null);

/// <summary>What was wrong, and what would be right.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Place">The field that is meant.</param>
public sealed record ProblemBody(string Code, string Detail, string? Place);

/// <summary>The answers to a batch, in the order of its items.</summary>
public sealed record BatchAnswerBody(IReadOnlyList<AnswerBody> Items);
