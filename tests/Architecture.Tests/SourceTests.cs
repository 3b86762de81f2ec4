using System.Text.RegularExpressions;
using Regulars.Ui;

namespace Regulars.Architecture.Tests;

public partial class SourceTests
{
    /// <summary>Texts that are the same in every language: names and signs.</summary>
    private static readonly HashSet<string> Alike = ["ui.brand", "segment.scores"];

    [Fact]
    public void Nothing_is_left_to_be_done_in_the_sources()
    {
        var markers = new[] { "TO" + "DO", "FIX" + "ME", "Not" + "Implemented", "HA" + "CK" };
        var left = Repository.Files("src", ".cs", ".razor", ".js", ".css", ".sql").Concat(Repository.Files("tests", ".cs"))
            .Where(file => markers.Any(marker => File.ReadAllText(file).Contains(marker, StringComparison.Ordinal)));

        Assert.Empty(left);
    }

    [Fact]
    public void A_suppression_says_why()
    {
        var silent = Repository.Files("src", ".cs").SelectMany(file => File.ReadLines(file)
            .Where(line => line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//"))
            .Select(line => $"{file}: {line}"));

        Assert.Empty(silent);
    }

    /// <summary>SQLite may choose to read the whole other table first, and look each of its rows up in the set; CROSS JOIN keeps the order.</summary>
    [Fact]
    public void A_set_of_rows_is_where_a_query_begins()
    {
        var joined = new System.Text.RegularExpressions.Regex(@"\{rows\}\s+(?!CROSS\b)(?:\w+\s+)*JOIN\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));

        Assert.DoesNotContain(Repository.Files("src", ".cs"), file => joined.IsMatch(File.ReadAllText(file)));
    }

    [Fact]
    public void Files_stay_small_enough_to_read()
    {
        var long_ = Repository.Files("src", ".cs", ".razor").Concat(Repository.Files("tests", ".cs"))
            .Where(file => File.ReadLines(file).Count() > 450);

        Assert.Empty(long_);
    }

    [Fact]
    public void Every_text_exists_in_every_language()
    {
        var rooms = new[] { typeof(Journal.JournalModule), typeof(Insights.InsightsModule), typeof(Loyalty.LoyaltyModule), typeof(Care.CareModule), typeof(Host.Commands.RegularsCommand), typeof(TextCatalog) };

        Assert.Empty(TextChecks.Faults(new TextCatalog(rooms.Select(type => type.Assembly), isStrict: true), Alike));
    }

    [Fact]
    public void Every_text_that_is_asked_for_is_written_and_every_written_one_is_asked_for()
    {
        var rooms = new[] { typeof(Journal.JournalModule), typeof(Insights.InsightsModule), typeof(Loyalty.LoyaltyModule), typeof(Care.CareModule), typeof(Host.Commands.RegularsCommand), typeof(TextCatalog) };

        var faults = TextChecks.UsageFaults(new TextCatalog(rooms.Select(type => type.Assembly), isStrict: true), Path.Combine(Repository.Root, "src"));

        // The reason and the cure of a rejected row are found by its code.
        string[] meant = [.. faults.Where(fault => !NamesAColumn(fault) && !fault.StartsWith("No source asks for the text 'import.", StringComparison.Ordinal))];
        Assert.True(meant.Length == 0, string.Join('\n', meant));
    }

    [Fact]
    public void Whatever_is_wrong_with_a_programme_is_said_in_every_language()
    {
        var checks = Repository.Files("src", ".cs").Where(file => Path.GetFileName(file) is "ProgrammeCheck.cs" or "CriteriaBinder.cs" or "CriteriaJson.cs");
        var codes = checks.SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value)).Distinct().ToList();
        var texts = new TextCatalog([typeof(Loyalty.LoyaltyModule).Assembly], isStrict: true);

        Assert.Contains("programme.per", codes);
        Assert.All(codes, code => Assert.True(texts.Has($"problem.{code}"), code));
    }

    /// <summary>Rows of tables have a method Text too, whose columns have no dot in their names.</summary>
    private static bool NamesAColumn(string fault) => fault.Split('\'') is [_, var key, ..] && !key.Contains('.');

    [Fact]
    public void Values_never_enter_SQL_as_text()
    {
        // Interpolated names of columns and tables are constants of ours; a quote around an interpolation would be a value.
        var quoted = Repository.Files("src", ".cs").SelectMany(file => QuotedInterpolation().Matches(File.ReadAllText(file)).Select(match => $"{file}: {match.Value}"));

        Assert.Empty(quoted);
    }

    [GeneratedRegex("""[(\s]"(?<code>(programme|points|reward|field|criteria)\.[a-z_]+)",""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Code();

    [GeneratedRegex("""(SELECT|INSERT|UPDATE|DELETE)[^"]*'\{[a-z][A-Za-z.]*\}'""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex QuotedInterpolation();
}
