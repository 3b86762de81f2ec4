using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What conditions of rules can say of an order and its lines.</summary>
internal static class OrderFields
{
    /// <summary>The field that asks about the member's level, the one of these that is not about an order alone.</summary>
    public const string MemberLevel = "member.level";

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static IReadOnlyList<CriteriaField> All { get; } =
    [
        OfOrder("order.store", CriteriaType.Text, traits => CriteriaValue.Of(Fold(traits.Order.Store))),
        OfOrder("order.channel", CriteriaType.Text, traits => CriteriaValue.Of(Fold(traits.Order.Channel))),
        OfOrder("order.payment", CriteriaType.Text, traits => CriteriaValue.Of(Fold(traits.Order.Payment))),
        OfOrder("order.total", CriteriaType.Money, traits => CriteriaValue.Of((double)OrderOccasion.Sold(traits.Order))),
        OfOrder("order.hour", CriteriaType.Count, traits => CriteriaValue.Of((double)traits.Local.Hour)),
        OfOrder("order.weekday", CriteriaType.Choice, traits => CriteriaValue.Of(Weekdays[((int)traits.Local.DayOfWeek + 6) % 7])) with
        {
            Choices = Weekdays,
            ChoiceText = key => $"criteria.weekday.{key}",
        },
        OfOrder("order.first", CriteriaType.Choice, traits => CriteriaValue.Of(traits.IsFirst ? "yes" : "no")) with
        {
            Choices = ["yes", "no"],
            ChoiceText = key => $"criteria.choice.{key}",
        },
        OfOrder(MemberLevel, CriteriaType.Text, _ => default) with
        {
            Read = (subject, _) => CriteriaValue.Of(Fold((subject.Part<OrderTraits>()?.Levels ?? subject.Part<MemberTraits>()?.Levels)?.Values.FirstOrDefault())),
        },
        OfLine("line.product", line => line.Product),
        OfLine("line.name", line => line.ProductName),
        OfLine("line.category", line => line.Category),
    ];

    /// <summary>A line of the order that a subject is asked about.</summary>
    public static CriteriaSubject Subject(CriteriaSubject order, OrderLineInput line)
    {
        var subject = new CriteriaSubject(order.Customer);
        if (order.Part<OrderTraits>() is { } traits)
        {
            subject.Add(traits);
        }

        subject.Add(new LineTraits(line));
        return subject;
    }

    private static CriteriaField OfOrder(string name, CriteriaType type, Func<OrderTraits, CriteriaValue> read) => new()
    {
        Name = name,
        Type = type,
        Scope = CriteriaScope.Order,
        Sql = _ => throw new NotSupportedException("An order is asked about in memory."),
        Read = (subject, _) => subject.Part<OrderTraits>() is { } traits ? read(traits) : default,
    };

    private static CriteriaField OfLine(string name, Func<OrderLineInput, string?> read) => new()
    {
        Name = name,
        Type = CriteriaType.Text,
        Scope = CriteriaScope.Line,
        Sql = _ => throw new NotSupportedException("A line is asked about in memory."),
        Read = (subject, _) => CriteriaValue.Of(Fold(subject.Part<LineTraits>() is { } traits ? read(traits.Line) : null)),
    };

    private static string? Fold(string? text) => text is null ? null : Text.Fold(text);

    private sealed record LineTraits(OrderLineInput Line);
}

/// <summary>A member as conditions read them where there is no order.</summary>
/// <param name="Levels">The customer's levels, by the ladder's key.</param>
internal sealed record MemberTraits(IReadOnlyDictionary<string, string> Levels);

/// <summary>An order as conditions read it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Local">When it was placed, by the business's clock.</param>
/// <param name="IsFirst">Whether it is the customer's first purchase.</param>
/// <param name="Levels">The customer's levels, by the ladder's key.</param>
internal sealed record OrderTraits(OrderInput Order, DateTime Local, bool IsFirst, IReadOnlyDictionary<string, string> Levels);
