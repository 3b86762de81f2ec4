using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>From the first visit to a forgotten customer and a new colleague, as the owner of a small shop goes.</summary>
public sealed class WholeWalkTests(Chromium chromium)
{
    public static IEnumerable<TheoryDataRow<string, Screen>> Ways => Walks.Always(("en", Screen.Desktop), ("uk", Screen.Phone));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_owner_meets_the_regulars_and_sets_up_the_house(string language, Screen screen)
    {
        using var shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);

        await FirstSteps.MakeOwner(owner, shop);
        await FirstSteps.BringInOrders(owner, shop);
        await FirstSteps.LookAround(owner);
        await CustomerSteps.Find(owner);
        await CustomerSteps.Open(owner);
        await CustomerSteps.ChangeProfile(owner);
        await CustomerSteps.GiveConsent(owner);
        await CustomerSteps.MergeAndPart(owner);
        await CustomerSteps.ExportAndErase(owner);
        await HouseSteps.InviteColleague(owner, chromium, shop, screen);
        await HouseSteps.MakeAndRevokeKey(owner, shop);
        await HouseSteps.ChangeThresholds(owner);
        await HouseSteps.LeaveAndReturn(owner);

        owner.CheckCalm();
    }
}
