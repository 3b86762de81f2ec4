namespace Regulars.Statistics.Lifetime;

/// <summary>BG/NBD (Fader, Hardie and Lee 2005): purchases at random, and after each repeat purchase a chance to leave.</summary>
/// <remarks>It says of everyone who bought once that they have not left; use <see cref="MbgNbd"/> or <see cref="ParetoNbd"/>
/// where "at risk" is said.</remarks>
public sealed record BgNbd : BetaDropoutModel
{
    /// <summary>The model with given parameters.</summary>
    /// <param name="r">r: the shape of the spread of purchase rates.</param>
    /// <param name="alpha">α: the rate of the spread of purchase rates, a time.</param>
    /// <param name="a">a: the first shape of the spread of the chance to leave.</param>
    /// <param name="b">b: the second shape of the spread of the chance to leave.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public BgNbd(double r, double alpha, double a, double b)
        : base(r, alpha, a, b, 1)
    {
    }

    /// <inheritdoc/>
    public override string Name => "bgnbd";

    internal override bool MayLeaveAtOnce => false;

    /// <summary>Estimates the parameters by maximum likelihood.</summary>
    /// <param name="customers">Summaries; equal ones are weighted together.</param>
    /// <returns>The fit, which says whether it converged; refused where no customer bought twice.</returns>
    /// <exception cref="ArgumentException">A summary is impossible.</exception>
    public static Outcome<LifetimeFit<BgNbd>> Fit(IReadOnlyList<PurchaseSummary> customers) =>
        LifetimeFitting.Fit(customers, new BgNbd(1, 1, 1, 1));

    internal override LifetimeModel With(ReadOnlySpan<double> parameters) => new BgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
}
