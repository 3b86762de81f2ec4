using Regulars.Insights.Measures;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Statistics.Intervals;

namespace Regulars.Insights.Journey;

/// <summary>Finds every customer's key moments and counts them. Pure.</summary>
internal sealed class JourneyBuilder
{
    private readonly Dictionary<string, MomentTally> tallies;

    private readonly Period period;

    private readonly Day asOf;

    private readonly int horizonDays;

    private (int Count, int Again) with;

    private (int Count, int Again) without;

    private JourneyBuilder(Period period, Day asOf, int horizonDays)
    {
        (this.period, this.asOf, this.horizonDays) = (period, asOf, horizonDays);
        tallies = JourneyMoments.All.ToDictionary(key => key, key => new MomentTally(key, asOf, horizonDays), StringComparer.Ordinal);
    }

    /// <summary>The journey of all customers in a period.</summary>
    /// <param name="history">Everybody's purchases.</param>
    /// <param name="events">Everybody's events.</param>
    /// <param name="period">In which a moment must lie to be counted.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    /// <param name="horizonDays">To go on is to buy within so many days.</param>
    public static JourneyMap Of(PurchaseHistory history, JourneyEvents events, Period period, Day asOf, int horizonDays)
    {
        var builder = new JourneyBuilder(new Period(period.From, period.To < asOf ? period.To : asOf), asOf, horizonDays);
        var bought = new HashSet<Guid>(history.Count);
        var days = new List<Day>();
        for (var position = 0; position < history.Count; position++)
        {
            days.Clear();
            foreach (var entry in history.Of(position))
            {
                if (entry.IsPurchaseDay && entry.Day < asOf)
                {
                    days.Add(entry.Day);
                }
            }

            bought.Add(history.Customer(position).Value);
            builder.Add(days, events.Of(history.Customer(position)));
        }

        foreach (var customer in events.Customers)
        {
            if (!bought.Contains(customer.Value))
            {
                builder.Add([], events.Of(customer));
            }
        }

        return builder.Map(events);
    }

    private JourneyMap Map(JourneyEvents events)
    {
        bool IsMeasured(string key) => key switch
        {
            JourneyMoments.Discovery => events.Measures(JourneyEventKind.Seen) || events.Measures(JourneyEventKind.Known),
            JourneyMoments.Delivery => events.Measures(JourneyEventKind.Delivered),
            JourneyMoments.Problem => events.Measures(JourneyEventKind.Problem),
            JourneyMoments.Referral => events.Measures(JourneyEventKind.Referred),
            _ => true,
        };
        var difference = Proportions.Newcombe(with.Again, with.Count, without.Again, without.Count);
        return new JourneyMap(
            asOf, period.From, period.To, horizonDays,
            [.. JourneyMoments.All.Select(key => tallies[key].Measure(IsMeasured(key)))],
            new ProblemMeasure(
                with.Count, with.Again, without.Count, without.Again,
                difference.IsGiven ? difference.Value.Low : null, difference.IsGiven ? difference.Value.High : null));
    }

    private void Add(List<Day> purchases, ReadOnlySpan<JourneyEvent> events)
    {
        var first = purchases.Count > 0 ? purchases[0] : (Day?)null;
        var discovered = Discovered(first, events);
        Count(JourneyMoments.Discovery, discovered, null, first, events);
        Count(JourneyMoments.FirstOrder, first, discovered, Next(purchases, first), events);
        var second = purchases.Count > 1 ? purchases[1] : (Day?)null;
        Count(JourneyMoments.Repeat, second, first, Next(purchases, second), events);
        var delivered = InPeriod(JourneyEventKind.Delivered, events);
        Count(JourneyMoments.Delivery, delivered, Last(purchases, delivered), Next(purchases, delivered), events);
        var referred = InPeriod(JourneyEventKind.Referred, events);
        Count(JourneyMoments.Referral, referred, first <= referred ? first : null, Next(purchases, referred), events);
        var problem = InPeriod(JourneyEventKind.Problem, events);
        Count(JourneyMoments.Problem, problem, Last(purchases, problem), Next(purchases, problem), events);
        Compare(purchases, problem, events);
    }

    private void Count(string key, Day? day, Day? before, Day? next, ReadOnlySpan<JourneyEvent> events)
    {
        if (day is { } reached && period.Contains(reached))
        {
            tallies[key].Add(reached, before, next, events);
        }
    }

    /// <summary>With a problem: from the first one of the period on. Without: from the first purchase of the period on, where no problem
    /// comes within the horizon.</summary>
    private void Compare(List<Day> purchases, Day? problem, ReadOnlySpan<JourneyEvent> events)
    {
        if (problem is { } hurt)
        {
            Compare(ref with, hurt, purchases);
            return;
        }

        var at = purchases.FindIndex(day => day >= period.From);
        if (at >= 0 && period.Contains(purchases[at]) && !HasProblem(events, purchases[at]))
        {
            Compare(ref without, purchases[at], purchases);
        }
    }

    private void Compare(ref (int Count, int Again) group, Day from, List<Day> purchases)
    {
        if (from.Plus(horizonDays) < asOf)
        {
            group.Count++;
            group.Again += Next(purchases, from) is { } next && next - from <= horizonDays ? 1 : 0;
        }
    }

    private bool HasProblem(ReadOnlySpan<JourneyEvent> events, Day from)
    {
        foreach (var happened in events)
        {
            if (happened.Kind is JourneyEventKind.Problem && happened.Day >= from && happened.Day - from <= horizonDays)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first visit up to the day of the first order, or the day on which the customer became known before it.</summary>
    private Day? Discovered(Day? first, ReadOnlySpan<JourneyEvent> events)
    {
        foreach (var happened in events)
        {
            var isEarly = happened.Kind switch
            {
                JourneyEventKind.Seen => first is null || happened.Day <= first,
                JourneyEventKind.Known => first is null || happened.Day < first,
                _ => false,
            };
            if (isEarly && happened.Day < asOf)
            {
                return happened.Day;
            }
        }

        return null;
    }

    private Day? InPeriod(JourneyEventKind kind, ReadOnlySpan<JourneyEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened.Kind == kind && period.Contains(happened.Day))
            {
                return happened.Day;
            }
        }

        return null;
    }

    /// <summary>The first purchase day after a day.</summary>
    private static Day? Next(List<Day> purchases, Day? day)
    {
        if (day is not { } after)
        {
            return null;
        }

        var at = purchases.BinarySearch(after);
        at = at >= 0 ? at + 1 : ~at;
        return at < purchases.Count ? purchases[at] : null;
    }

    /// <summary>The last purchase day up to a day.</summary>
    private static Day? Last(List<Day> purchases, Day? day)
    {
        if (day is not { } until)
        {
            return null;
        }

        var at = purchases.BinarySearch(until);
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 ? purchases[at] : null;
    }
}
