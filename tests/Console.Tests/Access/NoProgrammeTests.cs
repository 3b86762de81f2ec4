using System.Net;

namespace Regulars.Console.Tests.Access;

/// <summary>Where there is no programme yet, who may make one is led there, and others are told whom to ask.</summary>
public sealed class NoProgrammeTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Theory]
    [InlineData("/loyalty/health", "auditor")]
    [InlineData("/loyalty/adjust", "agent")]
    public async Task The_owner_can_make_a_programme_and_others_are_told_whom_to_ask(string path, string role)
    {
        using var colleague = await open.Owner.Invite(open.Shop, role);

        var owners = await Page(open.Owner, path);
        var theirs = await Page(colleague, path);

        Assert.Contains("Make a programme", owners, StringComparison.Ordinal);
        Assert.DoesNotContain("Make a programme", theirs, StringComparison.Ordinal);
        Assert.Contains("The owner or whoever runs marketing can make one.", theirs, StringComparison.Ordinal);
    }

    private static async Task<string> Page(Caller caller, string path)
    {
        using var page = await caller.Get(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return WebUtility.HtmlDecode(await Caller.Body(page));
    }
}
