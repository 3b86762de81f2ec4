namespace Regulars.Statistics.Watching;

/// <summary>Differences of means between neighbouring stretches of a series, in standard deviations.</summary>
internal sealed class Contrasts
{
    public const int FewestValues = 8;

    /// <summary>Each interval is shorter than the next larger ones by √2, as the authors advise.</summary>
    private const double Decay = 0.7071067811865476;

    private readonly double[] sums;

    private readonly double spread;

    public Contrasts(double[] series)
    {
        sums = new double[series.Length + 1];
        var differences = new double[series.Length - 1];
        for (var at = 0; at < series.Length; at++)
        {
            // Summed about the first value, so that a high level costs no digits.
            sums[at + 1] = sums[at] + (series[at] - series[0]);
            if (at > 0)
            {
                differences[at - 1] = series[at] - series[at - 1];
            }
        }

        First = series[0];
        spread = RobustMeasures.SpreadAboutZero(differences) / Math.Sqrt(2);
    }

    private double First { get; }

    public double Mean(int begin, int end) => First + ((sums[end] - sums[begin]) / (end - begin));

    /// <summary>The strongest contrast within the seeded intervals of a part of the series.</summary>
    public (int At, double Strength) Strongest(int begin, int end)
    {
        var strongest = (At: begin, Strength: 0.0);
        for (var length = (double)(end - begin); length >= 4 && spread > 0; length *= Decay)
        {
            var intervals = (2 * (int)Math.Ceiling((end - begin) / length)) - 1;
            var shift = intervals == 1 ? 0 : (end - begin - length) / (intervals - 1);
            for (var interval = 0; interval < intervals; interval++)
            {
                var left = begin + (int)Math.Floor(interval * shift);
                var right = Math.Min(end, begin + (int)Math.Ceiling((interval * shift) + length));
                strongest = Stronger(strongest, left, right);
            }
        }

        return strongest;
    }

    private (int At, double Strength) Stronger((int At, double Strength) strongest, int left, int right)
    {
        var size = (double)(right - left);
        for (var at = left + 1; at < right; at++)
        {
            var (before, after) = (at - left, right - at);
            var difference = ((sums[at] - sums[left]) / before) - ((sums[right] - sums[at]) / after);
            var strength = Math.Abs(difference) * Math.Sqrt(before * (after / size)) / spread;
            if (strength > strongest.Strength)
            {
                strongest = (at, strength);
            }
        }

        return strongest;
    }
}
