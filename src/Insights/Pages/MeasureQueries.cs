namespace Regulars.Insights.Pages;

/// <summary>Queries that find the measures in the rollups, for readers who want to check them. A person is <c>group_id</c>.</summary>
internal static class MeasureQueries
{
    private const string Purchases =
        """
        WITH purchase AS (
            SELECT c.group_id AS person, d.day, sum(d.orders) AS orders, sum(d.gross) AS gross
            FROM customer_day d JOIN customer c ON c.customer_id = d.customer_id
            WHERE d.day < @asOf
            GROUP BY c.group_id, d.day HAVING sum(d.orders) > 0)
        """;

    public const string Customers =
        $"""
        {Purchases}
        SELECT count(*) AS customers, sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END) AS repeating
        FROM (SELECT person, sum(orders) AS orders FROM purchase GROUP BY person) people
        """;

    public const string Retention =
        $"""
        {Purchases}, presence AS (
            SELECT person,
                   max(CASE WHEN day >= @from - @window AND day < @from THEN 1 ELSE 0 END) AS at_start,
                   max(CASE WHEN day >= @to - @window AND day < @to THEN 1 ELSE 0 END) AS at_end
            FROM purchase GROUP BY person)
        SELECT sum(at_start) AS at_start, sum(at_end) AS at_end,
               sum((1 - at_start) * at_end) AS joined, sum(at_start * at_end) AS retained
        FROM presence
        """;

    public const string Growth =
        $"""
        {Purchases}, person AS (
            SELECT person, min(day) AS first_day,
                   max(CASE WHEN day >= @from AND day < @to THEN 1 ELSE 0 END) AS active,
                   max(CASE WHEN day >= @before AND day < @from THEN 1 ELSE 0 END) AS active_before
            FROM purchase GROUP BY person)
        SELECT sum(active) AS active,
               sum(CASE WHEN active = 1 AND first_day >= @from THEN 1 ELSE 0 END) AS new,
               sum(active * active_before) AS retained,
               sum(CASE WHEN active = 1 AND active_before = 0 AND first_day < @from THEN 1 ELSE 0 END) AS returned,
               sum((1 - active) * active_before) AS lost
        FROM person
        """;

    public const string Revenue =
        """
        SELECT sum(orders) AS orders, sum(gross) AS gross, sum(returned) AS returned
        FROM customer_day WHERE day < @asOf
        """;

    public const string Gaps =
        $"""
        {Purchases}
        SELECT count(*) AS gaps, avg(1.0 * gap) AS mean
        FROM (SELECT day - lag(day) OVER (PARTITION BY person ORDER BY day) AS gap FROM purchase) between_purchases
        WHERE gap IS NOT NULL
        """;

    public const string Existing =
        $"""
        {Purchases}, person AS (SELECT person, min(day) AS first_day FROM purchase GROUP BY person)
        SELECT sum(CASE WHEN day >= @from AND day < @to AND first_day < @from THEN gross ELSE 0 END) AS now,
               sum(CASE WHEN day >= @before AND day < @from AND first_day < @before THEN gross ELSE 0 END) AS before
        FROM purchase JOIN person USING (person)
        """;

    public const string Net =
        $"""
        {Purchases}, earlier AS (SELECT DISTINCT person FROM purchase WHERE day >= @before AND day < @from)
        SELECT sum(CASE WHEN day >= @from AND day < @to THEN gross ELSE 0 END) AS now,
               sum(CASE WHEN day >= @before AND day < @from THEN gross ELSE 0 END) AS before
        FROM purchase WHERE person IN (SELECT person FROM earlier)
        """;

    public const string Cohorts =
        $"""
        {Purchases}, person AS (SELECT person, min(day) AS first_day FROM purchase GROUP BY person)
        SELECT count(DISTINCT person) AS active, sum(gross) AS revenue
        FROM purchase JOIN person USING (person)
        WHERE first_day >= @cohortFrom AND first_day < @cohortTo AND day >= @from AND day < @to
        """;

    public const string Segments = "SELECT segment, count(*) AS customers FROM customer_score GROUP BY segment";

    public const string Activity = "SELECT activity, count(*) AS customers FROM customer_score GROUP BY activity";

    public const string Outlook =
        """
        SELECT alive, purchases, value_year, value_three_years, risk, reasons, loyalty_index, coverage
        FROM customer_outlook WHERE customer_id = @customer
        """;

    public const string Matrix =
        "SELECT quadrant, count(*) AS customers, sum(year_value) AS spent FROM customer_outlook GROUP BY quadrant";

    public const string Signs =
        """
        SELECT kind, count(*) AS customers, sum(at_stake) AS spent
        FROM customer_sign WHERE cleared_day IS NULL GROUP BY kind
        """;

    public const string GrowthBalance =
        $"""
        {Purchases}, person AS (SELECT person, min(day) AS first_day FROM purchase GROUP BY person)
        SELECT (SELECT count(*) FROM person WHERE first_day >= @from AND first_day < @to) AS new_customers,
               (SELECT count(DISTINCT person) FROM purchase WHERE day >= @from - @window AND day < @from) AS at_start,
               (SELECT sum(amount) FROM (
                    SELECT month_day, coalesce(max(CASE WHEN channel = '' THEN amount END), sum(amount)) AS amount
                    FROM growth_cost WHERE purpose = 'acquisition' AND month_day >= @from AND month_day < @to GROUP BY month_day) months) AS acquisition_cost
        """;

    public const string GrowthChannels =
        """
        SELECT d.code AS channel, count(DISTINCT l.customer_id) AS new_customers,
               (SELECT sum(amount) FROM growth_cost g WHERE g.channel = d.code AND g.purpose = 'acquisition' AND g.month_day >= @from AND g.month_day < @to) AS acquisition_cost
        FROM customer_list l JOIN customer c ON c.group_id = l.customer_id
        JOIN purchase_order o ON o.customer_id = c.customer_id AND o.day = l.first_purchase_day AND o.state IN (0, 4) AND o.gross > 0
        JOIN dimension d ON d.dimension_id = o.channel_id
        WHERE l.first_purchase_day >= @from AND l.first_purchase_day < @to GROUP BY d.code
        """;

    public const string JourneyMoments =
        """
        SELECT f.kind, count(DISTINCT c.group_id) AS customers
        FROM fact f JOIN customer c ON c.customer_id = f.customer_id
        WHERE f.day >= @from AND f.day < @to GROUP BY f.kind
        """;

    public const string JourneyTime =
        $"""
        {Purchases}, numbered AS (SELECT person, day, row_number() OVER (PARTITION BY person ORDER BY day) AS number FROM purchase)
        SELECT second.person, second.day - first.day AS waited
        FROM numbered second JOIN numbered first ON first.person = second.person AND first.number = 1
        WHERE second.number = 2 AND second.day >= @from AND second.day < @to
        """;

    public const string JourneyDropOff =
        $"""
        {Purchases}, first_order AS (SELECT person, min(day) AS day FROM purchase GROUP BY person)
        SELECT count(*) AS followed,
               sum(CASE WHEN EXISTS (SELECT 1 FROM purchase p WHERE p.person = o.person AND p.day > o.day AND p.day <= o.day + @horizon) THEN 1 ELSE 0 END) AS went_on
        FROM first_order o WHERE o.day >= @from AND o.day < @to AND o.day + @horizon < @asOf
        """;

    public const string JourneyFeeling =
        """
        SELECT c.group_id AS person, f.day, f.kind, f.content
        FROM fact f JOIN customer c ON c.customer_id = f.customer_id
        WHERE f.kind IN ('review.written', 'survey.answered') AND f.day < @asOf
        """;

    public const string JourneyProblem =
        $"""
        {Purchases}, problem AS (
            SELECT c.group_id AS person, min(f.day) AS day FROM fact f JOIN customer c ON c.customer_id = f.customer_id
            WHERE f.kind IN ('order.refused', 'order.cancelled', 'order.returned', 'complaint.made') AND f.day >= @from AND f.day < @to GROUP BY c.group_id)
        SELECT count(*) AS people,
               sum(CASE WHEN EXISTS (SELECT 1 FROM purchase p WHERE p.person = t.person AND p.day > t.day AND p.day <= t.day + @horizon) THEN 1 ELSE 0 END) AS bought_again
        FROM problem t WHERE t.day + @horizon < @asOf
        """;

    public const string Experiments =
        """
        SELECT x.customer_id, max(x.arm) AS arm, coalesce(sum(d.gross), 0) AS spent
        FROM experiment_member x JOIN customer m ON m.group_id = x.customer_id
        LEFT JOIN customer_day d ON d.customer_id = m.customer_id AND d.day > @start AND d.day <= @start + @days
        WHERE x.experiment_id = @experiment GROUP BY x.customer_id
        """;

    public const string Alerts =
        "SELECT day, sum(orders) AS orders, sum(gross) AS revenue, sum(returned) AS returned FROM customer_day WHERE day < @today GROUP BY day ORDER BY day";

    public const string Related =
        "SELECT other_id, sum(weight) AS score FROM product_related WHERE product_id IN (@bought) GROUP BY other_id ORDER BY score DESC";

    public const string Companions =
        "SELECT other_id, together, confidence, lift, lift_low, lift_high FROM product_companion WHERE product_id = @product ORDER BY lift_low DESC";

    public const string Effects =
        """
        SELECT a.kind, a.state = 'held_out' AS held_out, a.customer_id, coalesce(sum(d.gross), 0) AS spent
        FROM customer_action a JOIN customer m ON m.group_id = a.customer_id
        LEFT JOIN customer_day d ON d.customer_id = m.customer_id AND d.day > a.proposed_day AND d.day <= a.proposed_day + 60
        WHERE a.proposed_day <= @today - 60 GROUP BY a.customer_id, a.kind, a.proposed_day, a.state
        """;

    public const string Medians =
        """
        SELECT customer_id, orders, gross - returned AS value, 1.0 * gross / orders AS average_order, @asOf - last_purchase_day AS days_since_last
        FROM customer_list WHERE orders > 0
        """;
}
