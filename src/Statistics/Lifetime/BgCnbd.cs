namespace Regulars.Statistics.Lifetime;

/// <summary>BG/CNBD-k (Platzer and Reutterer 2016): as <see cref="BgNbd"/>, with purchases that are more regular than chance.</summary>
public sealed record BgCnbd : BetaDropoutModel
{
    /// <summary>The model with given parameters.</summary>
    /// <param name="r">r: the shape of the spread of purchase rates.</param>
    /// <param name="alpha">α: the rate of the spread of purchase rates, a time.</param>
    /// <param name="a">a: the first shape of the spread of the chance to leave.</param>
    /// <param name="b">b: the second shape of the spread of the chance to leave.</param>
    /// <param name="regularity">k: how regular purchases are, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public BgCnbd(double r, double alpha, double a, double b, int regularity)
        : base(r, alpha, a, b, regularity)
    {
    }

    /// <inheritdoc/>
    public override string Name => "bgcnbd";

    internal override bool MayLeaveAtOnce => false;

    /// <summary>Estimates the parameters by maximum likelihood, the regularity too unless it is given.</summary>
    /// <param name="customers">Summaries; equal ones are weighted together.</param>
    /// <param name="regularity">k, where it is known; null when it is to be estimated.</param>
    /// <returns>The fit, which says whether it converged; refused where no customer bought twice.</returns>
    /// <exception cref="ArgumentException">A summary is impossible.</exception>
    public static Outcome<LifetimeFit<BgCnbd>> Fit(IReadOnlyList<PurchaseSummary> customers, int? regularity = null) =>
        RegularityChoice.Fit(customers, regularity, k => new BgCnbd(1, 1, 1, 1, k));

    internal override LifetimeModel With(ReadOnlySpan<double> parameters) => new BgCnbd(parameters[0], parameters[1], parameters[2], parameters[3], Regularity);
}
