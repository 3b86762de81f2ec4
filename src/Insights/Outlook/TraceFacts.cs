using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Outlook;

/// <summary>Which facts say how a customer feels, and what each says.</summary>
internal static class TraceFacts
{
    /// <summary>A rating from which on, out of 1, it is praise.</summary>
    private const float PraiseFrom = 0.75f;

    private static readonly Dictionary<string, TraceKind> Plain = new(StringComparer.Ordinal)
    {
        [FactKinds.OrderRefused] = TraceKind.Refused,
        [FactKinds.OrderCancelled] = TraceKind.Cancelled,
        ["visit"] = TraceKind.Visit,
        ["app.opened"] = TraceKind.Visit,
        ["product.viewed"] = TraceKind.Visit,
        ["competitor.mentioned"] = TraceKind.Competitor,
        ["complaint.made"] = TraceKind.Complaint,
        ["post.shared"] = TraceKind.Praise,
        ["referral.made"] = TraceKind.Praise,
    };

    private static readonly string[] Scored = ["review.written", "survey.answered"];

    private const string Delivered = "parcel.delivered";

    /// <summary>Every kind of fact that is read.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Plain.Keys, .. Scored, Delivered];

    /// <summary>What a fact says of the customer; nothing where its content is erased or says nothing.</summary>
    /// <param name="kind">The kind of the fact.</param>
    /// <param name="day">Its day.</param>
    /// <param name="content">Its content as JSON.</param>
    public static IEnumerable<TraceEvent> Read(string kind, Day day, string? content)
    {
        if (Plain.TryGetValue(kind, out var plain))
        {
            return [new TraceEvent(day, plain, 1)];
        }

        if (content is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(content);
        return json.RootElement.ValueKind is not JsonValueKind.Object ? []
            : kind is Delivered ? DaysLate(json.RootElement) is > 0 and var late ? [new TraceEvent(day, TraceKind.LateParcel, late)] : []
            : Score(json.RootElement) is not { } score ? []
            : kind is "review.written" && score >= PraiseFrom ? [new TraceEvent(day, TraceKind.Score, score), new TraceEvent(day, TraceKind.Praise, 1)]
            : [new TraceEvent(day, TraceKind.Score, score)];
    }

    /// <summary>How content somebody says they are, from 0 to 1: NPS 0 to 10, a rating or CSAT 1 to 5.</summary>
    private static float? Score(JsonElement content) =>
        Number(content, "nps") is >= 0 and <= 10 and var nps ? (float)(nps / 10)
        : Number(content, "rating") is >= 1 and <= 5 and var rating ? (float)((rating - 1) / 4)
        : Number(content, "csat") is >= 1 and <= 5 and var csat ? (float)((csat - 1) / 4)
        : null;

    private static int? DaysLate(JsonElement content) => Named(content, "promised") is { } promised && Named(content, "delivered") is { } delivered ? delivered - promised : null;

    private static double? Number(JsonElement content, string name) =>
        content.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetDouble() : null;

    private static Day? Named(JsonElement content, string name) =>
        content.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? Day.TryParse(value.GetString()) : null;
}
