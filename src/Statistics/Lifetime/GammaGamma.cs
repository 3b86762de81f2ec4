using Regulars.Statistics.Numerics;
using GammaFunction = Regulars.Statistics.Numerics.Gamma;

namespace Regulars.Statistics.Lifetime;

/// <summary>The Gamma-Gamma model of the value of purchases (Colombo and Jiang 1999; Fader and Hardie 2013, The Gamma-Gamma Model of
/// Monetary Value): each purchase of a customer is Gamma(p, ν), and ν is Gamma(q, γ) among customers, independent of how often they buy.</summary>
public sealed record GammaGamma
{
    /// <summary>The model with given parameters.</summary>
    /// <param name="p">p: the shape of the values of one customer.</param>
    /// <param name="q">q: the shape of the spread between customers.</param>
    /// <param name="gamma">γ: the rate of that spread, an amount of money.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public GammaGamma(double p, double q, double gamma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(q);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gamma);
        (P, Q, Gamma) = (p, q, gamma);
    }

    /// <summary>p: the shape of the values of one customer.</summary>
    public double P { get; }

    /// <summary>q: the shape of the spread between customers.</summary>
    public double Q { get; }

    /// <summary>γ: the rate of the spread between customers, an amount of money.</summary>
    public double Gamma { get; }

    /// <summary>The names of the parameters, in the order of <see cref="Parameters"/>.</summary>
    public static IReadOnlyList<string> ParameterNames { get; } = ["p", "q", "gamma"];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<double> Parameters => [P, Q, Gamma];

    /// <summary>The mean over customers of their mean value of a purchase, pγ/(q − 1); null where q ≤ 1, when it has no bound.</summary>
    public double? PopulationMean => Q > 1 ? P * Gamma / (Q - 1) : null;

    /// <summary>Estimates the parameters by maximum likelihood.</summary>
    /// <param name="customers">What the purchases of each customer were worth; customers without purchases say nothing.</param>
    /// <returns>The fit, which says whether it converged; refused where fewer than two customers have purchases of positive value
    /// or all have the same.</returns>
    /// <exception cref="ArgumentException">A mean is negative or no number.</exception>
    public static Outcome<SpendFit> Fit(IReadOnlyList<SpendSummary> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var table = new SpendTable(customers);
        return table.Refusal is { } refusal ? refusal : SpendFit.Of(table);
    }

    /// <summary>The mean value that the customer's purchases tend to: between the mean seen and that of all, by how much was seen
    /// (Fader and Hardie 2013, eq. 5).</summary>
    /// <returns>The mean; null where it has no bound, which is for a customer without purchases when q ≤ 1.</returns>
    public double? ExpectedMean(SpendSummary customer)
    {
        var shape = (P * customer.Purchases) + Q - 1;
        return shape > 0 ? P * (Gamma + (customer.Purchases * customer.Mean)) / shape : null;
    }

    /// <summary>The log-likelihood of one customer's mean value, times the weight (Fader and Hardie 2013, eq. 1a); 0 without purchases.</summary>
    public double LogLikelihood(SpendSummary customer)
    {
        if (customer.Purchases == 0)
        {
            return 0;
        }

        var shape = P * customer.Purchases;
        return customer.Weight * (GammaFunction.Log(shape + Q) - GammaFunction.Log(shape) - GammaFunction.Log(Q) + (Q * Math.Log(Gamma))
            + (shape * Math.Log(customer.Purchases)) + ((shape - 1) * Math.Log(customer.Mean))
            - ((shape + Q) * Math.Log(Gamma + (customer.Purchases * customer.Mean))));
    }

    /// <summary>A mean value of purchases drawn from what is known of the customer.</summary>
    internal double DrawRate(SpendSummary customer, Random random) =>
        Draw.Gamma(random, Q + (P * customer.Purchases)) / (Gamma + (customer.Purchases * customer.Mean));
}
