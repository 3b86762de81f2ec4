namespace Regulars.Insights.Measures;

/// <summary>High, medium or low activity: each measured kind as a percentile among customers, their mean ranked into thirds.</summary>
/// <remarks>A percentile is the share strictly lower plus half of the equal ones.</remarks>
internal static class ActivityLevels
{
    /// <summary>What was measured.</summary>
    public static readonly IReadOnlyList<string> MeasuredBy = ["purchaseFrequency", "spend"];

    public static string[] Of(CustomerSummaries summaries)
    {
        var (frequency, spend) = (Array.Empty<double>(), Array.Empty<double>());
        Parallel.Invoke(
            () => spend = Percentiles([.. summaries.Rows.Select(row => (double)row.Value)]),
            () => frequency = Percentiles([.. summaries.Rows.Select(row => (double)row.PurchaseDays)]));
        var means = new double[frequency.Length];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = (frequency[i] + spend[i]) / 2;
        }

        return Array.ConvertAll(Percentiles(means), share => share >= 2.0 / 3 ? "high" : share >= 1.0 / 3 ? "medium" : "low");
    }

    internal static double[] Percentiles(double[] values)
    {
        var (sorted, places) = ((double[])values.Clone(), new int[values.Length]);
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        Array.Sort(sorted, places);
        var shares = new double[values.Length];
        for (var first = 0; first < sorted.Length;)
        {
            var next = first + 1;
            while (next < sorted.Length && sorted[next] == sorted[first])
            {
                next++;
            }

            foreach (var place in places.AsSpan(first, next - first))
            {
                shares[place] = (first + ((next - first) / 2.0)) / sorted.Length;
            }

            first = next;
        }

        return shares;
    }
}
