using System.Runtime.CompilerServices;

namespace Regulars.Statistics.LinearAlgebra;

/// <summary>Refuses settings out of their range, naming them.</summary>
internal static class Require
{
    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included; NaN is none.</summary>
    public static void Between(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"It must lie between {least} and {most}.");
        }
    }

    /// <summary>A finite number above 0.</summary>
    public static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "It must be above 0.");
        }
    }

    /// <summary>Two lengths that belong together.</summary>
    public static void SameLength(int left, int right, [CallerArgumentExpression(nameof(right))] string name = "")
    {
        if (left != right)
        {
            throw new ArgumentException($"It has the length {right} where {left} is needed.", name);
        }
    }
}
