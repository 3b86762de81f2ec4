using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Cards;

/// <summary>Makes and hashes the codes of gift cards with a secret that lies apart from the database: who reads the database can neither use a card nor try codes.</summary>
/// <param name="secret">The secret; the same on all nodes. Without it no card is found by its code.</param>
public sealed class GiftCardKeys(byte[] secret)
{
    /// <summary>Letters before the check letter: 80 bits.</summary>
    private const int Letters = 16;

    /// <summary>The code of the card that a request makes: the same again for its repeat, so that no code need be kept.</summary>
    internal string CodeFor(RequestKey key) =>
        MadeCode.Of(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"code\n{key.Source.Length}\n{key.Source}\n{key.Key}")).AsSpan(0, Letters));

    /// <summary>The key with a hash of its content by which nobody can try codes either: a content names the code.</summary>
    internal RequestKey Seal(RequestKey key) => key with { ContentHash = HMACSHA256.HashData(secret, key.ContentHash) };

    /// <summary>What is kept of a code.</summary>
    internal byte[] Hash(string code) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("hash\n" + MadeCode.Plain(code)));
}
