using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Tests.Rules;

public sealed class ProgrammeDifferenceTests
{
    private static readonly Programme Before = ProgrammeJson.Read(
        """{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1}, {"key": "reviews", "on": "review.written", "points": 50}]}""");

    [Fact]
    public void The_same_programme_of_another_day_does_not_differ() =>
        Assert.Empty(ProgrammeDifference.Between(Before, Before with { Version = 9, From = Day.Of(2026, 6, 1) }));

    [Fact]
    public void What_was_added_removed_and_changed_is_named_with_its_fields()
    {
        var after = ProgrammeJson.Read(
            """{"name": "Friends", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 2, "per": 1}, {"key": "visits", "on": "visit", "points": 5}]}""");

        var differences = ProgrammeDifference.Between(Before, after);

        Assert.Equal(
            [("programme", null, "changed"), ("rules", "orders", "changed"), ("rules", "visits", "added"), ("rules", "reviews", "removed")],
            differences.Select(difference => (difference.Part, difference.Key, difference.Change)));
        Assert.Equal([new ChangedField("name", "\"Club\"", "\"Friends\"")], differences[0].Fields);
        Assert.Equal([new ChangedField("points", "1", "2")], differences[1].Fields);
    }

    [Fact]
    public void A_programme_read_from_its_own_file_does_not_differ() =>
        Assert.Empty(ProgrammeDifference.Between(Before, ProgrammeJson.Read(ProgrammeJson.Write(Before))));
}
