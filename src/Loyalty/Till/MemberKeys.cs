using System.Security.Cryptography;
using Regulars.Kernel;

namespace Regulars.Loyalty.Till;

/// <summary>The keys of members' changing codes, all made from one secret that lies apart from the database: who has the database alone makes no code.</summary>
/// <param name="secret">The secret, 32 bytes; all nodes have the same.</param>
public sealed class MemberKeys(byte[] secret)
{
    private const int KeySize = 32;

    /// <summary>The key of one member.</summary>
    internal byte[] Of(CustomerId customer) =>
        HKDF.Expand(HashAlgorithmName.SHA256, secret, KeySize, [.. "member code "u8, .. customer.Value.ToByteArray(bigEndian: true)]);
}
