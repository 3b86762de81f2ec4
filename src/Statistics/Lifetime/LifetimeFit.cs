using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>A lifetime model with its parameters estimated by maximum likelihood, and how sure they are.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public sealed class LifetimeFit<TModel>
    where TModel : LifetimeModel
{
    private readonly LifetimeLikelihood likelihood;
    private readonly double[] logs;
    private readonly SymmetricMatrix? logCovariance;

    internal LifetimeFit(LifetimeLikelihood likelihood, TModel form, Maximum maximum)
    {
        this.likelihood = likelihood;
        logs = maximum.At;
        Model = (TModel)form.With(InUnit(maximum.At));
        LogLikelihood = maximum.Value + likelihood.UnitShift;
        Converged = maximum.Converged;
        Iterations = maximum.Iterations;
        Evaluations = maximum.Evaluations;
        logCovariance = maximum.Curvature?.Inverse();
        Reason = Converged ? null : ReasonOf(form, maximum);
    }

    /// <summary>The model with the estimates.</summary>
    public TModel Model { get; }

    /// <summary>The log-likelihood of all customers at the estimates.</summary>
    public double LogLikelihood { get; }

    /// <summary>The number of customers, by weight.</summary>
    public double Customers => likelihood.Table.Customers;

    /// <summary>Whether a maximum was reached: one more step would raise the log-likelihood by less than a millionth.</summary>
    public bool Converged { get; }

    /// <summary>Why no maximum was reached; null when one was. The model then still holds the best parameters found.</summary>
    public Refusal? Reason { get; }

    /// <summary>Steps taken; never above 220 per start.</summary>
    public int Iterations { get; }

    /// <summary>Times the likelihood was evaluated.</summary>
    public int Evaluations { get; }

    /// <summary>The covariance of the estimates, from the curvature of the log-likelihood over the logarithms of the parameters,
    /// carried to the parameters by the delta method; null when the curvature is not that of a maximum.</summary>
    public SymmetricMatrix? Covariance
    {
        get
        {
            if (logCovariance is null)
            {
                return null;
            }

            var covariance = new SymmetricMatrix(logs.Length);
            for (var i = 0; i < logs.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    covariance[i, j] = logCovariance[i, j] * Model.Parameters[i] * Model.Parameters[j];
                }
            }

            return covariance;
        }
    }

    /// <summary>The covariance of the logarithms of the estimates; null when the curvature is not that of a maximum.</summary>
    public SymmetricMatrix? LogCovariance => logCovariance;

    /// <summary>The standard errors of the estimates, in their order; null when there is no covariance.</summary>
    public IReadOnlyList<double>? StandardErrors => logCovariance is null ? null
        : [.. Enumerable.Range(0, logs.Length).Select(i => Model.Parameters[i] * Math.Sqrt(logCovariance[i, i]))];

    /// <summary>The interval of a parameter by its standard error on the scale of logarithms, so that it stays positive; null when
    /// there is no covariance.</summary>
    /// <param name="parameter">The position of the parameter.</param>
    /// <param name="level">The share of samples whose interval holds the true value, in large samples.</param>
    public Interval? Interval(int parameter, double level = 0.95)
    {
        if (logCovariance is null)
        {
            return null;
        }

        var width = Math.Exp(Normal.TwoSided(level) * Math.Sqrt(logCovariance[parameter, parameter]));
        return new Interval(Model.Parameters[parameter] / width, Model.Parameters[parameter] * width);
    }

    /// <summary>The profile-likelihood interval of a parameter: the values at which the log-likelihood, maximised over the other
    /// parameters, falls short of the maximum by no more than half a chi-square quantile. A side on which it never falls so far,
    /// between 1e-7 and 1e7 times the unit, ends at 0 or at infinity.</summary>
    /// <param name="parameter">The position of the parameter.</param>
    /// <param name="level">The share of samples whose interval holds the true value, in large samples.</param>
    /// <returns>The interval; null when the fit did not converge.</returns>
    public Interval? ProfileInterval(int parameter, double level = 0.95)
    {
        if (!Converged || logCovariance is null)
        {
            return null;
        }

        var quantile = Normal.TwoSided(level);
        var step = quantile * Math.Sqrt(logCovariance[parameter, parameter]);
        var profile = new ProfileSearch(likelihood, logs, parameter, LogLikelihood - likelihood.UnitShift - (quantile * quantile / 2));
        var unit = likelihood.IsTime[parameter] ? likelihood.Table.Scale : 1;
        return new Interval(
            profile.Find(-step) is { } low ? Math.Exp(low) * unit : 0,
            profile.Find(step) is { } high ? Math.Exp(high) * unit : double.PositiveInfinity);
    }

    /// <summary>Estimates from samples of as many customers drawn with replacement.</summary>
    /// <param name="customers">The summaries from which this fit was made.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="samples">How many samples are drawn.</param>
    /// <returns>The estimates of each sample that converged, each in the order of the model's parameters.</returns>
    public IReadOnlyList<IReadOnlyList<double>> Bootstrap(IReadOnlyList<PurchaseSummary> customers, Random random, int samples = 200)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(random);
        var estimates = new List<IReadOnlyList<double>>();
        for (var sample = 0; sample < samples; sample++)
        {
            var table = PurchaseTable.Of(Resampling.Weights(customers, random));
            if (LifetimeFitting.Refuse(table) is null && LifetimeFitting.Fit(table!, Model) is { Converged: true } fit)
            {
                estimates.Add(fit.Model.Parameters);
            }
        }

        return estimates;
    }

    /// <summary>Parameters drawn from the normal approximation of what is known of them, over their logarithms; the estimates
    /// themselves where there is no covariance.</summary>
    /// <param name="random">The source of chance.</param>
    public TModel Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (logCovariance?.Cholesky() is not { } lower)
        {
            return Model;
        }

        var draws = logs.Select(_ => Numerics.Draw.Normal(random)).ToArray();
        var at = new double[logs.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            at[i] = logs[i];
            for (var j = 0; j <= i; j++)
            {
                at[i] += lower[(i * logs.Length) + j] * draws[j];
            }

            at[i] = Math.Clamp(at[i], -30, 30);
        }

        return (TModel)Model.With(InUnit(at));
    }

    private double[] InUnit(double[] at) =>
        [.. at.Select((log, i) => Math.Exp(log) * (likelihood.IsTime[i] ? likelihood.Table.Scale : 1))];

    private static Refusal ReasonOf(TModel form, Maximum maximum) => maximum.AtBound >= 0
        ? new Refusal(
            "lifetime.runs_away",
            $"The likelihood keeps rising as {form.ParameterNames[maximum.AtBound]} runs to {(maximum.At[maximum.AtBound] > 0 ? "infinity" : "nought")}: "
                + "the data do not tell the customers apart in it; take a simpler model or more customers.")
        : new Refusal("lifetime.no_maximum", "The likelihood has no clear peak where the search ended; take a simpler model or more customers.");
}
