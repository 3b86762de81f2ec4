using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Log;

/// <summary>What one ledger transaction says, as text: one form for every transaction, so that anybody can hash it again.</summary>
/// <remarks>A line <c>regulars-ledger-v1</c>, a line <c>customer ID</c>, a line <c>at TIME</c>, then a line for each posting:
/// number, unit, account from, account to, points in smallest parts, lot, reason, order or -, rule or -, version of the programme.</remarks>
internal static class LedgerStatement
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltSize = 16;

    private const string Form = "regulars-ledger-v1";

    /// <summary>The text of a transaction's postings.</summary>
    public static string Write(CustomerId customer, IEnumerable<Posting> postings)
    {
        var text = new StringBuilder();
        foreach (var posting in postings)
        {
            if (text.Length == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Form}\ncustomer {customer}\nat {posting.Source.At}\n");
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"{posting.Number} {posting.Unit} {Word(posting.From)} {Word(posting.To)} {posting.Points} {posting.Lot} {Word(posting.Reason)} {posting.Source.Order?.ToString() ?? "-"} {posting.Source.Rule ?? "-"} {posting.Source.ProgrammeVersion}\n");
        }

        return text.ToString();
    }

    /// <summary>The public commitment to a text: SHA-256(salt ‖ text). Without the salt it tells nothing.</summary>
    public static byte[] Commit(ReadOnlySpan<byte> salt, string text) => SHA256.HashData(Pack(salt, text));

    /// <summary>The salt and the text together, as a receipt carries them.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> salt, string text)
    {
        var packed = new byte[salt.Length + Encoding.UTF8.GetByteCount(text)];
        salt.CopyTo(packed);
        Encoding.UTF8.GetBytes(text, packed.AsSpan(salt.Length));
        return packed;
    }

    /// <summary>The commitment and the text of what a receipt carries; null when it carries no statement.</summary>
    public static (byte[] Entry, string Text)? Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length <= SaltSize)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(packed[SaltSize..]);
        return text.StartsWith(Form + "\n", StringComparison.Ordinal) ? (SHA256.HashData(packed), text) : null;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => Words<T>.All[value];

    /// <summary>The values of an enumeration as a statement names them.</summary>
    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
