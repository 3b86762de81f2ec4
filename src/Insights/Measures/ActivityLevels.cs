namespace Regulars.Insights.Measures;

/// <summary>High, medium or low activity: each measured kind as a percentile among customers, their mean ranked into thirds.</summary>
/// <remarks>A percentile is the share strictly lower plus half of the equal ones.</remarks>
internal static class ActivityLevels
{
    /// <summary>What was measured.</summary>
    public static readonly IReadOnlyList<string> MeasuredBy = ["purchaseFrequency", "spend"];

    public static string[] Of(CustomerSummaries summaries)
    {
        var frequency = Percentiles([.. summaries.Rows.Select(row => (double)row.PurchaseDays)]);
        var spend = Percentiles([.. summaries.Rows.Select(row => (double)row.Value)]);
        var means = new double[frequency.Length];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = (frequency[i] + spend[i]) / 2;
        }

        return Array.ConvertAll(Percentiles(means), share => share >= 2.0 / 3 ? "high" : share >= 1.0 / 3 ? "medium" : "low");
    }

    internal static double[] Percentiles(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var shares = new Dictionary<double, double>();
        for (var first = 0; first < sorted.Length;)
        {
            var next = first + 1;
            while (next < sorted.Length && sorted[next] == sorted[first])
            {
                next++;
            }

            shares[sorted[first]] = (first + ((next - first) / 2.0)) / sorted.Length;
            first = next;
        }

        return Array.ConvertAll(values, value => shares[value]);
    }
}
