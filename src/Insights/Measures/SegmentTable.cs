namespace Regulars.Insights.Measures;

/// <summary>The names of the cells of recency and frequency-value.</summary>
internal static class SegmentTable
{
    /// <summary>Every segment: its stable key and its English name, the best first.</summary>
    public static readonly IReadOnlyList<(string Key, string Name)> All =
    [
        ("champions", "Champions"),
        ("loyal", "Loyal"),
        ("potential_loyalist", "Potential loyalist"),
        ("new", "New"),
        ("promising", "Promising"),
        ("need_attention", "Need attention"),
        ("about_to_sleep", "About to sleep"),
        ("at_risk", "At risk"),
        ("cant_lose", "Can't lose"),
        ("hibernating", "Hibernating"),
        ("lost", "Lost"),
    ];

    /// <summary>Rows R = 5 … 1, columns FM = 1 … 5.</summary>
    private static readonly string[][] Keys =
    [
        ["new", "potential_loyalist", "potential_loyalist", "loyal", "champions"],
        ["promising", "potential_loyalist", "potential_loyalist", "loyal", "champions"],
        ["about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"],
        ["hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"],
        ["lost", "lost", "at_risk", "at_risk", "cant_lose"],
    ];

    /// <summary>The segment of a pair of scores.</summary>
    public static string KeyOf(int recency, int frequencyValue) => Keys[5 - recency][frequencyValue - 1];
}
