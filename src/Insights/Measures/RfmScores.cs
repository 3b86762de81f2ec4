namespace Regulars.Insights.Measures;

/// <summary>Recency, frequency and value of every customer, each scored 1 to 5 among all customers.</summary>
internal sealed class RfmScores
{
    private readonly int[] recency;

    private readonly int[] frequency;

    private readonly int[] value;

    private RfmScores(CustomerSummaries summaries)
    {
        recency = Score(summaries, row => row.Last.Number);
        frequency = Score(summaries, row => row.PurchaseDays);
        value = Score(summaries, row => row.Value);
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
        var values = summaries.Rows.Select(measure).ToArray();
        var sorted = (long[])values.Clone();
        Array.Sort(sorted);
        var worse = new Dictionary<long, int>();
        for (var i = 0; i < sorted.Length; i++)
        {
            worse.TryAdd(sorted[i], i);
        }

        return Array.ConvertAll(values, own => 1 + (int)(5L * worse[own] / values.Length));
    }
}
