using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>From a challenge that is clicked together to the badge on a member's own page, and a surprise by hand.</summary>
public sealed class ChallengeWalkTests(Chromium chromium)
{
    public static IEnumerable<TheoryDataRow<string, Screen>> Ways => Walks.Always(("en", Screen.Phone));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_owner_challenges_and_surprises_a_regular(string language, Screen screen)
    {
        using var shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);
        await using var member = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);

        await FirstSteps.MakeOwner(owner, shop);
        await FirstSteps.BringInOrders(owner, shop);
        await ChallengeSteps.AddParts(owner);
        await ChallengeSteps.DoIt(owner);
        await ChallengeSteps.GiveGift(owner);
        await ChallengeSteps.OpenOwnPage(owner, member);

        owner.CheckCalm();
        member.CheckCalm();
    }
}
