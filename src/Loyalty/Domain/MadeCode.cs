using System.Security.Cryptography;

namespace Regulars.Loyalty.Domain;

/// <summary>Codes that we make: letters that nobody mistakes for one another, the last of which checks the others.</summary>
/// <remarks>The alphabet is Crockford's base 32; the check letter is Luhn's algorithm modulo 32, which finds every single wrong letter and
/// nearly every exchange of two neighbours.</remarks>
internal static class MadeCode
{
    /// <summary>Neither I, L, O nor U: read as 1, 1, 0, or not at all.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int BitsOfLetter = 5;

    /// <summary>A code of random letters and a check letter.</summary>
    /// <param name="letters">How many are random; each holds five bits.</param>
    public static string Random(int letters) => WithCheck(RandomNumberGenerator.GetString(Alphabet, letters));

    /// <summary>A code whose letters are taken from bytes, five bits of each, and a check letter.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<char> letters = stackalloc char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            letters[i] = Alphabet[bytes[i] & ((1 << BitsOfLetter) - 1)];
        }

        return WithCheck(new string(letters));
    }

    /// <summary>The letters with their check letter.</summary>
    public static string WithCheck(string letters) => letters + Alphabet[(Alphabet.Length - Sum(letters, isChecked: false)) % Alphabet.Length];

    /// <summary>Whether the last letter checks the others.</summary>
    public static bool IsRight(string code) => code.Length > 1 && code.All(Alphabet.Contains) && Sum(code, isChecked: true) == 0;

    /// <summary>A code as it is meant, however it was typed: without spaces and hyphens, in capitals, O as 0, I and L as 1.</summary>
    public static string Plain(string typed) => string.Concat(typed.Where(letter => letter is not (' ' or '-')).Select(letter => char.ToUpperInvariant(letter) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var other => other,
    }));

    private static int Sum(string code, bool isChecked)
    {
        var sum = 0;
        var isDoubled = !isChecked;
        for (var i = code.Length - 1; i >= 0; i--)
        {
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal) * (isDoubled ? 2 : 1);
            sum += (value / Alphabet.Length) + (value % Alphabet.Length);
            isDoubled = !isDoubled;
        }

        return sum % Alphabet.Length;
    }
}
