using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>Factors of users and items, fitted in turn by weighted least squares (Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008).</summary>
/// <remarks>Each fit of one side solves (YᵀY + αΣyyᵀ + λI) x = (1 + α)Σy, their equation 4 with preferences 0 and 1, by a few steps of conjugate gradients
/// from the factors before (Takács, Pilászy and Tikk, "Applications of the conjugate gradient method for implicit feedback collaborative filtering", RecSys 2011).
/// Cost of an iteration: steps × (4 × pairs × factors + 2 × (users + items) × factors²).</remarks>
public sealed class ImplicitAls : IRecommender
{
    /// <summary>Steps of a fit that begins with factors already near: more change no digit of the recall.</summary>
    private const int StepsWhenNear = 3;

    private readonly AlsSettings fitted;

    private readonly FactorTable itemFactors;

    private readonly double[] itemGram;

    private ImplicitAls(AlsSettings settings, FactorTable items)
    {
        (fitted, itemFactors) = (settings, items);
        itemGram = items.Gram(settings.Regularisation, settings.Threads);
    }

    /// <inheritdoc/>
    public int ItemCount => itemFactors.Count;

    /// <summary>Fits the factors.</summary>
    /// <param name="training">Who had what.</param>
    /// <param name="settings">How to fit; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static ImplicitAls Fit(Interactions training, AlsSettings? settings = null)
    {
        settings ??= new AlsSettings();
        settings.Check();
        var turned = training.Transposed();
        var random = new Random(settings.Seed);
        var users = FactorTable.Random(training.UserCount, settings.Factors, random);
        var items = FactorTable.Random(training.ItemCount, settings.Factors, random);
        for (var iteration = 0; iteration < settings.Iterations; iteration++)
        {
            FitSide(users, items, training, settings);
            FitSide(items, users, turned, settings);
        }

        return new ImplicitAls(settings, items);
    }

    /// <summary>Scores items by the product of their factors and those of a user with this history, whose factors are found anew.</summary>
    public void Score(ReadOnlySpan<int> history, Span<double> scores)
    {
        var user = new double[itemFactors.Width];
        new FactorSolver(itemFactors, itemGram, fitted.Confidence).Solve(history, user, 2 * fitted.Factors);
        for (var item = 0; item < itemFactors.Count; item++)
        {
            scores[item] = VectorArithmetic.Dot(user, itemFactors.Row(item));
        }
    }

    private static void FitSide(FactorTable side, FactorTable other, Interactions pairs, AlsSettings settings)
    {
        var gram = other.Gram(settings.Regularisation, settings.Threads);
        const int RowsAtOnce = 64;
        Workers.Share((side.Count + RowsAtOnce - 1) / RowsAtOnce, settings.Threads, piece =>
        {
            var solver = new FactorSolver(other, gram, settings.Confidence);
            for (var row = piece * RowsAtOnce; row < Math.Min((piece + 1) * RowsAtOnce, side.Count); row++)
            {
                solver.Solve(pairs.ItemsOf(row), side.Row(row), StepsWhenNear);
            }
        });
    }
}
