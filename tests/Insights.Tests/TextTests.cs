using Regulars.Insights;
using Regulars.Journal;
using Regulars.Ui;

namespace Regulars.Insights.Tests;

public sealed class TextTests
{
    private static readonly TextCatalog Catalog = new([typeof(JournalModule).Assembly, typeof(InsightsModule).Assembly], isStrict: true);

    private static readonly HashSet<string> Alike =
    [
        "ui.brand", "identity.short.phone", "identity.short.email", "identity.short.social", "imports.by", "segment.scores", "customer.consent.words",
    ];

    [Fact]
    public void The_texts_are_whole_in_every_language() => Assert.Empty(TextChecks.Faults(Catalog, Alike));

    [Fact]
    public void Every_text_that_is_asked_for_is_written_and_every_written_one_is_asked_for() => Assert.DoesNotContain(
        TextChecks.UsageFaults(Catalog, Path.Combine(Root(), "src")),
        fault => !fault.StartsWith("Host", StringComparison.Ordinal) && !fault.StartsWith("Loyalty", StringComparison.Ordinal) && !NamesAColumn(fault) && !IsOfARow(fault));

    /// <summary>The reason and the cure of a rejected row are found by its code.</summary>
    private static bool IsOfARow(string fault) => fault.StartsWith("No source asks for the text 'import.", StringComparison.Ordinal);

    /// <summary>Rows of tables have a method Text too, whose columns have no dot in their names.</summary>
    private static bool NamesAColumn(string fault) => fault.Split('\'') is [_, var key, ..] && !key.Contains('.');

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "regulars.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
