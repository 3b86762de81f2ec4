using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;

namespace Regulars.Journal.Intake;

/// <summary>Gives facts their place in the book, asks participants what follows, and gathers both.</summary>
internal sealed class FactStep(IntakeContext context, Effects effects)
{
    /// <summary>The participants' work for this group, by their names; set once their books are loaded.</summary>
    public IReadOnlyList<(string Name, ParticipantGroup Group)> Participants { get; set; } = [];

    /// <summary>Facts about an order at the next places of the book.</summary>
    public List<RecordedFact> Place(CustomerBook book, Origin origin, OrderId order, IReadOnlyList<OrderFact> facts)
    {
        var placed = new List<RecordedFact>(facts.Count);
        foreach (var fact in facts)
        {
            placed.Add(new RecordedFact(
                book.Customer, book.Version + placed.Count + 1, fact.Kind, origin, fact.At, context.Business.Calendar.DayOf(fact.At), order, fact.Amount));
        }

        return placed;
    }

    /// <summary>A single fact at the next place of the book.</summary>
    public List<RecordedFact> Place(CustomerBook book, Origin origin, string kind, Instant at, long? amount) =>
        [new RecordedFact(book.Customer, book.Version + 1, kind, origin, at, context.Business.Calendar.DayOf(at), null, amount)];

    /// <summary>What follows from a change, decided and not yet done.</summary>
    public FollowUps Follow(RecordedChange change)
    {
        if (Participants.Count == 0)
        {
            return FollowUps.None;
        }

        var following = new List<(ParticipantGroup, object)>();
        var further = new List<FollowingFact>();
        string? answer = null;
        foreach (var (name, participant) in Participants)
        {
            if (participant.Decide(change) is not { } decided)
            {
                continue;
            }

            if (decided.Refusal is not null)
            {
                return new FollowUps([], [], null, decided.Refusal);
            }

            following.Add((participant, decided.Effects));
            further.AddRange(decided.Facts);
            answer = decided.Answer is null ? answer : $"{(answer is null ? "{" : answer[..^1] + ",")}\"{name}\":{decided.Answer}}}";
        }

        return new FollowUps(following, further, answer, null);
    }

    /// <summary>Takes facts and what follows from them into the book.</summary>
    public void Accept(CustomerBook book, List<RecordedFact> facts, FollowUps followUps, FactSource source)
    {
        foreach (var fact in facts)
        {
            Add(book, fact, source);
        }

        foreach (var fact in followUps.Facts)
        {
            Add(
                book,
                new RecordedFact(book.Customer, book.Version + 1, fact.Kind, Origin.Live, context.Now, context.Business.Calendar.DayOf(context.Now), fact.Order, null),
                new FactSource(null, source.Place, null, 1, fact.Content, null));
        }

        foreach (var (participant, decided) in followUps.Effects)
        {
            participant.Accept(decided);
        }
    }

    private void Add(CustomerBook book, RecordedFact fact, FactSource source)
    {
        effects.Facts.Add(new FactRow(
            fact.Customer,
            fact.Version,
            fact.Kind,
            fact.Origin,
            fact.OccurredAt,
            fact.Day,
            context.Now,
            source.Identity,
            source.Place,
            fact.Order,
            source.Currency,
            source.Rate,
            fact.Amount,
            source.Content,
            source.RequestKey));
        book.Version = fact.Version;
    }
}

/// <summary>Where a fact comes from and what it says besides.</summary>
internal readonly record struct FactSource(IdentityKind? Identity, OrderPlace Place, string? Currency, decimal Rate, string? Content, string? RequestKey);

/// <summary>What participants will do, and what the caller is told of it.</summary>
/// <param name="Effects">What each will do.</param>
/// <param name="Facts">The facts that follow.</param>
/// <param name="Answer">A JSON object with a member for each that has something to say.</param>
/// <param name="Refusal">Why the change must not be.</param>
internal sealed record FollowUps(IReadOnlyList<(ParticipantGroup Participant, object Effects)> Effects, IReadOnlyList<FollowingFact> Facts, string? Answer, Refusal? Refusal)
{
    public static readonly FollowUps None = new([], [], null, null);
}
