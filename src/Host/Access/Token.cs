using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Regulars.Host.Access;

/// <summary>Random secrets that are shown once and kept as hashes.</summary>
internal static class Token
{
    /// <summary>A secret has so many characters.</summary>
    public const int Length = 43;

    /// <summary>A secret of 32 random bytes, as text that fits in an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a secret. It has 256 random bits, so a plain hash is enough.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
