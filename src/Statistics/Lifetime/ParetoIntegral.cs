using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>The brace of the Pareto/NBD likelihood, (α+T)^−e (β+T)^−s + s ∫_{t_x}^T (α+τ)^−e (β+τ)^−(s+1) dτ with e = r + x, and its slopes.</summary>
/// <remarks>
/// With m the smaller of α and β, and u = ln((m+τ)/(m+t_x)), the integrand has no singularity nearer than π and its logarithm is
/// concave, so a few panels of eight Gauss nodes give it to about 1e-13: their width is bounded, and by the rate of decay too.
/// </remarks>
internal struct ParetoIntegral(double alpha, double beta, double e, double s)
{
    private const double WidestPanel = 1.5;
    private const double MostDecayOfPanel = 5;
    private const double Vanished = -42;
    private const int MostPanels = 2000;

    /// <summary>The logarithm of the brace.</summary>
    public double LogBrace { get; private set; }

    /// <summary>The probability of being alive: the first term's share of the brace.</summary>
    public double Alive { get; private set; }

    /// <summary>The slope of the logarithm by e, that is by r.</summary>
    public double SlopeE { get; private set; }

    /// <summary>The slope by α.</summary>
    public double SlopeAlpha { get; private set; }

    /// <summary>The slope by s.</summary>
    public double SlopeS { get; private set; }

    /// <summary>The slope by β.</summary>
    public double SlopeBeta { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(double lastPurchase, double age, bool withSlopes)
    {
        var isAlphaLess = alpha <= beta;
        var (less, more) = isAlphaLess ? (alpha, beta) : (beta, alpha);
        var (powerLess, powerMore) = isAlphaLess ? (e, s + 1) : (s + 1, e);
        var logLess = Math.Log(less + lastPurchase);
        var logMore = Math.Log(more + lastPurchase);
        var logLessEnd = Math.Log(less + age);
        var logMoreEnd = Math.Log(more + age);
        var sums = Sums.Over(less + lastPurchase, more - less, powerLess, powerMore, logLess, logMore, logLessEnd - logLess, withSlopes);

        var (logAlpha, logBeta) = isAlphaLess ? (logLess, logMore) : (logMore, logLess);
        var (logAlphaEnd, logBetaEnd) = isAlphaLess ? (logLessEnd, logMoreEnd) : (logMoreEnd, logLessEnd);
        var reference = (-e * logAlpha) - ((s + 1) * logBeta);
        var staying = Math.Exp((-e * logAlphaEnd) - (s * logBetaEnd) - reference);
        var whole = staying + (s * sums.Plain);
        if (!(whole > 0))
        {
            // Far beyond any real customer both terms vanish together: the first one is then all there is.
            (LogBrace, Alive) = ((-e * logAlphaEnd) - (s * logBetaEnd), 1);
            return;
        }

        LogBrace = reference + Math.Log(whole);
        Alive = staying / whole;
        if (withSlopes)
        {
            var (byLogAlpha, byLogBeta) = isAlphaLess ? (sums.LogLess, sums.LogMore) : (sums.LogMore, sums.LogLess);
            var (overAlpha, overBeta) = isAlphaLess ? (sums.OverLess, sums.OverMore) : (sums.OverMore, sums.OverLess);
            SlopeE = -((logAlphaEnd * staying) + (s * byLogAlpha)) / whole;
            SlopeAlpha = -e * ((staying / (alpha + age)) + (s * overAlpha)) / whole;
            SlopeS = (sums.Plain - (logBetaEnd * staying) - (s * byLogBeta)) / whole;
            SlopeBeta = -s * ((staying / (beta + age)) + ((s + 1) * overBeta)) / whole;
        }
    }

    /// <summary>Integrals of the integrand, relative to its value at t_x, times one, two logarithms and two inverses.</summary>
    private readonly ref struct Sums(double plain, double logLess, double logMore, double overLess, double overMore)
    {
        public readonly double Plain = plain;
        public readonly double LogLess = logLess;
        public readonly double LogMore = logMore;
        public readonly double OverLess = overLess;
        public readonly double OverMore = overMore;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static Sums Over(
            double less, double difference, double powerLess, double powerMore, double logLess, double logMore, double length, bool withSlopes)
        {
            var (plain, byLogLess, byLogMore, overLess, overMore) = (
                Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            var start = 0.0;
            for (var panel = 0; start < length && panel < MostPanels; panel++)
            {
                var lessHere = less * (panel == 0 ? 1 : Math.Exp(start));
                var ratio = lessHere / (lessHere + difference);
                if (panel > 0 && start - (powerLess * start) - (powerMore * (Math.Log(lessHere + difference) - logMore)) < Vanished)
                {
                    break;
                }

                var width = Math.Min(length - start, WidestPanel);
                var rate = powerLess + (powerMore * Math.Min(1, ratio * Math.Exp(width)));
                width = Math.Min(width, MostDecayOfPanel / rate);
                Half(GaussLegendre.LowNodes);
                Half(GaussLegendre.HighNodes);
                start += width;

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                void Half(Vector256<double> nodes)
                {
                    var at = Vector256.Create(start) + (nodes * width);
                    var lessAt = Vector256.Exp(at) * less;
                    var moreAt = lessAt + Vector256.Create(difference);
                    var logMoreAt = Vector256.Log(moreAt);
                    var f = Vector256.Exp((at * -powerLess) - ((logMoreAt - Vector256.Create(logMore)) * powerMore)) * lessAt * GaussLegendre.Weights * width;
                    plain += f;
                    if (withSlopes)
                    {
                        byLogLess += f * (at + Vector256.Create(logLess));
                        byLogMore += f * logMoreAt;
                        overLess += f / lessAt;
                        overMore += f / moreAt;
                    }
                }
            }

            return new Sums(Vector256.Sum(plain), Vector256.Sum(byLogLess), Vector256.Sum(byLogMore), Vector256.Sum(overLess), Vector256.Sum(overMore));
        }
    }
}
