using Regulars.Statistics.Intervals;

namespace Regulars.Statistics.Experiments;

/// <summary>An effect freed from what was known before the experiment (Deng, Xu, Kohavi and Walker 2013, eq. 2 to 4): the outcome Y
/// less θ (X − X̄), with θ = cov(Y, X) / var(X) over all arms together. Its variance is that of Y times 1 − ρ².</summary>
/// <param name="Effect">The effect on the adjusted outcome.</param>
/// <param name="Theta">θ.</param>
/// <param name="Correlation">ρ, the correlation of outcome and covariate over all arms together.</param>
/// <param name="VarianceRatio">The variance of the adjusted outcomes over that of the outcomes, over all arms together; it equals 1 − ρ².</param>
public sealed record Cuped(Effect Effect, double Theta, double Correlation, double VarianceRatio)
{
    /// <summary>The effect of a treatment adjusted for a covariate measured before it.</summary>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="covariates">The same customer's covariate, which the treatment cannot have changed.</param>
    /// <param name="isTreated">Whether the customer was treated; else held out.</param>
    /// <param name="level">The confidence of the interval.</param>
    /// <returns>The effect; refused when an arm has fewer than two customers, or outcomes or covariates do not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is no number.</exception>
    public static Outcome<Cuped> Of(double[] outcomes, double[] covariates, bool[] isTreated, double level = 0.95)
    {
        var adjusted = Adjust(outcomes, covariates);
        if (adjusted.Refusal is { } refusal)
        {
            return refusal;
        }

        ArgumentNullException.ThrowIfNull(isTreated);
        if (isTreated.Length != outcomes.Length)
        {
            throw new ArgumentException("There is one arm for each outcome.", nameof(isTreated));
        }

        var (values, theta, correlation) = adjusted.Value;
        var effect = Experiments.Effect.OfMeans(
            SampleMoments.Of([.. values.Where((_, i) => isTreated[i])]), SampleMoments.Of([.. values.Where((_, i) => !isTreated[i])]), level);
        return effect.Refusal is { } refused
            ? refused
            : new Cuped(effect.Value, theta, correlation, SampleMoments.Of(values).Variance / SampleMoments.Of(outcomes).Variance);
    }

    /// <summary>The adjusted outcomes of all arms, with θ and ρ.</summary>
    /// <returns>The outcomes; refused where outcomes or covariates do not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is no number.</exception>
    public static Outcome<(double[] Adjusted, double Theta, double Correlation)> Adjust(double[] outcomes, double[] covariates)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(covariates);
        if (outcomes.Length != covariates.Length)
        {
            throw new ArgumentException("There is one covariate for each outcome.", nameof(covariates));
        }

        var (y, x) = (SampleMoments.Of(outcomes), SampleMoments.Of(covariates));
        if (x.Variance == 0 || y.Variance == 0)
        {
            return new Refusal("experiment.no_variation", "The outcomes and the covariate must vary, or there is nothing to adjust.");
        }

        var products = 0.0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            products += (outcomes[i] - y.Mean) * (covariates[i] - x.Mean);
        }

        var covariance = products / (outcomes.Length - 1);
        var theta = covariance / x.Variance;
        double[] adjusted = [.. outcomes.Select((outcome, i) => outcome - (theta * (covariates[i] - x.Mean)))];
        return (adjusted, theta, Math.Clamp(covariance / Math.Sqrt(x.Variance) / Math.Sqrt(y.Variance), -1, 1));
    }
}
