using System.Reflection;
using System.Runtime.InteropServices;

namespace Regulars.Transparency;

/// <summary>The functions of OpenSSL's libcrypto, 1.1.1 or newer, that Ed25519 takes: the .NET class library has none.</summary>
internal static partial class LibCrypto
{
    /// <summary>NID_ED25519 of OpenSSL's obj_mac.h.</summary>
    public const int Ed25519 = 1087;

    private const string Name = "libcrypto";

    private static readonly string[] FileNames =
        ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so", "libcrypto.3.dylib", "libcrypto.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"];

    static LibCrypto() => NativeLibrary.SetDllImportResolver(
        typeof(LibCrypto).Assembly, (name, assembly, _) => name == Name ? Load(FileNames, assembly) : 0);

    /// <summary>Loads the first library that is there.</summary>
    /// <exception cref="DllNotFoundException">None is.</exception>
    public static nint Load(IReadOnlyList<string> fileNames, Assembly assembly)
    {
        foreach (var fileName in fileNames)
        {
            if (NativeLibrary.TryLoad(fileName, assembly, DllImportSearchPath.SafeDirectories, out var library))
            {
                return library;
            }
        }

        throw new DllNotFoundException(
            $"Ed25519 needs libcrypto of OpenSSL 1.1.1 or newer, and none of {string.Join(", ", fileNames)} is installed; Debian's package is libssl3.");
    }

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    public static partial PrivateOrPublicKey NewPrivateKey(int type, nint engine, ReadOnlySpan<byte> seed, nuint length);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    public static partial PrivateOrPublicKey NewPublicKey(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_get_raw_private_key")]
    public static partial int GetPrivateKey(PrivateOrPublicKey key, Span<byte> seed, ref nuint length);

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    public static partial int GetPublicKey(PrivateOrPublicKey key, Span<byte> publicKey, ref nuint length);

    [LibraryImport(Name, EntryPoint = "EVP_MD_CTX_new")]
    public static partial DigestContext NewContext();

    [LibraryImport(Name, EntryPoint = "EVP_DigestSignInit")]
    public static partial int BeginSigning(DigestContext context, nint keyContext, nint digest, nint engine, PrivateOrPublicKey key);

    [LibraryImport(Name, EntryPoint = "EVP_DigestSign")]
    public static partial int Sign(DigestContext context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message, nuint length);

    [LibraryImport(Name, EntryPoint = "EVP_DigestVerifyInit")]
    public static partial int BeginVerifying(DigestContext context, nint keyContext, nint digest, nint engine, PrivateOrPublicKey key);

    [LibraryImport(Name, EntryPoint = "EVP_DigestVerify")]
    public static partial int Verify(DigestContext context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint length);

    [LibraryImport(Name, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();

    [LibraryImport(Name, EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport(Name, EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    /// <summary>An EVP_PKEY; freeing it also wipes a private key.</summary>
    internal sealed class PrivateOrPublicKey() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeKey(handle);
            return true;
        }
    }

    /// <summary>An EVP_MD_CTX.</summary>
    internal sealed class DigestContext() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
