namespace Regulars.Insights.Measures;

/// <summary>Recency, frequency and value of every customer, each scored 1 to 5 among all customers.</summary>
internal sealed class RfmScores
{
    private readonly int[] recency;

    private readonly int[] frequency;

    private readonly int[] value;

    private RfmScores(CustomerSummaries summaries)
    {
        var (byRecency, byFrequency, byValue) = (Array.Empty<int>(), Array.Empty<int>(), Array.Empty<int>());
        Parallel.Invoke(
            () => byValue = Score(summaries, row => row.Value),
            () => byRecency = Score(summaries, row => row.Last.Number),
            () => byFrequency = Score(summaries, row => row.PurchaseDays));
        (recency, frequency, value) = (byRecency, byFrequency, byValue);
    }

    public static RfmScores Of(CustomerSummaries summaries) => new(summaries);

    public int Recency(int row) => recency[row];

    public int Frequency(int row) => frequency[row];

    public int Value(int row) => value[row];

    /// <summary>Frequency and value in one: ⌊(F + M)/2 + ½⌋.</summary>
    public int FrequencyValue(int row) => (frequency[row] + value[row] + 1) / 2;

    /// <summary>1 + ⌊5 · L / n⌋, L the customers strictly worse, n all customers.</summary>
    private static int[] Score(CustomerSummaries summaries, Func<CustomerSummary, long> measure)
    {
        var (values, rows) = (new long[summaries.Rows.Count], new int[summaries.Rows.Count]);
        for (var row = 0; row < rows.Length; row++)
        {
            (values[row], rows[row]) = (measure(summaries.Rows[row]), row);
        }

        Array.Sort(values, rows);
        var scores = new int[rows.Length];
        var worse = 0;
        for (var place = 0; place < rows.Length; place++)
        {
            worse = place > 0 && values[place] == values[place - 1] ? worse : place;
            scores[rows[place]] = 1 + (int)(5L * worse / rows.Length);
        }

        return scores;
    }
}
