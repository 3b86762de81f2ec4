using Regulars.Journal;
using Regulars.Ui;

namespace Regulars.Care.Tests;

public sealed class TextTests
{
    private static readonly HashSet<string> Alike =
    [
        "ui.brand", "identity.short.phone", "identity.short.email", "identity.short.social", "imports.by", "customer.consent.words",
    ];

    [Fact]
    public void The_texts_are_whole_in_every_language() =>
        Assert.Empty(TextChecks.Faults(new TextCatalog([typeof(JournalModule).Assembly, typeof(CareModule).Assembly], isStrict: true), Alike));
}
