using Regulars.Kernel;

namespace Regulars.Journal.Import;

/// <summary>Why a whole file is refused. The codes are stable; their texts for the owner are in Texts/import-rows.json.</summary>
internal static class ImportRefusals
{
    public static Refusal FileEmpty() => new("import.file_empty", "The file holds no text; give one with a line of headings and rows.");

    public static Refusal OnlyHeadings() => new("import.only_headings", "The file holds headings and no rows.");

    public static Refusal FileBinary() => new("import.file_binary", "The file is not text; give CSV or TSV, plain, gzip or zip.");

    public static Refusal FileWorkbook() => new("import.file_workbook", "The file is a workbook or document; save the sheet as CSV first.");

    public static Refusal ZipSeveral(IReadOnlyList<string> members) =>
        new("import.zip_several", "The archive holds several files; give one at a time.", string.Join(", ", members.Take(5)));

    public static Refusal ContainerDamaged() => new("import.container_damaged", "The compressed file is cut short or damaged.");

    public static Refusal OpenedTooLarge() => new("import.opened_too_large", "The compressed file holds more than may be opened of it; divide it.");

    public static Refusal EncodingUnknown() =>
        new("import.encoding_unknown", "The letters fit none of UTF-8, UTF-16, Windows-1250, Windows-1251 and Windows-1252.");

    public static Refusal NoLineEnds() =>
        new("import.line_endless", "The first line is longer than a line may be; the rows need line ends.");

    public static Refusal NoDateColumn() => new("import.no_date_column", "No column holds the date of the order; name one.");

    public static Refusal NoAmount() => new("import.no_amount", "No column holds a price, a line value or an order total; name one.");

    public static Refusal DatesMixed(string first, string second) =>
        new("import.dates_mixed", "The dates are written in different ways that contradict each other.", $"{first} / {second}");

    public static Refusal TooManyColumns(int count) =>
        new("import.too_many_columns", "The headings have more columns than a file may have.", count.ToString());

    public static Refusal NoRowReadable(string code) =>
        new("import.no_row_readable", "No row of the file could be read; the first reason is given as the place.", code);
}
