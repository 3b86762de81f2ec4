namespace Regulars.Insights.Measures;

/// <summary>Every customer's past as of a day, with scores and activity among all: computed once for the report and for the rows of customers.</summary>
internal sealed record ScoredCustomers(CustomerSummaries Summaries, RfmScores Scores, string[] Activity)
{
    public static ScoredCustomers Of(PurchaseHistory history, Kernel.Day asOf)
    {
        var summaries = CustomerSummaries.Of(history, asOf);
        var (scores, activity) = (default(RfmScores), Array.Empty<string>());
        Parallel.Invoke(() => scores = RfmScores.Of(summaries), () => activity = ActivityLevels.Of(summaries));
        return new ScoredCustomers(summaries, scores!, activity);
    }
}
