namespace Regulars.Statistics.Lifetime;

/// <summary>One model that was tried, and how its forecasts fared.</summary>
/// <param name="Name">The name of the model.</param>
/// <param name="Converged">Whether its fit converged.</param>
/// <param name="HoldOut">How it forecast the last part of the observed period; null when it could not be fitted.</param>
public sealed record Candidate(string Name, bool Converged, HoldOut? HoldOut);

/// <summary>The model chosen for a history by its own past: each is fitted to the first part of the observed period and judged by its
/// log score on the rest, so that nothing after the observed period is looked at.</summary>
/// <param name="Name">The name of the chosen model.</param>
/// <param name="Candidates">All that were tried.</param>
public sealed record ModelChoice(string Name, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>The models that are tried, the simplest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mbgnbd", "paretonbd", "bgnbd", "mbgcnbd"];

    /// <summary>Fits a model by its name.</summary>
    /// <param name="name">A short name, as <see cref="LifetimeModel.Name"/> tells.</param>
    /// <param name="customers">Summaries; equal ones are weighted together.</param>
    /// <exception cref="ArgumentException">There is no model of this name.</exception>
    public static Outcome<LifetimeFit<LifetimeModel>> Fit(string name, IReadOnlyList<PurchaseSummary> customers)
    {
        var one = LifetimeModel.Of(name, [1, 1, 1, 1]);
        return one switch
        {
            BgCnbd => RegularityChoice.Fit<LifetimeModel>(customers, null, k => new BgCnbd(1, 1, 1, 1, k)),
            MbgCnbd => RegularityChoice.Fit<LifetimeModel>(customers, null, k => new MbgCnbd(1, 1, 1, 1, k)),
            _ => LifetimeFitting.Fit(customers, one),
        };
    }

    /// <summary>Chooses by the last third of the observed period.</summary>
    /// <param name="history">All purchases; those after the last day are not looked at.</param>
    /// <param name="lastDay">The last day of the observed period.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>The choice; refused when no model can be fitted to the first part.</returns>
    public static Outcome<ModelChoice> For(PurchaseHistory history, int lastDay, TimeUnit unit = TimeUnit.Week)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.FirstDay is not { } firstDay || firstDay >= lastDay)
        {
            return new Refusal("lifetime.no_time", "No customer has been observed for any time after the first purchase; observe longer.");
        }

        var split = lastDay - ((lastDay - firstDay) / 3);
        var horizon = (lastDay - split) / (double)unit.Days();
        var customers = history.At(split, unit, lastDay);
        var summaries = PurchaseSummary.Together([.. customers.Select(customer => customer.Purchases)]);
        var candidates = new List<Candidate>();
        Refusal? refusal = null;
        foreach (var name in Names)
        {
            var fit = Fit(name, summaries);
            refusal ??= fit.Refusal;
            candidates.Add(fit.IsGiven
                ? new Candidate(name, fit.Value.Converged, HoldOut.Judge(fit.Value.Model, customers, horizon).Value)
                : new Candidate(name, false, null));
        }

        var best = candidates.Where(candidate => candidate.HoldOut is not null)
            .OrderByDescending(candidate => candidate.Converged).ThenByDescending(candidate => candidate.HoldOut!.LogScore).FirstOrDefault();
        return best is null ? refusal! : new ModelChoice(best.Name, candidates);
    }
}
