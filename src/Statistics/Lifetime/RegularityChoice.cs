namespace Regulars.Statistics.Lifetime;

/// <summary>Estimates the regularity k together with the other parameters: k is raised as long as the likelihood rises.</summary>
/// <remarks>Platzer and Reutterer (2016), section 3.3: the likelihood has one peak over k in practice; two values beyond it are tried.</remarks>
internal static class RegularityChoice
{
    private const int Beyond = 2;

    public static Outcome<LifetimeFit<TModel>> Fit<TModel>(IReadOnlyList<PurchaseSummary> customers, int? regularity, Func<int, TModel> model)
        where TModel : LifetimeModel
    {
        ArgumentNullException.ThrowIfNull(customers);
        var table = PurchaseTable.Of(customers);
        if (LifetimeFitting.Refuse(table) is { } refusal)
        {
            return refusal;
        }

        if (regularity is { } given)
        {
            return LifetimeFitting.Fit(table!, model(given));
        }

        var best = LifetimeFitting.Fit(table!, model(1));
        var bestAt = 1;
        for (var k = 2; k <= BetaDropoutModel.MostRegularity && k <= bestAt + Beyond; k++)
        {
            var next = LifetimeFitting.Fit(table!, model(k));
            if (next.LogLikelihood > best.LogLikelihood && (next.Converged || !best.Converged))
            {
                (best, bestAt) = (next, k);
            }
        }

        return best;
    }
}
