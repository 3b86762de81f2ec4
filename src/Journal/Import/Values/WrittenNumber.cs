namespace Regulars.Journal.Import.Values;

/// <summary>A number as it is written: all its digits, and how many of them stand after the decimal sign.</summary>
internal readonly record struct WrittenNumber(long Digits, byte Scale)
{
    public decimal Value => new(
        unchecked((int)Math.Abs(Digits)), (int)(Math.Abs(Digits) >> 32), 0, Digits < 0, Scale);

    public bool IsNegative => Digits < 0;

    public bool IsZero => Digits == 0;
}

/// <summary>How reading a number ended.</summary>
internal enum NumberOutcome
{
    Read,
    Empty,
    Unreadable,
    Absurd,
}
