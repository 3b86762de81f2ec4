using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Regulars.Statistics.LinearAlgebra;

/// <summary>Sums over arrays of doubles, four or eight at a time in one fixed order.</summary>
internal static class VectorArithmetic
{
    /// <summary>Σ left × right; the right side is at least as long as the left.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(right.Length, left.Length, nameof(right));
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        Vector256<double> even = default, odd = default;
        var at = 0;
        for (; at + 8 <= left.Length; at += 8)
        {
            even = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, (nuint)at), Vector256.LoadUnsafe(ref b, (nuint)at), even);
            odd = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, (nuint)at + 4), Vector256.LoadUnsafe(ref b, (nuint)at + 4), odd);
        }

        var sum = Vector256.Sum(even + odd);
        for (; at < left.Length; at++)
        {
            sum += Unsafe.Add(ref a, at) * Unsafe.Add(ref b, at);
        }

        return sum;
    }

    /// <summary>target += factor × source; the source is at least as long as the target.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, target.Length, nameof(source));
        ref var to = ref MemoryMarshal.GetReference(target);
        ref var from = ref MemoryMarshal.GetReference(source);
        var factors = Vector256.Create(factor);
        var at = 0;
        for (; at + 4 <= target.Length; at += 4)
        {
            Vector256.MultiplyAddEstimate(factors, Vector256.LoadUnsafe(ref from, (nuint)at), Vector256.LoadUnsafe(ref to, (nuint)at)).StoreUnsafe(ref to, (nuint)at);
        }

        for (; at < target.Length; at++)
        {
            Unsafe.Add(ref to, at) += factor * Unsafe.Add(ref from, at);
        }
    }
}
