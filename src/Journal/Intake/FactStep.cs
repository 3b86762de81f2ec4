using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;

namespace Regulars.Journal.Intake;

/// <summary>Gives facts their place in the book, asks participants what follows, and gathers both.</summary>
internal sealed class FactStep(IntakeContext context, Effects effects)
{
    /// <summary>The participants' work for this group; set once their books are loaded.</summary>
    public IReadOnlyList<ParticipantGroup> Participants { get; set; } = [];

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

    /// <summary>What follows from facts, decided and not yet done.</summary>
    public List<(ParticipantGroup Participant, object Effects)> Follow(List<RecordedFact> facts)
    {
        var followUps = new List<(ParticipantGroup, object)>();
        foreach (var fact in facts)
        {
            foreach (var participant in Participants)
            {
                if (participant.Decide(fact) is { } decided)
                {
                    followUps.Add((participant, decided));
                }
            }
        }

        return followUps;
    }

    /// <summary>Takes facts and what follows from them into the book.</summary>
    public void Accept(CustomerBook book, List<RecordedFact> facts, List<(ParticipantGroup Participant, object Effects)> followUps, FactSource source)
    {
        foreach (var fact in facts)
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

        foreach (var (participant, decided) in followUps)
        {
            participant.Accept(decided);
        }
    }
}

/// <summary>Where a fact comes from and what it says besides.</summary>
internal readonly record struct FactSource(IdentityKind? Identity, OrderPlace Place, string? Currency, decimal Rate, string? Content, string? RequestKey);
