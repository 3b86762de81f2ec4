using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>The log-likelihood of all customers over the logarithms of a model's four parameters, with its gradient.</summary>
/// <remarks>One evaluation costs a few logarithms per different summary. Stretches are summed apart, by as many threads as there
/// are, and then in their order.</remarks>
internal abstract class LifetimeLikelihood(PurchaseTable table) : IObjective
{
    protected const int Parameters = 4;

    /// <summary>Stretches below which threads cost more than they bring.</summary>
    private const int StretchesForThreads = 8;

    private readonly double[] sums = new double[table.Stretches.Length * (Parameters + 1)];

    public int Dimension => Parameters;

    public PurchaseTable Table { get; } = table;

    /// <summary>Which parameters are times, which scale with the unit.</summary>
    public abstract bool[] IsTime { get; }

    /// <summary>What the log-likelihood gains when times are given in the caller's unit.</summary>
    public double UnitShift => -Table.Purchases * Math.Log(Table.Scale);

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        var parameters = new double[Parameters];
        for (var i = 0; i < Parameters; i++)
        {
            parameters[i] = Math.Exp(at[i]);
        }

        if (Table.Stretches.Length >= StretchesForThreads)
        {
            Parallel.For(0, Table.Stretches.Length, stretch => AddStretch(stretch, parameters));
        }
        else
        {
            for (var stretch = 0; stretch < Table.Stretches.Length; stretch++)
            {
                AddStretch(stretch, parameters);
            }
        }

        gradient.Clear();
        var value = AddCommon(parameters, gradient);
        for (var stretch = 0; stretch < Table.Stretches.Length; stretch++)
        {
            var from = stretch * (Parameters + 1);
            value += sums[from];
            for (var i = 0; i < Parameters; i++)
            {
                gradient[i] += sums[from + 1 + i];
            }
        }

        for (var i = 0; i < Parameters; i++)
        {
            gradient[i] *= parameters[i];
        }

        return value;
    }

    /// <summary>What depends on x alone, or on nothing: the value, and its slopes added to the gradient.</summary>
    protected abstract double AddCommon(double[] parameters, Span<double> gradient);

    /// <summary>What depends on the rows: value and four slopes.</summary>
    protected abstract void AddRows(PurchaseTable.Stretch stretch, double[] parameters, Span<double> sums);

    private void AddStretch(int stretch, double[] parameters)
    {
        var target = sums.AsSpan(stretch * (Parameters + 1), Parameters + 1);
        target.Clear();
        AddRows(Table.Stretches[stretch], parameters, target);
    }
}
