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
}
