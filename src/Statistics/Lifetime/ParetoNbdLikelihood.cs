using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>The log-likelihood of Pareto/NBD; its formula stands at <see cref="ParetoNbd"/>.</summary>
internal sealed class ParetoNbdLikelihood(PurchaseTable table) : LifetimeLikelihood(table)
{
    private static readonly bool[] Times = [false, true, false, true];

    public override bool[] IsTime => Times;

    protected override double AddCommon(double[] parameters, Span<double> gradient)
    {
        var (r, alpha, s, beta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var value = Table.Customers * ((r * Math.Log(alpha)) + (s * Math.Log(beta)));
        gradient[0] += Table.Customers * Math.Log(alpha);
        gradient[1] += Table.Customers * r / alpha;
        gradient[2] += Table.Customers * Math.Log(beta);
        gradient[3] += Table.Customers * s / beta;
        var slope = Gamma.Digamma(r);
        for (var i = 0; i < Table.DistinctRepeats.Length; i++)
        {
            if (Table.DistinctRepeats[i] > 0)
            {
                value += Table.CustomersByRepeats[i] * Gamma.LogRising(r, Table.DistinctRepeats[i]);
                gradient[0] += Table.CustomersByRepeats[i] * (Gamma.Digamma(r + Table.DistinctRepeats[i]) - slope);
            }
        }

        return value;
    }

    protected override void AddRows(PurchaseTable.Stretch stretch, double[] parameters, Span<double> sums)
    {
        for (var row = stretch.From; row < stretch.To; row++)
        {
            var weight = Table.Weights[row];
            if (weight == 0)
            {
                continue;
            }

            var integral = new ParetoIntegral(parameters[1], parameters[3], parameters[0] + Table.Repeats[row], parameters[2]);
            integral.Compute(Table.LastPurchases[row], Table.Ages[row], withSlopes: true);
            sums[0] += weight * integral.LogBrace;
            sums[1] += weight * integral.SlopeE;
            sums[2] += weight * integral.SlopeAlpha;
            sums[3] += weight * integral.SlopeS;
            sums[4] += weight * integral.SlopeBeta;
        }
    }
}
