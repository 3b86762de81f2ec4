using System.Security.Cryptography;

namespace Regulars.Transparency;

/// <summary>Ed25519 signatures (RFC 8032, section 5.1), made and verified by libcrypto.</summary>
internal static class Ed25519
{
    public const int SeedSize = 32;
    public const int PublicKeySize = 32;
    public const int SignatureSize = 64;

    /// <summary>The private key of a seed of 32 bytes.</summary>
    public static LibCrypto.PrivateOrPublicKey PrivateKey(ReadOnlySpan<byte> seed)
    {
        var key = LibCrypto.NewPrivateKey(LibCrypto.Ed25519, 0, seed, (nuint)seed.Length);
        return key.IsInvalid ? throw Fault("make a private key") : key;
    }

    /// <summary>The seed of a private key: a secret, to be wiped after use.</summary>
    public static byte[] SeedOf(LibCrypto.PrivateOrPublicKey key)
    {
        var (seed, length) = (new byte[SeedSize], (nuint)SeedSize);
        return LibCrypto.GetPrivateKey(key, seed, ref length) == 1 ? seed : throw Fault("tell a private key");
    }

    /// <summary>The public key of a private key.</summary>
    public static byte[] PublicKeyOf(LibCrypto.PrivateOrPublicKey key)
    {
        var (publicKey, length) = (new byte[PublicKeySize], (nuint)PublicKeySize);
        return LibCrypto.GetPublicKey(key, publicKey, ref length) == 1 ? publicKey : throw Fault("tell a public key");
    }

    /// <summary>The signature of a message, 64 bytes; the same for the same key and message.</summary>
    public static byte[] Sign(LibCrypto.PrivateOrPublicKey key, ReadOnlySpan<byte> message)
    {
        using var context = LibCrypto.NewContext();
        var (signature, length) = (new byte[SignatureSize], (nuint)SignatureSize);
        return !context.IsInvalid
            && LibCrypto.BeginSigning(context, 0, 0, 0, key) == 1
            && LibCrypto.Sign(context, signature, ref length, message, (nuint)message.Length) == 1
            && length == SignatureSize
            ? signature : throw Fault("sign");
    }

    /// <summary>Whether a signature of a message is that of a public key; false for anything malformed.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeySize || signature.Length != SignatureSize)
        {
            return false;
        }

        using var key = LibCrypto.NewPublicKey(LibCrypto.Ed25519, 0, publicKey, (nuint)publicKey.Length);
        using var context = LibCrypto.NewContext();
        var holds = !key.IsInvalid && !context.IsInvalid
            && LibCrypto.BeginVerifying(context, 0, 0, 0, key) == 1
            && LibCrypto.Verify(context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
        if (!holds)
        {
            // A failure stays on the thread's list of errors, where the runtime's own calls would find it.
            LibCrypto.ClearErrors();
        }

        return holds;
    }

    private static CryptographicException Fault(string what)
    {
        LibCrypto.ClearErrors();
        return new CryptographicException($"libcrypto could not {what} for Ed25519.");
    }
}
