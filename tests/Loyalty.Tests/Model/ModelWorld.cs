using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Tests.Model;

/// <summary>Three members with a random life, which goes on operation by operation in the program and in the model.</summary>
internal sealed class ModelWorld(int number, int seed)
{
    public const int Members = 3;

    private static readonly string[] Later = ["sold", "sold", "sold", "pending", "refused", "cancelled", "refunded"];

    private readonly Random chance = new(seed);

    private readonly ModelMember[] members = [new(), new(), new()];

    private readonly List<string> log = [];

    private (int To, List<ModelLot> Lots)? sent;

    private int told;

    public CustomerId[] Customers { get; } = new CustomerId[Members];

    /// <summary>Everything that was done, for whoever must find out why it differs.</summary>
    public IReadOnlyList<string> Log => log;

    /// <summary>Whether points are on their way; they arrive before anything else happens.</summary>
    public bool Awaits => sent is not null;

    public ModelMember this[int member] => members[member];

    public static string Name(int world, int member) => $"{world}-{member}";

    /// <summary>What is done next: a request, and what the model makes of it once the answer is there.</summary>
    public (IntakeRequest Request, Func<IntakeAnswer, int> Follow) Next(DateTimeOffset now, IReadOnlyList<ModelTerms> terms)
    {
        var who = chance.Next(Members);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var inForce = InForce(terms, today);
        var member = members[who];
        long amount = chance.Next(1, 80);
        return chance.Next(20) switch
        {
            < 6 => Tell(who, NewOrder(now), now, terms),
            < 11 when member.Orders.Count > 0 => Tell(who, Amend(member.Orders.ElementAt(chance.Next(member.Orders.Count))), now, terms),
            < 13 => Fact(who, now, PointsFacts.Redeemed, new PointsCommand { Points = amount }, (model, answer) => model.Redeem(answer.Version ?? 0, amount)),
            13 when member.Uses.Count > 0 => Undo(who, now, today, member.Uses.ElementAt(chance.Next(member.Uses.Count))),
            14 => Hold(who, now, amount),
            < 17 when member.Holds.Count > 0 => End(who, now, today, member.Holds.ElementAt(chance.Next(member.Holds.Count))),
            17 => Send(who, now, amount),
            _ => Adjust(who, now, today, inForce, amount),
        };
    }

    /// <summary>Points that were sent have arrived.</summary>
    public int Arrive(DateTimeOffset now)
    {
        var (to, lots) = sent!.Value;
        sent = null;
        log.Add($"{now:u} member {to} receives {lots.Sum(lot => lot.Granted)}");
        (members[to], _) = members[to].Try(now, model => model.Receive(lots, DateOnly.FromDateTime(now.UtcDateTime)));
        return to;
    }

    private static ModelTerms InForce(IReadOnlyList<ModelTerms> terms, DateOnly day) => terms.LastOrDefault(version => version.From <= day) ?? terms[^1];

    private (IntakeRequest Request, Func<IntakeAnswer, int> Follow) Tell(int who, ToldOrder order, DateTimeOffset now, IReadOnlyList<ModelTerms> terms)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var known = members[who].Orders.FirstOrDefault(other => other.Number == order.Number)?.Told?.Content;
        return (new RecordOrder(Input(order, Customers[who])), Following(who, now, $"order {order.Number} of {order.Day:yyyy-MM-dd}: {order.Content}", (model, answer) =>
        {
            Assert.Equal(known == order.Content, answer.Status is IntakeStatus.Unchanged);
            return known == order.Content ? "unchanged" : model.Tell(order, InForce(terms, order.Day) is { } then && terms[0].From <= order.Day ? then : InForce(terms, today), today);
        }));
    }

    private ToldOrder NewOrder(DateTimeOffset now)
    {
        var prices = Enumerable.Range(0, chance.Next(1, 4)).Select(_ => chance.Next(1, 60) * 50).ToList();
        return new ToldOrder(
            $"{number}-{++told}",
            now.AddDays(-(chance.Next(4) == 0 ? chance.Next(20) : 0)),
            chance.Next(5) == 0 ? "pending" : "sold",
            prices,
            [],
            0,
            chance.Next(4) == 0 ? chance.Next(prices.Sum()) : 0,
            Uses());
    }

    private List<(string, long)>? Uses()
    {
        List<(string, long)> uses = [];
        if (chance.Next(4) == 0)
        {
            uses.Add((ToldOrder.Money, chance.Next(1, 60)));
        }

        if (chance.Next(6) == 0)
        {
            uses.Add((ToldOrder.Mug, ModelTerms.Mug));
        }

        return uses.Count > 0 || chance.Next(3) == 0 ? uses : null;
    }

    private ToldOrder Amend(ModelOrder order)
    {
        var now = order.Told!;
        return chance.Next(6) switch
        {
            0 => now with { State = Later[chance.Next(Later.Length)] },
            1 => now with { State = "sold" },
            2 => now with { Back = [.. now.Back.Append(chance.Next(now.Prices.Count)).Distinct()] },
            3 => now with { Refunded = now.Refunded + chance.Next(1_000) },
            4 => now with { Prices = [.. now.Prices.Select(price => chance.Next(3) == 0 ? chance.Next(1, 60) * 50 : price)], Discount = 0 },
            _ => now with { Uses = Uses() },
        };
    }

    private (IntakeRequest Request, Func<IntakeAnswer, int> Follow) Undo(int who, DateTimeOffset now, DateOnly today, long version) => Fact(
        who, now, PointsFacts.Undone, new PointsCommand { Version = version }, (model, _) => model.Undo(version, today));

    private (IntakeRequest Request, Func<IntakeAnswer, int> Follow) Hold(int who, DateTimeOffset now, long points)
    {
        var id = new Guid(number, (short)who, (short)chance.Next(10_000), BitConverter.GetBytes(chance.NextInt64()));
        var minutes = chance.Next(1, 60 * 24 * 12);
        return Fact(who, now, PointsFacts.Held, new PointsCommand { Hold = id, Points = points, Minutes = minutes }, (model, _) => model.Hold(id, points, now.AddMinutes(minutes)));
    }

    private (IntakeRequest Request, Func<IntakeAnswer, int> Follow) End(int who, DateTimeOffset now, DateOnly today, Guid hold)
    {
        long? part = chance.Next(2) == 0 ? chance.Next(1, 40) : null;
        return chance.Next(3) == 0
            ? Fact(who, now, PointsFacts.Released, new PointsCommand { Hold = hold }, (model, _) => model.Release(hold, today))
            : Fact(who, now, PointsFacts.Captured, new PointsCommand { Hold = hold, Points = part }, (model, answer) => model.Capture(hold, part, answer.Version ?? 0, today));
    }

    private (IntakeRequest Request, Func<IntakeAnswer, int> Follow) Send(int who, DateTimeOffset now, long points)
    {
        var to = (who + chance.Next(1, Members)) % Members;
        var lots = new List<ModelLot>();
        return Fact(who, now, PointsFacts.Sent, new PointsCommand { Points = points, Other = Customers[to].Value }, (model, _) =>
        {
            var refusal = model.Send(points, lots);
            sent = refusal is null ? (to, lots) : null;
            return refusal;
        });
    }

    private (IntakeRequest Request, Func<IntakeAnswer, int> Follow) Adjust(int who, DateTimeOffset now, DateOnly today, ModelTerms inForce, long points)
    {
        var sign = chance.Next(3) == 0 ? -1 : 1;
        return Fact(who, now, PointsFacts.Adjusted, new PointsCommand { Points = sign * points, Reason = "by hand" }, (model, _) => model.Adjust(inForce, sign * points, today));
    }

    private (IntakeRequest Request, Func<IntakeAnswer, int> Follow) Fact(
        int who, DateTimeOffset now, string kind, PointsCommand command, Func<ModelMember, IntakeAnswer, string?> follow)
    {
        var content = command.Write();
        var fact = new FactInput { Kind = kind, Source = "test", OccurredAt = Instant.From(now), Customer = new CustomerInput { Id = Customers[who], Identities = [] }, Content = content };
        return (new RecordFact(fact, IsOwn: true), Following(who, now, $"{kind} {content}", follow));
    }

    private Func<IntakeAnswer, int> Following(int who, DateTimeOffset now, string what, Func<ModelMember, IntakeAnswer, string?> follow) => answer =>
    {
        log.Add($"{now:u} member {who} {what} → {answer.Refusal?.Code ?? answer.Status.ToString()}");
        (members[who], var refusal) = members[who].Try(now, model => follow(model, answer));
        Assert.Equal(refusal is "unchanged" ? null : refusal, answer.Refusal?.Code);
        return who;
    };

    private static OrderInput Input(ToldOrder order, CustomerId customer) => new()
    {
        Source = "test",
        Number = order.Number,
        PlacedAt = Instant.From(order.PlacedAt),
        State = Enum.Parse<OrderState>(order.State, ignoreCase: true),
        Currency = Currency.Of("EUR"),
        Discount = order.Discount,
        Refunded = order.Refunded,
        Customer = new CustomerInput { Id = customer, Identities = [] },
        Points = order.Uses?.Select(use => use.Key == ToldOrder.Money ? new PointsUseInput(null, use.Points, null, null) : new PointsUseInput(null, use.Points, "mug", 0)).ToList(),
        Lines =
        [
            .. order.Prices.Select((price, line) => Line(line, price, isReturn: false)),
            .. order.Back.Select(line => Line(line, order.Prices[line], isReturn: true)),
        ],
    };

    private static OrderLineInput Line(int line, int price, bool isReturn) => new($"p{line}", null, null, 1, price / 100m, price, isReturn);
}
