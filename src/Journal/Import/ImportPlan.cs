using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;
using Regulars.Kernel;

namespace Regulars.Journal.Import;

/// <summary>Everything recognised in a file, to be shown before anything is written and to be read by.</summary>
public sealed record ImportPlan
{
    internal ImportPlan()
    {
    }

    /// <summary>How columns and words are read; may be corrected and given back to recognition.</summary>
    public required ImportMapping Mapping { get; init; }

    /// <summary>Stands for files of this shape: the folded headings in their order, whatever the delimiter.</summary>
    public required string ShapeHash { get; init; }

    /// <summary>What the text was wrapped in.</summary>
    public required ContainerKind Container { get; init; }

    /// <summary>The encoding's name: utf-8, utf-16, utf-16BE, windows-1250, windows-1251, windows-1252.</summary>
    public required string Encoding { get; init; }

    /// <summary>What stands between columns.</summary>
    public required char Delimiter { get; init; }

    /// <summary>Whether the file has a line of headings.</summary>
    public required bool HasHeadings { get; init; }

    /// <summary>The columns in the order of the file.</summary>
    public required IReadOnlyList<RecognisedColumn> Columns { get; init; }

    /// <summary>How dates are written.</summary>
    public required RecognisedDates Dates { get; init; }

    /// <summary>The decimal sign.</summary>
    public required char DecimalSign { get; init; }

    /// <summary>What groups thousands, as found.</summary>
    public required IReadOnlyList<string> ThousandsSeparators { get; init; }

    /// <summary>Whether a row is one line of an order; else it is a whole order.</summary>
    public required bool RowIsLine { get; init; }

    /// <summary>Whether rows have order numbers; else numbers are derived from their content.</summary>
    public required bool HasOrderNumbers { get; init; }

    /// <summary>The statuses found, the most frequent first.</summary>
    public required IReadOnlyList<RecognisedStatus> Statuses { get; init; }

    /// <summary>Lines of the file that hold rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Different orders.</summary>
    public required long Orders { get; init; }

    /// <summary>Rows that name no customer.</summary>
    public required long RowsWithoutCustomer { get; init; }

    /// <summary>Rows that are not well formed and will be rejected, beside those whose values turn out unreadable.</summary>
    public required long MalformedRows { get; init; }

    /// <summary>A few orders as they would be read.</summary>
    public IReadOnlyList<OrderInput> Samples { get; init; } = [];

    /// <summary>The first rows that would be rejected, as far as the samples went.</summary>
    public IReadOnlyList<RejectedRow> SampleRejections { get; init; } = [];

    /// <summary>What the owner should look at.</summary>
    public required IReadOnlyList<ImportWarning> Warnings { get; init; }

    /// <summary>SHA-256 of the file's bytes, worked out beside recognition; null when nobody asked for it.</summary>
    internal Task<byte[]>? FileHash { get; init; }

    internal OrderTally Tally { get; init; } = null!;

    internal BusinessCalendar Calendar { get; init; } = null!;

    internal Currency DefaultCurrency { get; init; }

    /// <summary>Physical rows before the first row of data: a line that names the delimiter, titles, headings.</summary>
    internal int RowsBeforeData { get; init; }

    /// <summary>Whether the store belongs to the order's number: so where every row names it.</summary>
    internal bool StoreIsInKey { get; init; }

    /// <summary>Whether rows may end before the last column, as exports that leave out empty ends do.</summary>
    internal bool RowsMayEndEarly { get; init; }
}

/// <summary>A column and what it was taken for.</summary>
/// <param name="Heading">The heading as the file writes it.</param>
/// <param name="Role">What it was taken for.</param>
/// <param name="Sureness">From 0, a guess, to 1, said by hand or by a known heading.</param>
/// <param name="Samples">A few of its values.</param>
public sealed record RecognisedColumn(string Heading, ColumnRole Role, double Sureness, IReadOnlyList<string> Samples);

/// <summary>The form of the dates of a file.</summary>
/// <param name="Order">In which order day, month and year stand.</param>
/// <param name="Separator">What stands between them; null when nothing does.</param>
/// <param name="HasTime">Whether times of day are given.</param>
/// <param name="HasSeconds">Whether seconds are given.</param>
/// <param name="HasOffset">Whether the dates name their offset from UTC.</param>
/// <param name="TwelveHours">Whether hours are told with am and pm.</param>
/// <param name="TwoDigitYears">Whether years are cut to two digits.</param>
/// <param name="IsGuess">Whether nothing in the file told day from month.</param>
/// <param name="Example">One of the dates.</param>
public sealed record RecognisedDates(
    Values.DateOrder Order,
    char? Separator,
    bool HasTime,
    bool HasSeconds,
    bool HasOffset,
    bool TwelveHours,
    bool TwoDigitYears,
    bool IsGuess,
    string Example);

/// <summary>A status of the file.</summary>
/// <param name="Text">As the file writes it.</param>
/// <param name="Rows">How many rows bear it.</param>
/// <param name="Meaning">What it is taken for.</param>
/// <param name="IsGuess">Whether the word was not known and was taken for sold.</param>
public sealed record RecognisedStatus(string Text, long Rows, StatusMeaning Meaning, bool IsGuess);

/// <summary>Something the owner should look at before importing; its text is in Texts/import-rows.json.</summary>
/// <param name="Code">A stable code such as <c>import.warning.dates_guessed</c>.</param>
/// <param name="Arguments">What fills the places of the text.</param>
public sealed record ImportWarning(string Code, IReadOnlyList<string> Arguments);
