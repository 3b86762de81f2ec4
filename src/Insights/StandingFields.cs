using Regulars.Insights.Measures;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>What conditions can say of customers by their scores: segment, activity, recency, frequency and value.</summary>
internal static class StandingFields
{
    public static IReadOnlyList<CriteriaField> All { get; } =
    [
        Key("segment", key => $"segments.name.{key}", [.. SegmentTable.All.Select(segment => segment.Key)], score => score.Segment),
        Key("activity", key => $"activity.name.{key}", ["high", "medium", "low"], score => score.Activity),
        Score("recency", score => score.Recency),
        Score("frequency", score => score.Frequency),
        Score("value", score => score.Value),
    ];

    private static CriteriaField Key(string name, Func<string, string> text, IReadOnlyList<string> keys, Func<CustomerScore, string> read) => new()
    {
        Name = name,
        Type = CriteriaType.Choice,
        Choices = keys,
        ChoiceText = text,
        Sql = _ => Column(name),
        Read = (subject, _) => CriteriaValue.Of(subject.Part<CustomerScore>() is { } score ? read(score) : null),
    };

    private static CriteriaField Score(string name, Func<CustomerScore, double> read) => new()
    {
        Name = name,
        Type = CriteriaType.Count,
        Sql = _ => Column(name),
        Read = (subject, _) => CriteriaValue.Of(subject.Part<CustomerScore>() is { } score ? read(score) : null),
    };

    private static string Column(string name) => $"(SELECT s.{name} FROM customer_score s WHERE s.customer_id = l.customer_id)";
}

/// <summary>One person's scores.</summary>
internal sealed class CustomerScore
{
    public Guid Id { get; init; }

    public int Recency { get; init; }

    public int Frequency { get; init; }

    public int Value { get; init; }

    public string Segment { get; init; } = "";

    public string Activity { get; init; } = "";
}

/// <summary>Loads the scores of persons.</summary>
internal sealed class ScoreLoader : CriteriaLoader
{
    public override void Load(Database database, IReadOnlyList<CriteriaSubject> subjects)
    {
        foreach (var chunk in subjects.Chunk(100))
        {
            var list = new ParameterList(chunk.Select(subject => (object)subject.Customer.Value));
            var scores = database.Query<CustomerScore>(
                $"""
                SELECT customer_id AS Id, recency AS Recency, frequency AS Frequency, value AS Value, segment AS Segment, activity AS Activity
                FROM customer_score WHERE customer_id IN ({list})
                """,
                list.Values).ToDictionary(score => score.Id);
            foreach (var subject in chunk)
            {
                if (scores.TryGetValue(subject.Customer.Value, out var score))
                {
                    subject.Add(score);
                }
            }
        }
    }
}
