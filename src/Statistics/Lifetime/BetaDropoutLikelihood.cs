using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>The log-likelihood of BG/NBD and its relatives; their formula stands at <see cref="BetaDropoutModel"/>.</summary>
internal sealed class BetaDropoutLikelihood(PurchaseTable table, int regularity, bool mayLeaveAtOnce) : LifetimeLikelihood(table)
{
    private static readonly bool[] Times = [false, true, false, false];

    private readonly int atOnce = mayLeaveAtOnce ? 1 : 0;

    public override bool[] IsTime => Times;

    protected override double AddCommon(double[] parameters, Span<double> gradient)
    {
        var (r, alpha, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var value = (Table.Customers * r * Math.Log(alpha)) + ((regularity - 1) * Table.SumOfLogGaps) - (Table.Purchases * Gamma.Log(regularity));
        gradient[0] += Table.Customers * Math.Log(alpha);
        gradient[1] += Table.Customers * r / alpha;
        var (slopeR, slopeB, slopeSum) = (Gamma.Digamma(r), Gamma.Digamma(b), Gamma.Digamma(a + b));
        for (var i = 0; i < Table.DistinctRepeats.Length; i++)
        {
            var (events, chances, weight) = ((double)regularity * Table.DistinctRepeats[i], Table.DistinctRepeats[i] + atOnce, Table.CustomersByRepeats[i]);
            if (events > 0)
            {
                value += weight * Gamma.LogRising(r, events);
                gradient[0] += weight * (Gamma.Digamma(r + events) - slopeR);
            }

            if (chances > 0)
            {
                value += weight * (Gamma.LogRising(b, chances) - Gamma.LogRising(a + b, chances));
                var slope = Gamma.Digamma(a + b + chances) - slopeSum;
                gradient[2] -= weight * slope;
                gradient[3] += weight * (Gamma.Digamma(b + chances) - slopeB - slope);
            }
        }

        return value;
    }

    protected override void AddRows(PurchaseTable.Stretch stretch, double[] parameters, Span<double> sums)
    {
        var mayHaveLeft = mayLeaveAtOnce || !stretch.BoughtOnce;
        var (value, byR, byAlpha, byA, byB) = (
            Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (r, alpha) = (Vector256.Create(parameters[0]), Vector256.Create(parameters[1]));
        var (a, b) = (Vector256.Create(parameters[2]), Vector256.Create(parameters[3] + atOnce - 1));
        for (var row = stretch.From; row < stretch.To; row += Vector256<double>.Count)
        {
            var x = Vector256.LoadUnsafe(ref Table.Repeats[row]);
            var last = alpha + Vector256.LoadUnsafe(ref Table.LastPurchases[row]);
            var end = alpha + Vector256.LoadUnsafe(ref Table.Ages[row]);
            var weight = Vector256.LoadUnsafe(ref Table.Weights[row]);
            var shape = r + (x * regularity);
            var stages = Stages.Of(regularity, shape, Vector256<double>.One - (last / end), end, last);
            var logEnd = Vector256.Log(end);
            if (!mayHaveLeft)
            {
                value += weight * (Vector256.Log(stages.Sum) - (shape * logEnd));
                byR += weight * ((stages.ByShape / stages.Sum) - logEnd);
                byAlpha += weight * ((stages.ByAlpha / stages.Sum) - (shape / end));
                continue;
            }

            // Relative to (α + t_x)^−shape, which is never the smaller power.
            var logLast = Vector256.Log(last);
            var stayed = Vector256.Exp(shape * (logLast - logEnd));
            var odds = Vector256<double>.One / (b + x);
            var left = a * odds;
            var whole = left + (stayed * stages.Sum);
            var share = weight / whole;
            value += weight * (Vector256.Log(whole) - (shape * logLast));
            byR += (share * stayed * (stages.ByShape - (stages.Sum * (logEnd - logLast)))) - (weight * logLast);
            byAlpha += (share * stayed * (stages.ByAlpha - (stages.Sum * shape * ((Vector256<double>.One / end) - (Vector256<double>.One / last)))))
                - (weight * shape / last);
            byA += share * odds;
            byB -= share * left * odds;
        }

        sums[0] = Vector256.Sum(value);
        sums[1] = Vector256.Sum(byR);
        sums[2] = Vector256.Sum(byAlpha);
        sums[3] = Vector256.Sum(byA);
        sums[4] = Vector256.Sum(byB);
    }

    /// <summary>Σ_{j&lt;k} z^j (shape)_j / j! and its slopes by the shape and, through z = (T−t_x)/(α+T), by α.</summary>
    private readonly struct Stages(Vector256<double> sum, Vector256<double> byShape, Vector256<double> byAlpha)
    {
        public readonly Vector256<double> Sum = sum;
        public readonly Vector256<double> ByShape = byShape;
        public readonly Vector256<double> ByAlpha = byAlpha;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Stages Of(int regularity, Vector256<double> shape, Vector256<double> z, Vector256<double> end, Vector256<double> last)
        {
            var sum = Vector256<double>.One;
            var (byShape, byAlpha) = (Vector256<double>.Zero, Vector256<double>.Zero);
            if (regularity == 1)
            {
                return new Stages(sum, byShape, byAlpha);
            }

            z = Vector256.Max(z, Vector256<double>.Zero);
            var (term, harmonic) = (Vector256<double>.One, Vector256<double>.Zero);
            for (var stage = 1; stage < regularity; stage++)
            {
                var step = shape + Vector256.Create(stage - 1.0);
                term *= z * step / Vector256.Create((double)stage);
                harmonic += Vector256<double>.One / step;
                sum += term;
                byShape += term * harmonic;
                byAlpha -= term * stage;
            }

            return new Stages(sum, byShape, byAlpha / end);
        }
    }
}
