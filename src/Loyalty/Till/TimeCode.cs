using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Regulars.Kernel;

namespace Regulars.Loyalty.Till;

/// <summary>Codes of eight digits that follow the time (RFC 6238) by HMAC-SHA-256, in steps of thirty seconds since 1970.</summary>
internal static class TimeCode
{
    /// <summary>How long a code lasts.</summary>
    public const int StepSeconds = 30;

    private const int Digits = 100_000_000;

    /// <summary>The step in which a moment lies.</summary>
    public static long StepAt(Instant moment) => moment.Microseconds / 1_000_000 / StepSeconds;

    /// <summary>The code of a step (RFC 4226, section 5.3, with the step as its counter).</summary>
    public static string Of(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % Digits).ToString("D8", CultureInfo.InvariantCulture);
    }
}
