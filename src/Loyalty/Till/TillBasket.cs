using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Features;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Till;

/// <summary>What a typed basket means for a member: the order, what it gives, and what the chosen points pay.</summary>
internal sealed record TillBasket
{
    /// <summary>The order; null where what was typed is no basket.</summary>
    public OrderInput? Order { get; init; }

    /// <summary>What is wrong with it, as the last part of the text <c>till.wrong.…</c>; null: nothing.</summary>
    public string? Wrong { get; init; }

    /// <summary>What the basket costs.</summary>
    public decimal Cost { get; init; }

    /// <summary>What it gives, by the kind of points.</summary>
    public IReadOnlyList<(PointUnit Unit, decimal Points)> Gives { get; init; } = [];

    /// <summary>What it would reach and move of challenges and milestones.</summary>
    public Foresight Ahead { get; init; } = Foresight.Nothing;

    /// <summary>The points that can pay; null where none can.</summary>
    public PointUnit? PayingUnit { get; init; }

    /// <summary>How many of them can be used on it at most.</summary>
    public decimal MostPoints { get; init; }

    /// <summary>What those would pay.</summary>
    public decimal MostMoney { get; init; }

    /// <summary>How many are used.</summary>
    public decimal UsedPoints { get; init; }

    /// <summary>What those pay.</summary>
    public decimal UsedMoney { get; init; }

    /// <summary>What is left to be paid with money.</summary>
    public decimal ToPay => Cost - UsedMoney;

    /// <summary>Works out what was typed. Nothing is recorded.</summary>
    public static TillBasket Of(TillEntry entry, Member member, Business business, string staff, Instant now)
    {
        var paying = member.Programme.Programme.Units.FirstOrDefault(unit => unit.Value is > 0);
        var lines = entry.ToLines(business.Currency);
        if (lines.Refusal is { } wrong)
        {
            return new TillBasket { PayingUnit = paying, Wrong = entry.IsEmpty ? null : wrong.Code };
        }

        var order = new OrderInput
        {
            Source = ConsoleSource,
            Number = TillOrders.NumberOf(ConsoleSource, entry.Key.ToString()),
            PlacedAt = now,
            Currency = business.Currency,
            Channel = entry.Channel.Length == 0 ? null : entry.Channel,
            Store = entry.Store.Length == 0 ? null : entry.Store,
            Staff = staff,
            Customer = new CustomerInput { Id = member.Book.Customer, Identities = [] },
            Lines = lines.Value,
        };
        var usable = paying is null ? null : UsableAnswer.Of(paying, member, order);
        var used = Chosen(entry, paying, usable);
        var paid = paying is null ? order : order with { Points = used > 0 ? [new PointsUseInput(paying.Key, used, null, null)] : null };
        var cost = business.Currency.ToDecimal(order.Lines.Sum(line => line.Value));
        return new TillBasket
        {
            Order = used is null ? null : paid,
            Wrong = used is null ? "points" : null,
            Cost = cost,
            Gives = Given(member, used is null ? order : paid),
            Ahead = member.Foresee(used is null ? order : paid),
            PayingUnit = paying,
            MostPoints = usable?.MostPoints ?? 0,
            MostMoney = usable?.MostMoney ?? 0,
            UsedPoints = used ?? 0,
            UsedMoney = paying is null || used is null ? 0 : business.Currency.ToDecimal(paying.Pay(paying.ToParts(used.Value), business.Currency)),
        };
    }

    /// <summary>The source of what staff tells by the console.</summary>
    public const string ConsoleSource = "console";

    /// <summary>How many points are used; null where what was typed is none, or more than can be used.</summary>
    private static decimal? Chosen(TillEntry entry, PointUnit? paying, UsableAnswer? usable) => entry.Use switch
    {
        "all" => usable?.MostPoints ?? 0,
        "some" when entry.Points.Length == 0 => 0,
        "some" => TillEntry.Number(entry.Points) is { } points && paying is not null && usable is not null && points <= usable.MostPoints && paying.Fits(points) ? points : null,
        _ => 0,
    };

    private static List<(PointUnit Unit, decimal Points)> Given(Member member, OrderInput order) =>
    [
        .. PreviewAnswer.RulesOf(member, order).GroupBy(rule => rule.Unit)
            .Select(rules => (Unit: member.Programme.Programme.Unit(rules.Key), Points: rules.Sum(rule => rule.Points)))
            .Where(given => given is { Unit: not null, Points: > 0 }).Select(given => (given.Unit!, given.Points)),
    ];
}
