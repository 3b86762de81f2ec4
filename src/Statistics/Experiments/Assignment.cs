using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Regulars.Statistics.Experiments;

/// <summary>Assigns customers to the arms of experiments by a keyed hash: the same customer always to the same arm of an experiment,
/// independently of every other experiment, and foreseeable by nobody without the key.</summary>
public static class Assignment
{
    /// <summary>The arm of a customer.</summary>
    /// <param name="key">The secret of the business, at least 16 bytes.</param>
    /// <param name="experiment">The name of the experiment, which never changes.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="shares">The share of each arm, in any unit.</param>
    /// <returns>The position of the arm, from zero.</returns>
    /// <exception cref="ArgumentException">The key is too short, or no share is positive, or one is negative.</exception>
    public static int Arm(ReadOnlySpan<byte> key, string experiment, string customer, IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var whole = shares.Sum();
        if (shares.Any(share => !(share >= 0)) || !(whole > 0) || !double.IsFinite(whole))
        {
            throw new ArgumentException("Shares are at least 0, and one of them more.", nameof(shares));
        }

        var at = Fraction(key, experiment, customer) * whole;
        var (upTo, last) = (0.0, 0);
        for (var arm = 0; arm < shares.Count; arm++)
        {
            upTo += shares[arm];
            if (shares[arm] > 0)
            {
                last = arm;
                if (at < upTo)
                {
                    return arm;
                }
            }
        }

        return last;
    }

    /// <summary>Where the customer stands in [0, 1) in this experiment, uniform over customers: the first 53 bits of HMAC-SHA-256 over the
    /// length of the experiment's name in UTF-8 as four bytes, the name, and the customer.</summary>
    /// <param name="key">The secret of the business, at least 16 bytes.</param>
    /// <param name="experiment">The name of the experiment.</param>
    /// <param name="customer">The customer.</param>
    public static double Fraction(ReadOnlySpan<byte> key, string experiment, string customer)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(customer);
        if (key.Length < 16)
        {
            throw new ArgumentException("A key has at least 16 bytes.", nameof(key));
        }

        var length = Encoding.UTF8.GetByteCount(experiment);
        var text = new byte[4 + length + Encoding.UTF8.GetByteCount(customer)];
        BinaryPrimitives.WriteInt32BigEndian(text, length);
        Encoding.UTF8.GetBytes(experiment, text.AsSpan(4));
        Encoding.UTF8.GetBytes(customer, text.AsSpan(4 + length));
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
