using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests.Browsing;

/// <summary>In which language and on which screen a walk is made: some always, all others among the long proofs.</summary>
internal static class Walks
{
    public static IEnumerable<TheoryDataRow<string, Screen>> Always(params (string Language, Screen Screen)[] always) =>
        from language in Words.Languages
        from screen in Enum.GetValues<Screen>()
        let row = new TheoryDataRow<string, Screen>(language, screen)
        select always.Contains((language, screen)) ? row : row.WithTrait("Category", "Long");
}
