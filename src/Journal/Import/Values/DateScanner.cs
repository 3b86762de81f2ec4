namespace Regulars.Journal.Import.Values;

/// <summary>Takes a written date apart without deciding which number is the day and which the month.</summary>
internal ref struct DateScanner
{
    private readonly ReadOnlySpan<char> text;
    private int at;
    private DateParts parts;

    private DateScanner(ReadOnlySpan<char> text) => this.text = text;

    public static bool TryScan(ReadOnlySpan<char> text, out DateParts parts)
    {
        text = text.Trim();
        if (text.Length is 0 or > 60)
        {
            parts = default;
            return false;
        }

        var scanner = new DateScanner(text);
        scanner.parts.OffsetMinutes = DateParts.NoOffset;
        var read = scanner.Scan();
        parts = scanner.parts;
        return read;
    }

    private bool Scan()
    {
        if (!char.IsAsciiDigit(text[0]))
        {
            return ScanNamed();
        }

        var first = Digits(out var firstDigits);
        if (at == text.Length)
        {
            return Whole(first, firstDigits);
        }

        var separator = text[at];
        if (separator is not ('-' or '/' or '.' or ',') || at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]))
        {
            return ScanNamed();
        }

        at++;
        var second = Digits(out var secondDigits);
        if (at == text.Length)
        {
            return Fraction(first, firstDigits, second, secondDigits);
        }

        if (text[at] != separator || firstDigits > 4 || secondDigits > 2)
        {
            return false;
        }

        at++;
        var third = Digits(out var thirdDigits);
        if (firstDigits == 4 ? thirdDigits is 0 or > 2 : firstDigits > 2 || thirdDigits is not (2 or 4))
        {
            return false;
        }

        parts.Shape = firstDigits == 4 ? DateShape.YearFirst : DateShape.YearLast;
        parts.YearDigits = firstDigits == 4 ? 4 : thirdDigits;
        (parts.First, parts.Second, parts.Third) = ((int)first, (int)second, (int)third);
        parts.Separator = separator;
        return Time();
    }

    private bool Whole(long number, int digits)
    {
        parts.Number = number;
        parts.YearDigits = 4;
        if (digits is not (8 or 12 or 14))
        {
            parts.Shape = DateShape.Number;
            return digits is 5 or 10 or 13;
        }

        var date = digits == 8 ? number : number / (digits == 12 ? 10_000 : 1_000_000);
        parts.Shape = DateShape.Compact;
        (parts.First, parts.Second, parts.Third) = ((int)(date / 10_000), (int)(date / 100 % 100), (int)(date % 100));
        if (digits == 8)
        {
            return true;
        }

        var time = digits == 12 ? number % 10_000 * 100 : number % 1_000_000;
        parts.HasTime = true;
        parts.HasSeconds = digits == 14;
        return SetTime((int)(time / 10_000), (int)(time / 100 % 100), (int)(time % 100), 0);
    }

    private bool Fraction(long whole, int digits, long fraction, int fractionDigits)
    {
        if (digits is not (5 or 10) || fractionDigits > 15)
        {
            return false;
        }

        parts.Shape = DateShape.Number;
        decimal scale = 1;
        for (var i = 0; i < fractionDigits; i++)
        {
            scale *= 10;
        }

        parts.Number = whole + (fraction / scale);
        return true;
    }

    private bool ScanNamed()
    {
        parts.Shape = DateShape.Named;
        at = 0;
        while (at < text.Length)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                var start = at;
                var number = Digits(out var digits);
                if (at < text.Length && text[at] == ':')
                {
                    at = start;
                    return parts.Second > 0 && parts.Third > 0 && Time();
                }

                if (digits == 4 || (parts.Third > 0 && digits == 2))
                {
                    (parts.First, parts.YearDigits) = ((int)number, digits);
                }
                else if (digits <= 2 && parts.Third == 0)
                {
                    parts.Third = (int)number;
                }
                else
                {
                    return false;
                }
            }
            else if (char.IsLetter(text[at]))
            {
                var word = Word();
                parts.Second = parts.Second == 0 ? MonthNames.Find(word) : parts.Second;
            }
            else
            {
                at++;
            }
        }

        return parts.Second > 0 && parts.Third > 0 && parts.YearDigits > 0;
    }

    private ReadOnlySpan<char> Word()
    {
        var start = at;
        while (at < text.Length && char.IsLetter(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private bool Time()
    {
        while (at < text.Length && (text[at] is ' ' or ',' or '\u00A0' or '\u202F' or '.' || char.IsLetter(text[at])))
        {
            if (text[at] == 'Z' && at + 1 == text.Length)
            {
                break;
            }

            at++;
        }

        if (at == text.Length)
        {
            return true;
        }

        if (!char.IsAsciiDigit(text[at]))
        {
            return Offset() && at == text.Length;
        }

        var hour = Digits(out var hourDigits);
        if (hourDigits > 2 || at >= text.Length || text[at] is not (':' or '.'))
        {
            return false;
        }

        at++;
        var minute = Digits(out _);
        long second = 0;
        long micros = 0;
        if (at < text.Length && text[at] is ':' or '.')
        {
            at++;
            second = Digits(out _);
            parts.HasSeconds = true;
            if (at < text.Length && text[at] is '.' or ',')
            {
                at++;
                micros = Digits(out var digits);
                for (; digits < 6; digits++)
                {
                    micros *= 10;
                }

                for (; digits > 6; digits--)
                {
                    micros /= 10;
                }
            }
        }

        parts.HasTime = true;
        Spaces();
        if (!HalfOfDay(ref hour))
        {
            return false;
        }

        return SetTime((int)hour, (int)Math.Min(minute, 60), (int)Math.Min(second, 60), micros) && Offset() && at == text.Length;
    }

    private bool HalfOfDay(ref long hour)
    {
        var rest = text[at..];
        var half = rest.StartsWith("am", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("a.m.", StringComparison.OrdinalIgnoreCase) ? 1
            : rest.StartsWith("pm", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("p.m.", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        if (half == 0)
        {
            return true;
        }

        at += rest.Length > 1 && rest[1] == '.' ? 4 : 2;
        Spaces();
        parts.IsTwelveHours = true;
        if (hour is < 1 or > 12)
        {
            return false;
        }

        hour = (hour % 12) + (half == 2 ? 12 : 0);
        return true;
    }

    private bool Offset()
    {
        Spaces();
        var rest = text[at..];
        if (rest is "Z" or "z" or "UTC" or "GMT")
        {
            parts.OffsetMinutes = 0;
            at = text.Length;
            return true;
        }

        if (rest.Length == 0)
        {
            return true;
        }

        at += rest.StartsWith("UTC") || rest.StartsWith("GMT") ? 3 : 0;
        if (at >= text.Length || text[at] is not ('+' or '-'))
        {
            return false;
        }

        var sign = text[at++] == '-' ? -1 : 1;
        var value = Digits(out var digits);
        if (digits is 1 or 2)
        {
            value *= 60;
            if (at < text.Length && text[at] == ':')
            {
                at++;
                value += Digits(out _);
            }
        }
        else
        {
            value = (value / 100 * 60) + (value % 100);
        }

        if (digits is 0 or > 4 || value > 14 * 60)
        {
            return false;
        }

        parts.OffsetMinutes = sign * (int)value;
        return true;
    }

    private bool SetTime(int hour, int minute, int second, long micros)
    {
        second = Math.Min(second, 59);
        parts.Microseconds = (((((hour * 60L) + minute) * 60) + second) * 1_000_000) + micros;
        return hour < 24 && minute < 60;
    }

    private void Spaces()
    {
        while (at < text.Length && text[at] is ' ' or '\u00A0' or '\u202F')
        {
            at++;
        }
    }

    private long Digits(out int count)
    {
        long value = 0;
        count = 0;
        while (at < text.Length && count < 17 && char.IsAsciiDigit(text[at]))
        {
            value = (value * 10) + (text[at++] - '0');
            count++;
        }

        return value;
    }
}
