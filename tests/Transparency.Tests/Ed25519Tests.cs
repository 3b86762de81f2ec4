namespace Regulars.Transparency.Tests;

public class Ed25519Tests
{
    /// <summary>RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.</summary>
    public static TheoryData<string, string, string, string> Published => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Keys_and_signatures_are_those_published(string seed, string publicKey, string message, string signature)
    {
        using var key = Ed25519.PrivateKey(Convert.FromHexString(seed));

        Assert.Equal(publicKey, Convert.ToHexStringLower(Ed25519.PublicKeyOf(key)));
        Assert.Equal(seed, Convert.ToHexStringLower(Ed25519.SeedOf(key)));
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519.Sign(key, Convert.FromHexString(message))));
        Assert.True(Ed25519.Verify(Convert.FromHexString(publicKey), Convert.FromHexString(message), Convert.FromHexString(signature)));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Any_flipped_bit_is_noticed(string seed, string publicKey, string message, string signature)
    {
        Assert.NotEmpty(seed);
        foreach (var part in new[] { publicKey, message, signature })
        {
            for (var bit = 0; bit < part.Length * 4; bit++)
            {
                var bytes = Convert.FromHexString(part);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                byte[] Changed(string other) => ReferenceEquals(other, part) ? bytes : Convert.FromHexString(other);

                Assert.False(Ed25519.Verify(Changed(publicKey), Changed(message), Changed(signature)));
            }
        }
    }

    /// <summary>RFC 8032, section 5.1.7: S is less than L. With S + L the same equation holds, and it is another text of the signature.</summary>
    [Fact]
    public void A_signature_has_one_form()
    {
        var (_, publicKey, message, signature) = Published.Select(row => row.Data).ElementAt(1);
        var order = System.Numerics.BigInteger.Pow(2, 252) + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
        var bytes = Convert.FromHexString(signature);
        (new System.Numerics.BigInteger(bytes.AsSpan(32), isUnsigned: true) + order).ToByteArray(isUnsigned: true).CopyTo(bytes, 32);

        Assert.False(Ed25519.Verify(Convert.FromHexString(publicKey), Convert.FromHexString(message), bytes));
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(32, 0)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    public void Other_lengths_verify_nothing(int publicKey, int signature) => Assert.False(Ed25519.Verify(new byte[publicKey], [], new byte[signature]));

    [Fact]
    public void A_missing_library_is_said_with_its_package()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => LibCrypto.Load(["libnothing.so.7"], typeof(Ed25519).Assembly));

        Assert.Contains("libnothing.so.7", missing.Message);
        Assert.Contains("libssl3", missing.Message);
    }
}
