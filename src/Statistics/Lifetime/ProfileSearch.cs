using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>Finds where a profile likelihood crosses a level, on one side of the maximum.</summary>
internal sealed class ProfileSearch(IObjective objective, double[] maximum, int parameter, double level)
{
    private const int MostTrials = 40;
    private const double FarthestLog = 15.5;

    /// <summary>The crossing, as a value of the frozen variable, looked for from a first step; null when there is none.</summary>
    public double? Find(double step)
    {
        var (near, far) = (maximum[parameter], maximum[parameter] + step);
        var start = (double[])maximum.Clone();
        var trials = 0;
        while (Height(start, far) > 0)
        {
            near = far;
            far += step;
            if (Math.Abs(far) > FarthestLog || ++trials > MostTrials)
            {
                return null;
            }
        }

        // The profile is nearly a parabola: its root by regula falsi on the square root of the fall (Illinois variant).
        var (low, high) = (Height(start, near), Height(start, far));
        while (Math.Abs(far - near) > 1e-7 && ++trials < MostTrials)
        {
            var middle = (near * high - far * low) / (high - low);
            var height = Height(start, middle);
            if (Math.Abs(height) < 1e-8)
            {
                return middle;
            }

            if (height > 0)
            {
                (near, low, high) = (middle, height, high / 2);
            }
            else
            {
                (far, high, low) = (middle, height, low / 2);
            }
        }

        return (near + far) / 2;
    }

    private double Height(double[] start, double value)
    {
        start[parameter] = value;
        var found = Maximiser.Run(objective, start, parameter);
        found.At.CopyTo(start, 0);
        return found.Value - level;
    }
}
