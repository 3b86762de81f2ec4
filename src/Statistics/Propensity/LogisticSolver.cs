using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>The coefficients found, and why they are in doubt if they are.</summary>
internal sealed record LogisticSolution(double Intercept, double[] Weights, int Iterations, string? Doubt);

/// <summary>Newton's method for the penalised logistic likelihood.</summary>
internal static class LogisticSolver
{
    /// <summary>Twice the betterment that Newton's step promises, relative to the loss, that counts as none (Boyd and Vandenberghe, Convex Optimization, section 9.5.1).</summary>
    private const double SmallDecrement = 1e-10;

    /// <summary>A margin that without penalty only grows so large where some rows are told apart perfectly: e⁻²⁰ is two in a billion.</summary>
    private const double CertainMargin = 20;

    /// <summary>Rows are summed in at most so many parts, always the same.</summary>
    private const int MostParts = 16;

    public static LogisticSolution Solve(DenseMatrix terms, IReadOnlyList<bool> labels, LogisticSettings settings)
    {
        var width = terms.Columns;
        var share = (double)labels.Count(label => label) / labels.Count;
        var weights = new double[width + 1];
        weights[width] = Logistic.Margin(share);
        var loss = LossAt(terms, labels, weights, settings);
        for (var iteration = 1; iteration <= settings.MostIterations; iteration++)
        {
            var (gradient, hessian) = DerivativesAt(terms, labels, weights, settings);
            var step = StepOf(hessian, gradient, settings.Threads);
            if (VectorArithmetic.Dot(gradient, step) <= SmallDecrement * (1 + loss))
            {
                // So near, Newton's step squares the error, while the loss no longer shows it.
                VectorArithmetic.AddScaled(weights, -1, step);
                return Solution(weights, iteration, IsSeparated(terms, labels, weights, settings) ? "separated" : null);
            }

            var (next, nextLoss) = Shorten(terms, labels, weights, step, loss, settings);
            if (!(nextLoss < loss))
            {
                return Solution(weights, iteration, IsSeparated(terms, labels, weights, settings) ? "separated" : "stalled");
            }

            (weights, loss) = (next, nextLoss);
        }

        return Solution(weights, settings.MostIterations, IsSeparated(terms, labels, weights, settings) ? "separated" : "iterations");
    }

    private static LogisticSolution Solution(double[] weights, int iterations, string? doubt) => new(weights[^1], weights[..^1], iterations, doubt);

    /// <summary>Without penalty, coefficients that tell all outcomes apart could always be larger (Albert and Anderson, Biometrika 1984); so could those that are certain of some.</summary>
    private static bool IsSeparated(DenseMatrix terms, IReadOnlyList<bool> labels, double[] weights, LogisticSettings settings)
    {
        if (settings.Regularisation > 0)
        {
            return false;
        }

        var margins = Enumerable.Range(0, labels.Count).Select(row => (labels[row] ? 1 : -1) * MarginOf(terms, row, weights)).ToArray();
        return margins.Min() > 0 || margins.Max() > CertainMargin;
    }

    private static double MarginOf(DenseMatrix terms, int row, double[] weights) => VectorArithmetic.Dot(terms.Row(row), weights) + weights[^1];

    private static double LossAt(DenseMatrix terms, IReadOnlyList<bool> labels, double[] weights, LogisticSettings settings)
    {
        var loss = 0.0;
        for (var row = 0; row < labels.Count; row++)
        {
            loss += Logistic.Loss(MarginOf(terms, row, weights), labels[row]);
        }

        return loss + (settings.Regularisation / 2 * VectorArithmetic.Dot(weights.AsSpan(..^1), weights));
    }

    private static (double[] Gradient, DenseMatrix Hessian) DerivativesAt(DenseMatrix terms, IReadOnlyList<bool> labels, double[] weights, LogisticSettings settings)
    {
        var size = weights.Length;
        var rowsOfPart = Math.Max(256, (labels.Count + MostParts - 1) / MostParts);
        var parts = new (double[] Gradient, DenseMatrix Hessian)[(labels.Count + rowsOfPart - 1) / rowsOfPart];
        Workers.Share(parts.Length, settings.Threads, part => parts[part] = PartOf(terms, labels, weights, part * rowsOfPart, Math.Min(labels.Count, (part + 1) * rowsOfPart)));
        var (gradient, hessian) = parts[0];
        foreach (var part in parts.Skip(1))
        {
            VectorArithmetic.AddScaled(gradient, 1, part.Gradient);
            VectorArithmetic.AddScaled(hessian.Values, 1, part.Hessian.Values);
        }

        for (var term = 0; term < size - 1; term++)
        {
            gradient[term] += settings.Regularisation * weights[term];
            hessian[term, term] += settings.Regularisation;
        }

        return (gradient, hessian);
    }

    private static (double[] Gradient, DenseMatrix Hessian) PartOf(DenseMatrix terms, IReadOnlyList<bool> labels, double[] weights, int begin, int end)
    {
        const int RowsAtOnce = 256;
        var size = weights.Length;
        var (gradient, hessian, scaled) = (new double[size], new DenseMatrix(size, size), new DenseMatrix(RowsAtOnce, size));
        for (var first = begin; first < end; first += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, end - first);
            for (var row = 0; row < rows; row++)
            {
                var probability = Logistic.Probability(MarginOf(terms, first + row, weights));
                var source = terms.Row(first + row);
                var error = probability - (labels[first + row] ? 1 : 0);
                VectorArithmetic.AddScaled(gradient.AsSpan(..^1), error, source);
                gradient[^1] += error;
                var target = scaled.Row(row);
                target.Clear();
                var root = Math.Sqrt(probability * (1 - probability));
                VectorArithmetic.AddScaled(target[..^1], root, source);
                target[^1] = root;
            }

            var view = MatrixView.Of(scaled);
            PackedProduct.Add(view.Transposed, view, MatrixView.Of(hessian), new ProductShape(size, size, rows), sign: 1);
        }

        return (gradient, hessian);
    }

    /// <summary>Newton's step. Where columns repeat one another and nothing is penalised, the diagonal is lifted until the step exists.</summary>
    private static double[] StepOf(DenseMatrix hessian, double[] gradient, int threads)
    {
        var largest = Enumerable.Range(0, hessian.Rows).Max(term => hessian[term, term]);
        for (var lift = Math.Max(largest, 1e-300) * 1e-12; lift < 1e300; lift *= 100)
        {
            if (CholeskyFactor.TryFactor(hessian, threads) is { } factor)
            {
                return factor.Solve(gradient);
            }

            for (var term = 0; term < hessian.Rows; term++)
            {
                hessian[term, term] += lift;
            }
        }

        return gradient;
    }

    /// <summary>Halves the step until the loss falls, at most thirty times.</summary>
    private static (double[] Weights, double Loss) Shorten(DenseMatrix terms, IReadOnlyList<bool> labels, double[] weights, double[] step, double loss, LogisticSettings settings)
    {
        var share = 1.0;
        var next = weights;
        for (var halving = 0; halving < 30; halving++, share /= 2)
        {
            next = [.. weights.Select((weight, term) => weight - (share * step[term]))];
            if (LossAt(terms, labels, next, settings) is var nextLoss && nextLoss < loss)
            {
                return (next, nextLoss);
            }
        }

        return (next, double.PositiveInfinity);
    }
}
