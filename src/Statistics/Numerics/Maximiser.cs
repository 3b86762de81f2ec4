namespace Regulars.Statistics.Numerics;

/// <summary>A smooth function of a few variables with its gradient.</summary>
internal interface IObjective
{
    int Dimension { get; }

    /// <summary>The value at a point; writes the gradient there.</summary>
    double Evaluate(ReadOnlySpan<double> at, Span<double> gradient);
}

/// <summary>Where a maximum was looked for, and what was found.</summary>
/// <param name="At">The best point.</param>
/// <param name="Value">The value there.</param>
/// <param name="Converged">Whether another Newton step would raise the value by less than <see cref="Maximiser.Tolerance"/>.</param>
/// <param name="AtBound">The first variable that ran to its bound; −1 when none did.</param>
/// <param name="Curvature">Minus the matrix of second derivatives over all variables; null when it is not positive definite.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">Times the function was evaluated.</param>
internal sealed record Maximum(
    double[] At, double Value, bool Converged, int AtBound, SymmetricMatrix? Curvature, int Iterations, int Evaluations);

/// <summary>Finds a maximum within a box: quasi-Newton steps (BFGS; Nocedal and Wright, Numerical Optimization, algorithm 6.1)
/// until they bring little, then Newton steps with second derivatives by central differences of the gradient.</summary>
internal sealed class Maximiser
{
    /// <summary>The gain of a Newton step, in units of log-likelihood, below which a maximum is reached.</summary>
    public const double Tolerance = 1e-9;

    private const double Bound = 16;
    private const int MostSteps = 200;
    private const int MostNewtonSteps = 20;
    private const double LongestStep = 2;
    private const double DifferenceStep = 1e-4;

    private readonly IObjective objective;
    private readonly int size;
    private readonly int[] free;
    private double[] at;
    private double[] gradient;
    private double[] trial;
    private double[] trialGradient;
    private double value;
    private int evaluations;
    private int iterations;

    private Maximiser(IObjective objective, double[] start, int frozen)
    {
        this.objective = objective;
        size = objective.Dimension;
        free = [.. Enumerable.Range(0, size).Where(variable => variable != frozen)];
        at = [.. start];
        gradient = new double[size];
        trial = new double[size];
        trialGradient = new double[size];
        value = Evaluate(at, gradient);
    }

    /// <summary>Climbs from a start. Every variable stays within ±16, which for logarithms of parameters means 1e-7 to 1e7.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="frozen">A variable that stays as it is; −1 when all are free.</param>
    public static Maximum Run(IObjective objective, double[] start, int frozen = -1)
    {
        var run = new Maximiser(objective, start, frozen);
        run.ClimbQuasiNewton();
        return run.ClimbNewton();
    }

    private double Evaluate(double[] point, double[] slope)
    {
        evaluations++;
        var found = objective.Evaluate(point, slope);
        return double.IsFinite(found) ? found : double.NegativeInfinity;
    }

    private void ClimbQuasiNewton()
    {
        var count = free.Length;
        var inverse = new SymmetricMatrix(count);
        var (step, change) = (new double[count], new double[count]);
        var fresh = true;
        Reset(inverse);
        while (iterations < MostSteps)
        {
            iterations++;
            for (var i = 0; i < count; i++)
            {
                step[i] = 0;
                for (var j = 0; j < count; j++)
                {
                    step[i] += inverse[i, j] * gradient[free[j]];
                }
            }

            var before = value;
            var slope = Slope(step);
            if (!(slope > 0) || !TryStep(step, slope))
            {
                if (fresh)
                {
                    return;
                }

                Reset(inverse);
                fresh = true;
                continue;
            }

            for (var i = 0; i < count; i++)
            {
                step[i] = at[free[i]] - trial[free[i]];
                change[i] = trialGradient[free[i]] - gradient[free[i]];
            }

            Update(inverse, step, change, fresh);
            fresh = false;
            if (value - before < 1e-7)
            {
                return;
            }
        }
    }

    /// <summary>Newton steps; the curvature at the last point belongs to the answer.</summary>
    private Maximum ClimbNewton()
    {
        for (var newton = 0; ; newton++)
        {
            var bound = Array.FindIndex(at, variable => Math.Abs(variable) >= Bound - 1e-9);
            var curvature = Curvature(free);
            if (curvature.Cholesky() is not { } lower)
            {
                return Answer(false, bound, null);
            }

            var step = free.Select(variable => gradient[variable]).ToArray();
            curvature.Solve(lower, step);
            var slope = Slope(step);
            if (slope / 2 < Tolerance)
            {
                return Answer(bound < 0, bound, curvature);
            }

            iterations++;
            if (newton >= MostNewtonSteps || !TryStep(step, slope))
            {
                // Where rounding hides the gain of a step, a gain of a millionth is as good as none.
                return Answer(bound < 0 && slope / 2 < 1e-6, bound, curvature);
            }
        }
    }

    private Maximum Answer(bool converged, int bound, SymmetricMatrix? curvature) =>
        new(at, value, converged, bound, curvature, iterations, evaluations);

    private double Slope(double[] step)
    {
        var slope = 0.0;
        for (var i = 0; i < step.Length; i++)
        {
            slope += step[i] * gradient[free[i]];
        }

        return slope;
    }

    /// <summary>Goes along a step as far as it climbs enough; afterwards <see cref="trial"/> is the point left behind.</summary>
    private bool TryStep(double[] step, double slope)
    {
        var longest = step.Max(Math.Abs);
        var length = longest > LongestStep ? LongestStep / longest : 1;
        for (var halving = 0; halving < 40; halving++)
        {
            at.CopyTo(trial, 0);
            for (var i = 0; i < step.Length; i++)
            {
                trial[free[i]] = Math.Clamp(at[free[i]] + (length * step[i]), -Bound, Bound);
            }

            var found = Evaluate(trial, trialGradient);
            if (found >= value + (1e-4 * length * slope) && found > value)
            {
                (at, trial) = (trial, at);
                (gradient, trialGradient) = (trialGradient, gradient);
                value = found;
                return true;
            }

            length /= halving < 2 ? 2 : 4;
        }

        return false;
    }

    private void Reset(SymmetricMatrix inverse)
    {
        var scale = 1 / Math.Max(1, free.Max(variable => Math.Abs(gradient[variable])));
        for (var i = 0; i < inverse.Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                inverse[i, j] = i == j ? scale : 0;
            }
        }
    }

    /// <summary>The BFGS update of the inverse of the curvature; left out where the function is not curved as at a maximum.</summary>
    private static void Update(SymmetricMatrix inverse, double[] step, double[] change, bool rescale)
    {
        var count = step.Length;
        var (product, norm) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            product += step[i] * change[i];
            norm += change[i] * change[i];
        }

        if (product <= 1e-12 * Math.Sqrt(norm) * step.Max(Math.Abs))
        {
            return;
        }

        if (rescale)
        {
            for (var i = 0; i < count; i++)
            {
                inverse[i, i] = product / norm;
            }
        }

        var turned = new double[count];
        var form = 0.0;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                turned[i] += inverse[i, j] * change[j];
            }

            form += turned[i] * change[i];
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                inverse[i, j] += ((1 + (form / product)) * step[i] * step[j] / product) - (((turned[i] * step[j]) + (step[i] * turned[j])) / product);
            }
        }
    }

    private SymmetricMatrix Curvature(int[] variables)
    {
        var matrix = new SymmetricMatrix(variables.Length);
        var full = new double[variables.Length, variables.Length];
        var (up, down) = (new double[size], new double[size]);
        for (var i = 0; i < variables.Length; i++)
        {
            at.CopyTo(trial, 0);
            trial[variables[i]] = at[variables[i]] + DifferenceStep;
            Evaluate(trial, up);
            trial[variables[i]] = at[variables[i]] - DifferenceStep;
            Evaluate(trial, down);
            for (var j = 0; j < variables.Length; j++)
            {
                full[i, j] = (down[variables[j]] - up[variables[j]]) / (2 * DifferenceStep);
            }
        }

        for (var i = 0; i < variables.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[i, j] = (full[i, j] + full[j, i]) / 2;
            }
        }

        return matrix;
    }
}
