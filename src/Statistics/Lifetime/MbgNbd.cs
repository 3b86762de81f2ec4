namespace Regulars.Statistics.Lifetime;

/// <summary>MBG/NBD (Batislam, Denizel and Filiztekin 2007; Hoppe and Wagner 2007): as <see cref="BgNbd"/>, but a customer may leave
/// after the first purchase too.</summary>
public sealed record MbgNbd : BetaDropoutModel
{
    /// <summary>The model with given parameters.</summary>
    /// <param name="r">r: the shape of the spread of purchase rates.</param>
    /// <param name="alpha">α: the rate of the spread of purchase rates, a time.</param>
    /// <param name="a">a: the first shape of the spread of the chance to leave.</param>
    /// <param name="b">b: the second shape of the spread of the chance to leave.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public MbgNbd(double r, double alpha, double a, double b)
        : base(r, alpha, a, b, 1)
    {
    }

    /// <inheritdoc/>
    public override string Name => "mbgnbd";

    internal override bool MayLeaveAtOnce => true;

    /// <summary>Estimates the parameters by maximum likelihood.</summary>
    /// <param name="customers">Summaries; equal ones are weighted together.</param>
    /// <returns>The fit, which says whether it converged; refused where no customer bought twice.</returns>
    /// <exception cref="ArgumentException">A summary is impossible.</exception>
    public static Outcome<LifetimeFit<MbgNbd>> Fit(IReadOnlyList<PurchaseSummary> customers) =>
        LifetimeFitting.Fit(customers, new MbgNbd(1, 1, 1, 1));

    internal override LifetimeModel With(ReadOnlySpan<double> parameters) => new MbgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
}
