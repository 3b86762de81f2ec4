namespace Regulars.Architecture.Tests;

public class RoomTests
{
    /// <summary>What a room may use besides Kernel, Storage and Ui. A room that is not named here may use nothing more.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Loyalty"] = ["Journal", "Statistics", "Transparency"],
        ["Insights"] = ["Journal", "Statistics"],
        ["Feedback"] = ["Journal", "Statistics"],
        ["Care"] = ["Journal"],
        ["Community"] = ["Journal"],
        ["Outreach"] = ["Journal", "Insights"],
        ["Connect"] = ["Journal", "Insights"],
    };

    private static readonly Dictionary<string, string[]> Foundations = new()
    {
        ["Kernel"] = [],
        ["Statistics"] = [],
        ["Transparency"] = [],
        ["Client"] = [],
        ["Storage"] = ["Kernel"],
        ["Ui"] = ["Kernel"],
    };

    public static TheoryData<string> Rooms => [.. Repository.Rooms.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_it_may(string room)
    {
        if (room == "Host")
        {
            return;
        }

        var allowed = Foundations.TryGetValue(room, out var foundation)
            ? foundation
            : ["Kernel", "Storage", "Ui", .. MayUse.GetValueOrDefault(room, [])];

        Assert.Empty(Repository.Rooms[room].Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_says_what_it_is_for(string room)
    {
        var readme = Path.Combine(Repository.Root, "src", room, "README.md");

        Assert.True(File.Exists(readme), $"src/{room}/README.md is missing.");
        Assert.InRange(File.ReadAllLines(readme).Length, 5, 60);
    }

    [Fact]
    public void The_host_composes_every_room()
    {
        var composed = Repository.Rooms["Host"];

        Assert.Empty(Repository.Rooms.Keys.Except(composed).Except(["Host", "Client", "Statistics", "Transparency"]));
    }

    [Fact]
    public void The_map_of_rooms_has_no_circle()
    {
        var settled = new HashSet<string>();
        while (settled.Count < Repository.Rooms.Count)
        {
            var next = Repository.Rooms.Where(room => !settled.Contains(room.Key) && room.Value.All(settled.Contains)).Select(room => room.Key).ToList();
            Assert.NotEmpty(next);
            settled.UnionWith(next);
        }
    }
}
