namespace Regulars.Journal.Import;

/// <summary>What a file may hold at most; beyond it a row is rejected or the file refused, and nothing hangs.</summary>
public static class ImportLimits
{
    /// <summary>Characters of one line, line ends inside quotes included.</summary>
    public const int LineCharacters = 1 << 20;

    /// <summary>Characters of one field.</summary>
    public const int FieldCharacters = 32 << 10;

    /// <summary>Columns of one line.</summary>
    public const int Columns = 500;

    /// <summary>Lines of one order.</summary>
    public const int LinesPerOrder = 10_000;

    /// <summary>Characters of an order number.</summary>
    public const int OrderNumberCharacters = 100;

    /// <summary>Characters of an identity.</summary>
    public const int IdentityCharacters = 320;

    /// <summary>Characters of a name.</summary>
    public const int NameCharacters = 200;

    /// <summary>Different values of a status column; a column with more tells no states.</summary>
    public const int Statuses = 200;
}
