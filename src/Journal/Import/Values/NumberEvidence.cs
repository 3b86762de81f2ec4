namespace Regulars.Journal.Import.Values;

/// <summary>Gathers over a whole file which sign its numbers have before decimals, and what groups their thousands.</summary>
internal sealed class NumberEvidence
{
    private readonly long[] decimals = new long[2];
    private readonly long[] groups = new long[2];
    private readonly long[] either = new long[2];
    private readonly SortedSet<char> spaces = [];

    /// <summary>Currencies whose sign stands in the amounts, each with how often.</summary>
    public Dictionary<string, long> Currencies { get; } = [];

    public void Add(ReadOnlySpan<char> text)
    {
        var other = 0;
        while (other < text.Length && (char.IsAsciiDigit(text[other]) || (other == 0 && text[0] == '-')))
        {
            other++;
        }

        if (other == text.Length)
        {
            return;
        }

        var number = NumberText.Strip(text, out _, out var currency);
        if (currency is not null)
        {
            Currencies[currency] = Currencies.GetValueOrDefault(currency) + 1;
        }

        if (number.IsEmpty || !char.IsAsciiDigit(number[^1]) )
        {
            return;
        }

        Weigh(number);
    }

    /// <summary>The decimal sign: by what is certain, else by what is usual beside the delimiter.</summary>
    public char Decide(char delimiter, bool english)
    {
        if (decimals[0] != decimals[1])
        {
            return decimals[0] > decimals[1] ? '.' : ',';
        }

        if (groups[0] != groups[1])
        {
            return groups[0] > groups[1] ? ',' : '.';
        }

        return either[1] > either[0] ? english || delimiter == ',' ? '.' : ','
            : either[0] > either[1] ? english || delimiter == ',' ? '.' : ','
            : '.';
    }

    /// <summary>Whether only numbers such as 1,234 were found, whose sign is a guess.</summary>
    public bool IsGuess => decimals[0] + decimals[1] + groups[0] + groups[1] == 0 && either[0] + either[1] > 0;

    /// <summary>The characters found between groups of three digits.</summary>
    public IReadOnlyList<string> Thousands(char decimalSign)
    {
        var found = spaces.Select(letter => letter.ToString()).ToList();
        var other = decimalSign == ',' ? 0 : 1;
        if (groups[other] > 0)
        {
            found.Add(other == 0 ? "." : ",");
        }

        return found;
    }

    private void Weigh(ReadOnlySpan<char> number)
    {
        var last = number.LastIndexOfAny('.', ',');
        foreach (var letter in number)
        {
            if (NumberText.IsThousands(letter))
            {
                spaces.Add(letter);
            }
        }

        if (last < 0)
        {
            return;
        }

        var kind = number[last] == '.' ? 0 : 1;
        var before = number[..last];
        if (before.Contains(number[last]))
        {
            groups[kind]++;
        }
        else if (before.Contains(kind == 0 ? ',' : '.'))
        {
            decimals[kind]++;
            groups[1 - kind]++;
        }
        else if (number.Length - last - 1 != 3 || last > 3 || before is "0")
        {
            decimals[kind]++;
        }
        else
        {
            either[kind]++;
        }
    }
}
