using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

public class LogisticRegressionTests
{
    /// <summary>Oracle: with one column of zeros and ones and no penalty, the fit is saturated: the odds of each group are its own.</summary>
    [Fact]
    public void Without_penalty_two_groups_get_their_own_shares()
    {
        var (table, labels) = TwoGroups();

        var model = LogisticRegression.Fit(table, labels, new LogisticSettings { Regularisation = 0 }).Value;

        Assert.True(model.HasConverged);
        var probabilities = Logistic.Probabilities(model.Margins(table));
        Assert.Equal(0.3, probabilities[0], 1e-9);
        Assert.Equal(0.6, probabilities[^1], 1e-9);
    }

    /// <summary>Oracle: at the minimum the derivative of the penalised loss by each coefficient, taken numerically, is 0.</summary>
    [Fact]
    public void The_fit_is_where_the_penalised_loss_is_least()
    {
        var (table, labels) = Given.Linear(500, 1, -0.5, 1, -2);
        var model = LogisticRegression.Fit(table, labels, new LogisticSettings { Regularisation = 7 }).Value;
        double[][] columns = [.. table.Columns.Cast<NumberColumn>().Select(column => Standard([.. column.Values]))];
        var weights = columns.Select((column, at) => model.Explain(table, 0).Contributions[at] / column[0]).ToArray();
        double Loss(double intercept, double first, double second) =>
            (3.5 * ((first * first) + (second * second)))
            - Enumerable.Range(0, 500).Sum(row => Math.Log(Logistic.Probability((labels[row] ? 1 : -1) * (intercept + (first * columns[0][row]) + (second * columns[1][row])))));

        const double Step = 1e-4;
        Assert.Equal(0, (Loss(model.Intercept + Step, weights[0], weights[1]) - Loss(model.Intercept - Step, weights[0], weights[1])) / (2 * Step), 1e-4);
        Assert.Equal(0, (Loss(model.Intercept, weights[0] + Step, weights[1]) - Loss(model.Intercept, weights[0] - Step, weights[1])) / (2 * Step), 1e-4);
        Assert.Equal(0, (Loss(model.Intercept, weights[0], weights[1] + Step) - Loss(model.Intercept, weights[0], weights[1] - Step)) / (2 * Step), 1e-4);
    }

    [Fact]
    public void The_coefficients_of_a_simulation_are_found_again()
    {
        var (table, labels) = Given.Linear(40_000, 2, -0.5, 1, -2);
        var model = LogisticRegression.Fit(table, labels).Value;
        var margins = model.Margins(table);
        var (a, b) = (((NumberColumn)table.Columns[0]).Values, ((NumberColumn)table.Columns[1]).Values);

        Assert.Equal(0, Enumerable.Range(0, margins.Length).Average(row => Math.Abs(margins[row] - (-0.5 + a[row] - (2 * b[row])))), 0.06);
    }

    [Fact]
    public void Scale_and_shift_of_a_column_change_nothing()
    {
        var (table, labels) = Given.Linear(400, 3, 0, 1, 1);
        var scaled = new FeatureTable([new NumberColumn("a", [.. ((NumberColumn)table.Columns[0]).Values.Select(value => (value * 1000) - 7)]), table.Columns[1]]);

        var (plain, other) = (LogisticRegression.Fit(table, labels).Value.Margins(table), LogisticRegression.Fit(scaled, labels).Value.Margins(scaled));

        Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(plain[row], other[row], 1e-8));
    }

    [Fact]
    public void Outcomes_told_apart_perfectly_converge_with_a_penalty_and_are_named_without()
    {
        var table = new FeatureTable([new NumberColumn("a", [.. Enumerable.Range(0, 40).Select(row => (double)row)])]);
        bool[] labels = [.. Enumerable.Range(0, 40).Select(row => row >= 20)];

        var with = LogisticRegression.Fit(table, labels).Value;
        var without = LogisticRegression.Fit(table, labels, new LogisticSettings { Regularisation = 0 }).Value;

        Assert.True(with.HasConverged);
        Assert.False(without.HasConverged);
        Assert.Equal("separated", without.Doubt);
        Assert.All(without.Margins(table), margin => Assert.True(double.IsFinite(margin)));
    }

    [Fact]
    public void Columns_that_repeat_one_another_are_no_harm()
    {
        var (table, labels) = Given.Linear(300, 4, 0, 1, 1);
        var twice = new FeatureTable([.. table.Columns, ((NumberColumn)table.Columns[0]) with { Name = "again" }]);

        var model = LogisticRegression.Fit(twice, labels, new LogisticSettings { Regularisation = 0 }).Value;

        Assert.True(model.HasConverged);
        Assert.All(model.Margins(twice), margin => Assert.True(double.IsFinite(margin)));
    }

    [Fact]
    public void Reasons_add_up_to_the_margin_to_the_last_bit_and_a_constant_column_has_none()
    {
        var (table, labels, _) = Given.Interacting(500, 5);
        var model = LogisticRegression.Fit(table, labels).Value;
        var margins = model.Margins(table);

        Assert.All(Enumerable.Range(0, 50), row => Assert.Equal(margins[row], model.Explain(table, row).Margin));
        Assert.All(Enumerable.Range(0, 50), row => Assert.Equal(0, model.Explain(table, row).Contributions[3]));
    }

    [Fact]
    public void Too_little_is_refused_by_name()
    {
        var table = new FeatureTable([new NumberColumn("a", [.. Enumerable.Range(0, 20).Select(row => (double)row)])]);

        Assert.Equal("propensity.one_class", LogisticRegression.Fit(table, new bool[20]).Refusal!.Code);
        Assert.Equal("propensity.too_few_rows", LogisticRegression.Fit(table.Rows([0, 1]), [true, false]).Refusal!.Code);
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(table, [true]));
        Assert.Throws<ArgumentException>(() => new FeatureTable([]));
        Assert.Throws<ArgumentException>(() => new FeatureTable([new NumberColumn("a", [1]), new NumberColumn("a", [1])]));
    }

    private static (FeatureTable Table, bool[] Labels) TwoGroups() =>
        (new FeatureTable([new NumberColumn("group", [.. Enumerable.Range(0, 200).Select(row => row < 100 ? 0.0 : 1)])]),
            [.. Enumerable.Range(0, 200).Select(row => row % 100 < (row < 100 ? 30 : 60))]);

    private static double[] Standard(double[] values)
    {
        var mean = values.Average();
        var spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(values, value => (value - mean) / spread);
    }
}
