using System.Buffers;
using System.Globalization;

namespace Regulars.Journal.Import.Values;

/// <summary>Reads amounts and quantities as shops write them, by the decimal sign of the file.</summary>
internal sealed class NumberReader(char decimalSign)
{
    private const long Largest = 10_000_000_000;
    private const int MostDigits = 17;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.,eE");

    private readonly char otherSign = decimalSign == ',' ? '.' : ',';

    /// <summary>Reads a number; white space around it, a currency sign and thousands separators are understood.</summary>
    public NumberOutcome TryRead(ReadOnlySpan<char> text, out WrittenNumber number)
    {
        long digits = 0;
        var scale = -1;
        var index = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var negative = index == 1;
        if (text.Length > index && text.Length <= 15)
        {
            for (; index < text.Length; index++)
            {
                var digit = unchecked((uint)(text[index] - '0'));
                if (digit <= 9)
                {
                    digits = unchecked((digits * 10) + digit);
                    scale += scale >= 0 ? 1 : 0;
                }
                else if (text[index] == decimalSign && scale < 0 && index > (negative ? 1 : 0) && index + 1 < text.Length)
                {
                    scale = 0;
                }
                else
                {
                    return ReadSlowly(text, out number);
                }
            }

            number = new WrittenNumber(negative ? -digits : digits, (byte)Math.Max(scale, 0));
            return IsAbsurd(number) ? NumberOutcome.Absurd : NumberOutcome.Read;
        }

        return ReadSlowly(text, out number);
    }

    private NumberOutcome ReadSlowly(ReadOnlySpan<char> text, out WrittenNumber number)
    {
        number = default;
        text = NumberText.Strip(text, out var negative, out _);
        if (text.IsEmpty)
        {
            return NumberOutcome.Empty;
        }

        long digits = 0;
        var (scale, count, group, grouped) = (-1, 0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsAsciiDigit(letter))
            {
                count++;
                group++;
                scale += scale >= 0 ? 1 : 0;
                if (count - Leading(text) > MostDigits)
                {
                    if (scale > 0)
                    {
                        scale--;
                        continue;
                    }

                    return NumberOutcome.Absurd;
                }

                digits = (digits * 10) + (letter - '0');
            }
            else if (letter == decimalSign && scale < 0 && (!grouped || group == 3))
            {
                scale = 0;
            }
            else if (scale < 0 && i > 0 && (NumberText.IsThousands(letter) || letter == otherSign)
                && (grouped ? group == 3 : group is >= 1 and <= 3))
            {
                (grouped, group) = (true, 0);
            }
            else
            {
                return WithExponent(text, out number);
            }
        }

        if (count == 0 || (grouped && scale < 0 && group != 3))
        {
            return NumberOutcome.Unreadable;
        }

        number = new WrittenNumber(negative ? -digits : digits, (byte)Math.Max(scale, 0));
        return IsAbsurd(number) ? NumberOutcome.Absurd : NumberOutcome.Read;
    }

    private static int Leading(ReadOnlySpan<char> text)
    {
        var other = text.IndexOfAnyExcept('0');
        return other < 0 ? text.Length : other;
    }

    /// <summary>1e30 is a number, only an absurd one; so is what a spreadsheet shortened.</summary>
    private NumberOutcome WithExponent(ReadOnlySpan<char> text, out WrittenNumber number)
    {
        number = default;
        if (!text.ContainsAny('e', 'E') || text.Length > 40 || text.ContainsAnyExcept(OfNumbers))
        {
            return NumberOutcome.Unreadable;
        }

        var plain = text.ToString().Replace(decimalSign, '.');
        if (!double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return NumberOutcome.Unreadable;
        }

        return Math.Abs(value) > Largest ? NumberOutcome.Absurd : NumberOutcome.Unreadable;
    }

    private static bool IsAbsurd(WrittenNumber number) =>
        Math.Abs(number.Digits) > Largest && Math.Abs(number.Value) > Largest;
}
