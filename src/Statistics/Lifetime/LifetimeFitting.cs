using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>Estimates the parameters of a lifetime model by maximum likelihood.</summary>
internal static class LifetimeFitting
{
    /// <summary>Starts, as logarithms, tried until one converges: parameters of shape near one, times near a fraction of the longest age.</summary>
    private static readonly double[][] Starts = [[-0.7, -1.2, -0.3, 0.5], [-1.5, -2.5, -0.5, -0.5], [1, 0.5, 0.5, 1]];

    public static Outcome<LifetimeFit<TModel>> Fit<TModel>(IReadOnlyList<PurchaseSummary> customers, TModel model)
        where TModel : LifetimeModel
    {
        ArgumentNullException.ThrowIfNull(customers);
        var table = PurchaseTable.Of(customers);
        return Refuse(table) is { } refusal ? refusal : Fit(table!, model);
    }

    /// <summary>Why there is nothing to estimate; null when there is.</summary>
    public static Refusal? Refuse(PurchaseTable? table) => table switch
    {
        null => new Refusal("lifetime.no_time", "No customer has been observed for any time after the first purchase; observe longer."),
        { Purchases: 0 } => new Refusal("lifetime.no_repeats", "No customer bought on a second day, so nothing tells how long customers stay; observe longer."),
        _ => null,
    };

    public static LifetimeFit<TModel> Fit<TModel>(PurchaseTable table, TModel model)
        where TModel : LifetimeModel
    {
        var likelihood = LikelihoodOf(table, model);
        var best = Maximiser.Run(likelihood, Starts[0]);
        for (var start = 1; start < Starts.Length && !best.Converged; start++)
        {
            var other = Maximiser.Run(likelihood, Starts[start]);
            best = other.Converged || other.Value > best.Value ? other : best;
        }

        return new LifetimeFit<TModel>(likelihood, model, best);
    }

    public static LifetimeLikelihood LikelihoodOf(PurchaseTable table, LifetimeModel model) => model switch
    {
        ParetoNbd => new ParetoNbdLikelihood(table),
        BetaDropoutModel family => new BetaDropoutLikelihood(table, family.Regularity, family.MayLeaveAtOnce),
        _ => throw new ArgumentException($"{model.Name} is no model that can be fitted.", nameof(model)),
    };
}
