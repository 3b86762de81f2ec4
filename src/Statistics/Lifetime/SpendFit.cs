using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>A Gamma-Gamma model estimated by maximum likelihood, and how sure the estimates are.</summary>
public sealed class SpendFit
{
    /// <summary>A parameter is drawn at most e^30 times as large or as small as its estimate.</summary>
    private const double MostLog = 30;

    private SpendFit(SpendTable table, Maximum maximum)
    {
        var at = maximum.At;
        Model = new GammaGamma(Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]) * table.Scale);
        LogLikelihood = maximum.Value - (table.Customers * Math.Log(table.Scale));
        Customers = table.Customers;
        Converged = maximum.Converged;
        LogCovariance = maximum.Curvature?.Inverse();
        Reason = Converged ? null : maximum.AtBound >= 0
            ? new Refusal("spend.runs_away", $"The likelihood keeps rising as {GammaGamma.ParameterNames[maximum.AtBound]} runs away: the values of purchases do not differ as the model supposes.")
            : new Refusal("spend.no_maximum", "The likelihood has no clear peak where the search ended; take more customers.");
    }

    /// <summary>The model with the estimates.</summary>
    public GammaGamma Model { get; }

    /// <summary>The log-likelihood of the mean values at the estimates.</summary>
    public double LogLikelihood { get; }

    /// <summary>The number of customers with purchases, by weight.</summary>
    public double Customers { get; }

    /// <summary>Whether a maximum was reached.</summary>
    public bool Converged { get; }

    /// <summary>Why no maximum was reached; null when one was.</summary>
    public Refusal? Reason { get; }

    /// <summary>The covariance of the logarithms of the estimates; null when the curvature is not that of a maximum.</summary>
    public SymmetricMatrix? LogCovariance { get; }

    /// <summary>The standard errors of the estimates, in their order; null when there is no covariance.</summary>
    public IReadOnlyList<double>? StandardErrors => LogCovariance is null ? null
        : [.. Enumerable.Range(0, 3).Select(i => Model.Parameters[i] * Math.Sqrt(LogCovariance[i, i]))];

    internal static SpendFit Of(SpendTable table)
    {
        var best = Maximiser.Run(table, [1, 1, 0]);
        if (!best.Converged && Maximiser.Run(table, [0, 0.5, -1]) is { } other && (other.Converged || other.Value > best.Value))
        {
            best = other;
        }

        return new SpendFit(table, best);
    }

    /// <summary>Parameters drawn from the normal approximation of what is known of them.</summary>
    /// <param name="random">The source of chance.</param>
    public GammaGamma Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (LogCovariance?.Cholesky() is not { } lower)
        {
            return Model;
        }

        var draws = Enumerable.Range(0, 3).Select(_ => Numerics.Draw.Normal(random)).ToArray();
        // What is hardly known at all stays a number nonetheless.
        double At(int i) => Model.Parameters[i] * Math.Exp(Math.Clamp(Enumerable.Range(0, i + 1).Sum(j => lower[(i * 3) + j] * draws[j]), -MostLog, MostLog));
        return new GammaGamma(At(0), At(1), At(2));
    }
}

/// <summary>The log-likelihood of mean values over the logarithms of p, q and γ, with its gradient; values as multiples of their mean.</summary>
internal sealed class SpendTable : IObjective
{
    private readonly int[] counts;
    private readonly double[] means;
    private readonly double[] weights;

    public SpendTable(IReadOnlyList<SpendSummary> customers)
    {
        if (customers.FirstOrDefault(customer => customer.Purchases < 0 || !double.IsFinite(customer.Mean) || customer.Mean < 0 || !(customer.Weight >= 0)) is { } wrong && wrong != default)
        {
            throw new ArgumentException($"{wrong}: purchases, their mean value and the weight must be at least 0.", nameof(customers));
        }

        var told = customers.Where(customer => customer is { Purchases: > 0, Mean: > 0, Weight: > 0 })
            .GroupBy(customer => (customer.Purchases, customer.Mean), (key, same) => (key.Purchases, key.Mean, Weight: same.Sum(one => one.Weight)))
            .OrderBy(customer => customer.Purchases).ThenBy(customer => customer.Mean).ToList();
        Customers = told.Sum(customer => customer.Weight);
        Scale = Customers > 0 ? told.Sum(customer => customer.Weight * customer.Mean) / Customers : 1;
        Refusal = told.Count < 2
            ? new Refusal("spend.no_spread", "At least two customers with different positive mean values are needed; observe longer.")
            : null;
        counts = [.. told.Select(customer => customer.Purchases)];
        means = [.. told.Select(customer => customer.Mean / Scale)];
        weights = [.. told.Select(customer => customer.Weight)];
    }

    public int Dimension => 3;

    public double Customers { get; }

    public double Scale { get; }

    public Refusal? Refusal { get; }

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        var (p, q, gamma) = (Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]));
        var (logGamma, slopeQ) = (Math.Log(gamma), Gamma.Digamma(q));
        var (value, byP, byQ, byGamma) = (Customers * ((q * logGamma) - Gamma.Log(q)), 0.0, Customers * (logGamma - slopeQ), Customers * q / gamma);
        var (seen, shape, constant, slopeSum, slopeShape) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var row = 0; row < counts.Length; row++)
        {
            if (counts[row] != seen)
            {
                seen = counts[row];
                shape = p * seen;
                constant = Gamma.Log(shape + q) - Gamma.Log(shape) + (shape * Math.Log(seen));
                (slopeSum, slopeShape) = (Gamma.Digamma(shape + q), Gamma.Digamma(shape));
            }

            var (logMean, all) = (Math.Log(means[row]), gamma + (seen * means[row]));
            var logAll = Math.Log(all);
            value += weights[row] * (constant + ((shape - 1) * logMean) - ((shape + q) * logAll));
            byP += weights[row] * seen * (slopeSum - slopeShape + Math.Log(seen) + logMean - logAll);
            byQ += weights[row] * (slopeSum - logAll);
            byGamma -= weights[row] * (shape + q) / all;
        }

        (gradient[0], gradient[1], gradient[2]) = (byP * p, byQ * q, byGamma * gamma);
        return value;
    }
}
