using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Journey;

/// <summary>What happens on a customer's journey beside purchases.</summary>
internal enum JourneyEventKind
{
    /// <summary>The customer looked at the shop.</summary>
    Seen,

    /// <summary>The customer became known, before any order.</summary>
    Known,

    /// <summary>A parcel arrived.</summary>
    Delivered,

    /// <summary>Something went wrong.</summary>
    Problem,

    /// <summary>The customer told others.</summary>
    Referred,

    /// <summary>The customer said how content they are; the value is 0 for not at all, 1 for entirely.</summary>
    Score,
}

/// <summary>One such event.</summary>
/// <param name="Day">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Value">What its kind says it is.</param>
internal readonly record struct JourneyEvent(Day Day, JourneyEventKind Kind, float Value = 1) : IDayEvent<JourneyEventKind>;

/// <summary>Which facts belong to the journey, and what each says.</summary>
internal static class JourneyFacts
{
    private const string Delivered = "parcel.delivered";

    private static readonly Dictionary<string, JourneyEventKind> Plain = new(StringComparer.Ordinal)
    {
        ["visit"] = JourneyEventKind.Seen,
        ["app.opened"] = JourneyEventKind.Seen,
        ["product.viewed"] = JourneyEventKind.Seen,
        [FactKinds.OrderRefused] = JourneyEventKind.Problem,
        [FactKinds.OrderCancelled] = JourneyEventKind.Problem,
        [FactKinds.OrderReturned] = JourneyEventKind.Problem,
        ["complaint.made"] = JourneyEventKind.Problem,
        ["advice.given"] = JourneyEventKind.Referred,
        ["post.shared"] = JourneyEventKind.Referred,
        ["referral.made"] = JourneyEventKind.Referred,
    };

    /// <summary>Every kind of fact that is read.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Plain.Keys, Delivered, "review.written", "survey.answered"];

    /// <summary>What a fact says of the journey; nothing where its content is erased or says nothing.</summary>
    /// <param name="kind">The kind of the fact.</param>
    /// <param name="day">Its day.</param>
    /// <param name="content">Its content as JSON.</param>
    public static IEnumerable<JourneyEvent> Read(string kind, Day day, string? content)
    {
        if (Plain.TryGetValue(kind, out var plain))
        {
            return [new JourneyEvent(day, plain)];
        }

        var told = TraceFacts.Read(kind, day, content);
        return kind is Delivered
            ? [new JourneyEvent(day, JourneyEventKind.Delivered), .. told.Select(_ => new JourneyEvent(day, JourneyEventKind.Problem))]
            : told.Where(happened => happened.Kind is TraceKind.Score).Select(score => new JourneyEvent(day, JourneyEventKind.Score, score.Value));
    }
}
