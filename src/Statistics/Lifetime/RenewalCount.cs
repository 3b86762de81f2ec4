using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>The number of coming purchases of a customer who has not left: every k-th event of a negative binomial count is a
/// purchase, after each of which the customer leaves with a chance that is Beta(a, b).</summary>
/// <param name="regularity">k.</param>
/// <param name="shape">The shape of the gamma spread of the rate of events, before the events of the stage already reached.</param>
/// <param name="time">The rate of that spread, a time.</param>
/// <param name="a">a.</param>
/// <param name="b">b.</param>
/// <param name="horizon">The time looked ahead.</param>
internal readonly struct RenewalCount(int regularity, double shape, double time, double a, double b, double horizon)
{
    /// <summary>Terms after which a sum is cut short; a forecast of millions of purchases per customer means nothing.</summary>
    private const int MostTerms = 1_000_000;

    private const double Negligible = 1e-14;

    /// <summary>The expected number, over the chances of the stages.</summary>
    public double Expected(ReadOnlySpan<double> stages)
    {
        var sum = 0.0;
        for (var stage = 0; stage < stages.Length; stage++)
        {
            sum += stages[stage] > 0 ? stages[stage] * Expected(stage) : 0;
        }

        return sum;
    }

    /// <summary>The expected number from one stage on.</summary>
    public double Expected(int stage)
    {
        var events = new EventCount(shape + stage, time, horizon);
        var (sum, staying, next) = (0.0, 1.0, regularity - stage);
        var purchase = 1;
        for (var term = 0; term < MostTerms; term++)
        {
            // Purchase after purchase: events.Tail is the chance of at least events.At events.
            if (events.At == next)
            {
                sum += staying * events.Tail;
                staying *= (b + purchase - 1) / (a + b + purchase - 1);
                purchase++;
                next += regularity;
            }

            if (events.IsBeyond(Negligible * sum))
            {
                break;
            }

            events.Next();
        }

        return sum;
    }

    /// <summary>The probability of just so many, over the chances of the stages.</summary>
    public double ProbabilityOf(int purchases, ReadOnlySpan<double> stages)
    {
        var sum = 0.0;
        for (var stage = 0; stage < stages.Length; stage++)
        {
            sum += stages[stage] > 0 ? stages[stage] * ProbabilityOf(purchases, stage) : 0;
        }

        return sum;
    }

    private double ProbabilityOf(int purchases, int stage)
    {
        var events = new EventCount(shape + stage, time, horizon);
        var first = ((long)purchases * regularity) - stage;
        var last = first + regularity;
        if (last > MostTerms)
        {
            return 0;
        }

        while (events.At < first)
        {
            events.Next();
        }

        var between = 0.0;
        while (events.At < last)
        {
            between += events.Probability;
            events.Next();
        }

        if (purchases == 0)
        {
            return between;
        }

        var staying = Math.Exp(Gamma.LogRising(b, purchases - 1) - Gamma.LogRising(a + b, purchases - 1));
        var leaving = a / (a + b + purchases - 1);
        return staying * (between + (leaving * events.Tail));
    }

    /// <summary>Goes up the counts of a negative binomial distribution.</summary>
    private struct EventCount
    {
        private const double Smallest = -650;

        private readonly double shape;
        private readonly double share;
        private readonly double mean;
        private readonly int from;

        public EventCount(double shape, double time, double horizon)
        {
            this.shape = shape;
            share = horizon / (time + horizon);
            mean = shape * horizon / time;
            var log = -shape * Precise.LogOnePlus(horizon / time);
            if (log > Smallest)
            {
                Probability = Math.Exp(log);
                Tail = 1;
                first = -Precise.ExpMinusOne(log);
                return;
            }

            // The chance of none is below any number: what lies ten deviations under the mean counts for nothing.
            from = (int)Math.Clamp(mean - (10 * Math.Sqrt(mean * (1 + (horizon / time)))), 0, MostTerms);
            Probability = Math.Exp(Math.Max(Gamma.Log(shape + from) - Gamma.Log(shape) - Gamma.Log(from + 1.0) + (from * Math.Log(share)) + log, -740));
            Tail = 1;
            first = 1;
        }

        private readonly double first;

        /// <summary>The number of events looked at.</summary>
        public int At { get; private set; }

        /// <summary>The probability of just so many events.</summary>
        public double Probability { get; private set; }

        /// <summary>The probability of at least so many.</summary>
        public double Tail { get; private set; }

        public void Next()
        {
            if (At < from)
            {
                At++;
                return;
            }

            Tail = At == from ? from == 0 ? first : 1 - Probability : Math.Max(0, Tail - Probability);
            Probability *= (shape + At) / (At + 1) * share;
            At++;
        }

        /// <summary>Whether all that is left is less than a bound.</summary>
        public readonly bool IsBeyond(double bound) => At > mean && Probability * (1 + At) <= bound * (1 - share) && Probability < 1e-3;
    }
}
